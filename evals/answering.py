"""Our answers to a dataset's questions: asked, written down, scored."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.dataset import Question
from evals.measures import (
    Cited,
    Figures,
    citation_figures,
    counts_right,
    refusal_figures,
    set_figures,
)
from evals.progress import Progress
from evals.workspace import Workspace, names_of
from kb.errors import DatasetError, QuestionError
from kb.types import Answer, to_json

_REFUSED = "insufficient_evidence"
_CITES, _BORDERLINE = "cites", "borderline"


def ask_all(workspace: Workspace, progress: Progress) -> dict[str, dict[str, Any]]:
    """Every question's answer as `kb ask --json` prints it, with the dataset's own ids.

    A question that cannot be asked has a refusal that says why. Each citation, row and document of
    a row has `corpus_id` (and `corpus_ids`, as equal documents are one); those of a row are of its
    documents with the row's own verdict, the cited one first. Each citation has `sufficient`, null
    until a second reader says whether the quotation alone shows what the answer claims.
    """
    answers = {}
    with progress.task("asking", len(workspace.dataset.questions)) as advance:
        for question in workspace.dataset.questions:
            answers[question.id] = _ask(workspace, question)
            advance(1)
    return answers


def write_answers(answers: Mapping[str, Mapping[str, Any]], path: Path) -> None:
    """One JSON object a line, each with its `query_id`."""
    lines = (json.dumps(answer, ensure_ascii=False) for answer in answers.values())
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def sufficiency(path: Path) -> tuple[int, int]:
    """How many citations of an answers file a reader found sufficient, of how many marked.

    Raises:
        DatasetError: a line is not an answer, or `sufficient` is neither true, false nor null.
    """
    yes = marked = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            citations = json.loads(line)["citations"]
        except (ValueError, KeyError, TypeError) as error:
            raise DatasetError(f"{path}:{number}: not an answer ({error})") from error
        for citation in citations:
            verdict = citation.get("sufficient")
            if verdict not in (True, False, None):
                raise DatasetError(
                    f"{path}:{number}: 'sufficient' must be true, false or null, not {verdict!r}"
                )
            marked += verdict is not None
            yes += verdict is True
    return yes, marked


def answer_figures(
    workspace: Workspace, answers: Mapping[str, Mapping[str, Any]]
) -> dict[str, Figures]:
    """The figures of every question's answer."""
    n_documents = len(workspace.document_ids)
    figures = {}
    for question in workspace.dataset.questions:
        answer = answers[question.id]
        cited = [_cited(citation) for citation in answer["citations"]]
        found = citation_figures(question, cited, workspace.folded)
        if question.wants_set and question.answerable:  # else `rejection` tells
            strict, lenient = found_sets(answer)
            found |= set_figures(question, strict, lenient, n_documents)
            if question.kind == "count":
                rows = [
                    (r["verdict"] == _CITES, {n for d in r["documents"] for n in d["corpus_ids"]})
                    for r in answer["rows"]
                ]
                found["review count exact"] = float(counts_right(question, rows))
        refused = answer["status"] == _REFUSED
        figures[question.id] = found | refusal_figures(question, refused, confidence(answer))
    return figures


def found_sets(answer: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    """The documents that an answer says do so, and these with the borderline ones.

    Judgments are of documents, so each document of a review counts by what it says by itself. An
    answer without rows (the question was not understood as one for a set) is taken for the
    documents that it cites.
    """
    if not answer["rows"]:
        named = {name for citation in answer["citations"] for name in citation["corpus_ids"]}
        return named, named
    strict = set(_names(answer["rows"], {_CITES}))
    return strict, strict | set(_names(answer["rows"], {_BORDERLINE}))


def confidence(answer: Mapping[str, Any]) -> float:
    """How sure the answer is that what it found answers the question."""
    return float(answer["confidence"] or 0.0)


def _names(rows: Sequence[Mapping[str, Any]], verdicts: set[str]) -> Iterator[str]:
    held = (document for row in rows for document in row["documents"])
    return (name for d in held if d["verdict"] in verdicts for name in d["corpus_ids"])


def _ask(workspace: Workspace, question: Question) -> dict[str, Any]:
    try:
        answer = to_json(workspace.kb.ask(question.text))
    except QuestionError as error:
        answer = _unasked(question, str(error))
    held = [document for row in answer["rows"] for document in row["documents"]]
    for part in (*held, *answer["citations"], *answer["nearest"]):
        _name(part, names_of(workspace, part["document_id"], ()))
    for row in answer["rows"]:
        alike = [d for d in row["documents"] if d["verdict"] == row["verdict"]]
        alike.sort(key=lambda d: d["document_id"] != row["document_id"])
        unread = names_of(workspace, None, row["files"]) if not row["documents"] else []
        _name(row, [name for d in alike for name in d["corpus_ids"]] + unread)
    for citation in answer["citations"]:
        citation["sufficient"] = None
    return {"query_id": question.id, **answer}


def _name(part: dict[str, Any], names: list[str]) -> None:
    part["corpus_id"], part["corpus_ids"] = next(iter(names), None), names


def _unasked(question: Question, why: str) -> dict[str, Any]:
    empty: dict[str, Any] = {name: [] for name in Answer.__dataclass_fields__}
    none = dict.fromkeys(("count", "searched", "model"))
    said = {"question": question.text, "kind": "fact", "status": _REFUSED, "text": why}
    return empty | none | said | {"fingerprint": "", "timings_ms": {}}


def _cited(citation: Mapping[str, Any]) -> Cited:
    return Cited(
        documents=frozenset(citation["corpus_ids"]),
        page=citation["page"],
        page_label=citation["page_label"],
        paragraph=citation["paragraph"],
        quote=citation["quote"],
        n_spans=len(citation["spans"]),
    )
