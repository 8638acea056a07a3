"""What the catalogue knows of a named review is answered from it, with the line that says so."""

import pytest
from texts import holding

from kb.planning.asked_fields import asked_fields

REVIEW = """# Serious Case Review: Child G

Acre Safeguarding Children Board

**Independent author:** Ann Marr

**Published:** 9 September 2013

1.1 Child G was three years old when he died. Peter Dunn chaired the conference of May 2011.
"""
BARE = """# Serious Case Review: Child B

1.1 Child B was five. The author of the family's letter was his aunt, Ruth Lane.
"""
ASKED = [
    ("When was the review of the child published", ("date published",)),
    ("could you tell me when the review into the child was published please", ("date published",)),
    ("when did it come out and who wrote it", ("date published", "author")),
    ("who was the independent author of the child's review", ("author",)),
    ("Who chaired the panel for the child", ("chair",)),
    ("Which board published the child review", ("board",)),
    ("what kind of review was the child's", ("document type",)),
    ("How many pages is the child review", ("pages",)),
    ("What period does the review of the child cover", ("review period",)),
    ("what was the outcome for the child", ("outcome",)),
    ("What was the outcome of the strategy meeting on the child", ()),
    ("Who chaired the case conference on the child", ()),
    ("Who chaired the board when the child died", ()),
    ("Who wrote the letter on the child", ()),
    ("When was the review of the child published and why so late", ()),
    ("When was the child injured", ()),
]


@pytest.mark.parametrize(("rest", "names"), ASKED)
def test_fields_that_a_question_asks_for_and_nothing_else(rest, names):
    assert asked_fields(rest) == names


@pytest.fixture(scope="module")
def ask(tmp_path_factory, embedder):
    with holding(tmp_path_factory.mktemp("catalogue"), embedder, REVIEW, BARE) as (kb, _):
        yield kb.ask


@pytest.mark.parametrize(
    ("question", "said", "line"),
    [
        ("When was Child G's review published?", "published: 9 September 2013", "**Published:**"),
        ("who wrote the child g review", "written by: Ann Marr", "**Independent author:**"),
        ("Which board published the SCR on Child G?", "board: Acre Safeguarding", "Acre"),
        ("What type of review is Child G's?", "type of paper: serious case review", "# Serious"),
    ],
)
def test_value_with_the_line_where_it_stands(ask, question, said, line):
    answer = ask(question)
    assert answer.status == "answered"
    assert f"- {said}" in answer.text
    assert answer.citations[0].quote.startswith(line)
    assert answer.citations[0].title == "Serious Case Review: Child G"


def test_pages_of_a_format_without_pages_are_not_counted(ask):
    assert "format without pages" in ask("How many pages is the review of Child G?").text


def test_what_the_catalogue_does_not_know_is_sought_in_sentences(ask):
    answer = ask("When was Child B's review published?")
    assert (answer.status, answer.text.count("published:")) == ("insufficient_evidence", 0)
