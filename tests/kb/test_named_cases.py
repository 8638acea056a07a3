"""A question on a named case is answered from what is held on that case, or not at all."""

import pytest
from texts import holding

ACRE = """# Serious Case Review: Child G

Acre Safeguarding Children Board

March 2011

1.1 Child G was three years old when he died in Acre. The review was held in private.

1.2 A panel of six met nine times. Supervision of the social worker was not held at all.
"""
BROOK = """# Serious Case Review: Child B

Brook Safeguarding Children Board

June 2014

1.1 The panel of the serious case review was chaired by Dr Ruth Lane, a retired consultant.

1.2 Child B was aged five. Supervision of the social worker was held each month.

1.3 The board in Acre had told Brook that Child G was taken to the hospital in Elm by his aunt.
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory, embedder):
    with holding(tmp_path_factory.mktemp("cases"), embedder, ACRE, BROOK) as (kb, _):
        yield kb.ask


def titles(answer):
    return {citation.title for citation in (*answer.citations, *answer.nearest)}


def test_what_is_told_of_another_case_alone_is_refused(ask):
    answer = ask("Who chaired the panel for Child G?")
    assert answer.status == "insufficient_evidence"
    assert "Not found in what is held on Child G (2 documents searched)" in answer.text
    assert all("chaired" not in citation.quote for citation in answer.nearest)


def test_it_is_told_of_the_case_that_it_is_held_of(ask):
    answer = ask("Who chaired the panel of the review of Child B?")
    assert answer.status == "answered"
    assert titles(answer) == {"Serious Case Review: Child B"}


def test_a_label_in_small_letters_names_its_case(ask):
    answer = ask("who chaired the panel for child g")
    assert "what is held on Child G" in answer.text


def test_another_paper_may_speak_where_it_names_the_case(ask):
    answer = ask("Who took Child G to the hospital in Elm?")
    shown = [c.paragraph for c in (*answer.citations, *answer.nearest) if "Child B" in c.title]
    assert shown == ["1.3"]


def test_two_cases_that_are_named_are_compared(ask):
    answer = ask("Compare Child G and Child B on supervision of the social worker")
    assert answer.kind == "compare"
    assert titles(answer) == {"Serious Case Review: Child G", "Serious Case Review: Child B"}
