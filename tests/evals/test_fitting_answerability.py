import json

from evals import answerability
from evals.answerability import Asked, Paper, fit, questions
from evals.progress import Progress
from kb.answerability import AnswerModel, Candidate, answer_model

ANIMALS = ("dog", "cat", "horse", "goat", "hen", "pig")


def test_hands_asked_of_papers_of_every_kind_and_two_of_five_are_not_answered():
    found = questions()
    answered = [item for item in found if item.answers]

    assert len(found) == 7007
    assert 0.55 < len(answered) / len(found) < 0.65
    assert all(max((*item.answers, *item.near)) < len(item.paper.sentences) for item in found)
    assert len({item.paper for item in found}) > 1000


def test_titles_come_from_the_catalogue_beside_the_papers(tmp_path, monkeypatch):
    (tmp_path / "answers").mkdir()
    (tmp_path / "set").mkdir()
    lines = [{"document": "a.md", "text": text} for text in ("One came.", "Two left.")]
    (tmp_path / "set" / "codes.jsonl").write_text("\n".join(map(json.dumps, lines)))
    (tmp_path / "set" / "catalogue.csv").write_text("file,title\na.md,Child A\n")
    row = {"of": "set/codes", "document": "a.md", "question": "Who?", "answers": [1], "near": []}
    (tmp_path / "answers" / "hand-1.jsonl").write_text(json.dumps(row))
    monkeypatch.setattr(answerability, "ANSWERS", tmp_path / "answers")

    (found,) = questions()

    assert found == Asked(
        "set/codes", Paper("Child A", ("One came.", "Two left.")), "Who?", (1,), ()
    )


def test_a_fit_learns_and_is_what_is_shipped(tmp_path, embedder, monkeypatch):
    papers = {
        name: Paper(
            f"The {name}",
            (
                f"The {name} was bought in 1990.",
                f"The {name} lived in a barn.",
                f"The {name} ate at six.",
                "It rained.",
            ),
        )
        for name in ANIMALS
    }
    asked = [
        item
        for name, paper in papers.items()
        for item in (
            Asked("pets", paper, f"When was the {name} bought?", (0,), (1,)),
            Asked("pets", paper, f"Where did the {name} live?", (1,), (0,)),
            Asked("pets", paper, f"What colour was the {name}?", (), (0, 1)),
        )
    ]
    monkeypatch.setattr(answerability, "_HELD_OUT", len(ANIMALS))
    out = tmp_path / "w.safetensors"

    told = fit(asked * 5, embedder, out, Progress(quiet=True))

    model = AnswerModel(out)
    dog = [Candidate(text, "The dog") for text in papers["dog"].sentences]
    assert model.log_odds("When was the dog bought?", dog).argmax() == 0
    assert model.log_odds("Where did the dog live?", dog).argmax() == 1
    assert told > 0.5
    assert model.digest != answer_model().digest
