"""How many reviews find each theme or have each value; a review is counted once."""

import csv
import io
import json

import pytest
from click.testing import CliRunner
from texts import holding

from kb.commands import ask as ask_command

HEAD = """# Serious Case Review: Child {label}

{part}

{place} Safeguarding Children Board, May {year}

"""
TOLD = "1.1 The nursery was not told that she had been injured. It rained.\n\n"
VALUE = "1.2 Her account was taken at face value.\n"
ACRE = HEAD.format(label="A", part="Overview Report", place="Acre", year=2010) + TOLD + VALUE
ACRE_SUMMARY = HEAD.format(label="A", part="Executive Summary", place="Acre", year=2010) + TOLD
ACRE_LATER = HEAD.format(label="D", part="Overview Report", place="Acre", year=2014) + TOLD
BROOK = HEAD.format(label="B", part="Overview Report", place="Brook", year=2012) + (
    "1.1 A neighbour rang twice.\n"
)
BRIEFING = """**Select Committee on Children's Services**

**Report of the Director of Children's Services**

**Briefing on a serious case review**

1. The nursery was not told that she had been injured.
"""


@pytest.fixture(scope="module")
def kb(tmp_path_factory, embedder):
    papers = (ACRE, ACRE_SUMMARY, ACRE_LATER, BROOK, BRIEFING)
    with holding(tmp_path_factory.mktemp("tallies"), embedder, *papers) as (kb, ids):
        report, summary, _, brook, _ = ids
        kb.correct(report, {"author": "Ann Reed"}, "a test")
        kb.correct(summary, {"author": "Ann Reed"}, "a test")
        kb.correct(brook, {"author": "Bob Lowe"}, "a test")
        yield kb


def values(answer):
    return {value.value: value.n for value in answer.tally.values}


def test_theme_is_counted_by_review_with_one_quotation(kb):
    answer = kb.ask("What are the main themes across all these reviews?")
    first = answer.tally.values[0]

    assert (answer.kind, answer.status, answer.tally.searched) == ("tally", "answered", 3)
    assert (first.value, first.n, len(first.citation_ids)) == ("information sharing", 2, 1)
    assert answer.citations[0].quote == "The nursery was not told that she had been injured."
    assert "- information sharing: 2 of 3: “The nursery" in answer.text
    assert "Found by phrases: a theme that is not found may still be there." in answer.text


def test_conditions_of_the_question_hold_for_themes(kb):
    since = kb.ask("What are the most common failings in reviews since 2011?")
    brook = kb.ask("recurring issues in Brook reviews")

    assert values(since) == {"information sharing": 1}
    assert "in 2 reviews, year from 2011**" in since.text
    assert (brook.status, values(brook)) == ("insufficient_evidence", {})


def test_reviews_of_each_value_are_named_and_cited(kb):
    answer = kb.ask("How many reviews did each authority publish?")
    acre = answer.tally.values[0]

    assert values(answer) == {"Acre": 2, "Brook": 1}
    assert [title[-4:] for title in acre.titles] == ["2010", "2014"]
    assert [answer.citations[i - 1].year for i in acre.citation_ids] == [2010, 2014]
    assert "- Acre: 2 reviews — " in answer.text


def test_only_values_that_meet_the_least_are_shown(kb):
    answer = kb.ask("Which boards published more than one review?")

    assert values(answer) == {"Acre": 2}
    assert "1 of 2 with 2 reviews or more" in answer.text


def test_copies_and_summaries_give_an_author_no_second_review(kb):
    answer = kb.ask("Who has written more than one of these reviews?")

    assert (answer.status, values(answer)) == ("answered", {})
    assert "none of 2 with 2 reviews or more; the most that one has is 1" in answer.text


def test_what_is_not_known_is_counted(kb):
    answer = kb.ask("How many reviews by each author?")

    assert (values(answer), answer.tally.unknown) == ({"Ann Reed": 1, "Bob Lowe": 1}, 1)
    assert "of 1 not known" in answer.text


def test_documents_are_counted_where_they_are_asked_for(kb):
    answer = kb.ask("What types of documents are there, and how many of each?")

    assert values(answer) == {"serious case review": 4, "committee report": 1}


def test_nothing_under_the_conditions_is_said(kb):
    answer = kb.ask("What are the main themes in reviews from 1990?")

    assert answer.status == "insufficient_evidence"
    assert answer.text == "No review held with year 1990: there is nothing to count."


def test_tally_is_printed_as_json_and_csv(kb, monkeypatch):
    monkeypatch.setenv("KB_STORE", str(kb.store))
    question = "how many reviews per year?"
    told = json.loads(CliRunner().invoke(ask_command, [question, "--json"]).stdout)
    table = CliRunner().invoke(ask_command, [question, "--csv"]).stdout

    assert told["tally"]["of"] == "year"
    assert [value["n"] for value in told["tally"]["values"]] == [1, 1, 1]
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))
    assert [row["value"] for row in rows] == ["2010", "2012", "2014"]
