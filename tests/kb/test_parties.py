"""Who is named in a question must be named where it is said; a list of agencies names nobody."""

import pytest
from texts import holding

from kb.parties import asked_of, parties_in
from kb.planning import Steering
from kb.types import Verdict

COVER = "# Quorn Safeguarding Children Board\n\n# Serious Case Review: Child {}\n\nMay 2012\n\n"
PAPERS = {
    "A": "4.1 The deputy head rang every morning and wrote down what the boy said. "
    "Her care of him was exemplary and deserves praise.",
    "B": "4.1 The midwife rang every morning and wrote down what the mother said. "
    "Her care of her was exemplary and deserves praise.",
    "C": "## The academy\n\n4.1 The care that was taken of the boy was exemplary and deserves "
    "praise.\n\n## The ward\n\n5.1 Nobody wrote anything down.",
}
PRAISE = "Which reviews praise the school?"


@pytest.fixture(scope="module")
def kb(tmp_path_factory, embedder):
    papers = (COVER.format(label) + text for label, text in PAPERS.items())
    with holding(tmp_path_factory.mktemp("parties"), embedder, *papers) as (kb, _):
        yield kb


def cited(answer):
    return {row.title[-1] for row in answer.rows if row.verdict is Verdict.CITES}


def test_what_is_said_of_somebody_else_does_not_count(kb):
    answer = kb.ask(PRAISE)
    assert cited(answer) == {"A", "C"}
    assert "(said of: school)" in answer.text
    assert answer.searched.parts[0].parties == ["school"]


def test_it_can_be_left_out(kb):
    answer = kb.ask(PRAISE, steering=Steering(ignored=["party"]))
    assert cited(answer) == {"A", "B", "C"}
    assert "said of" not in answer.text


def test_other_names_of_an_agency_are_the_agency():
    assert parties_in("The deputy head told the surgery.") == {"school", "GP"}
    assert parties_in("Her nan and the man next door rang.") == {"grandparents", "neighbours"}


@pytest.mark.parametrize(
    ("subject", "parties"),
    [
        ("failures by the police", {"police"}),
        ("nobody asked the grandmother", {"grandparents"}),
        ("letters lost between the GP and the hospital", {"GP", "hospital"}),
        ("a dentist told social services of rotten teeth", {"dental service"}),
        ("police, schools and GPs kept things to themselves", set()),
        ("a clinic or hospital struck a child off", set()),
        ("the council shut the case", set()),
        ("chief officers who asked no questions", set()),
    ],
)
def test_a_list_or_a_choice_of_agencies_asks_for_none(subject, parties):
    assert asked_of(subject) == parties


def test_whom_a_theme_is_about_is_not_asked_for_again(kb):
    answer = kb.ask("Which reviews criticise how the police investigation was run?")
    assert answer.searched.parts[0].theme == "police investigation and decisions"
    assert answer.searched.parts[0].parties == []
