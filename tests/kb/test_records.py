"""Recommendations and events in the store: published, listed, repeated, removed, migrated."""

import csv
import io
import json
import sqlite3

import pytest
from commands import call_kb
from texts import add

from kb.access import LOCAL
from kb.errors import QuestionError, UnknownDocument
from kb.records import list_events, list_recommendations
from kb.spreadsheet import to_csv

ACRE = """# Serious Case Review: Child A

1.1 Child A was born on 1 May 2009. On Monday 12 May 2009 the police called.

## Recommendations

R1. Acre Safeguarding Children Board should provide training on neglect for all staff every year.

R2. Acre Police should record the name of each child.
"""
BROOK = """# Serious Case Review: Child B

## Recommendations

6.1 The Safeguarding Children Board should provide training on neglect for all staff each year.
"""
SYSTEMS = """# Serious Case Review: Child C

1.2 This report makes no recommendations. He died in June 2010.
"""
LETTER = "# Letter\n\nThe meeting was long.\n"


@pytest.fixture(scope="module")
def listed(tmp_path_factory, embedder):
    from kb.config import Settings
    from kb.knowledge_base import KnowledgeBase

    store = tmp_path_factory.mktemp("records") / "store"
    with KnowledgeBase.open(Settings(store=store), create=True, embedder=embedder) as kb:
        ids = add(kb, ACRE, BROOK, SYSTEMS, LETTER)
        yield kb, dict(zip(("acre", "brook", "systems", "letter"), ids, strict=True))


def test_listing_names_place_and_words(listed):
    kb, ids = listed
    with kb.read(LOCAL) as snapshot:
        found = list_recommendations(snapshot)
        page = snapshot.page(ids["acre"], 1)

    first = found.recommendations[0]
    assert (first.number, first.place.document_id) == ("R1", ids["acre"])
    (span,) = first.place.spans
    assert page.text[span.start : span.end] == first.place.quote
    assert first.place.quote.startswith("Acre Safeguarding Children Board should")


def test_review_that_makes_none_is_told_from_one_in_which_none_was_found(listed):
    kb, ids = listed
    with kb.read(LOCAL) as snapshot:
        found = list_recommendations(snapshot)

    assert [place.quote for place in found.none_made] == ["This report makes no recommendations."]
    assert found.none_found == [ids["letter"]]


def test_addressee_filters_in_small_or_capital_letters(listed):
    kb, _ = listed
    with kb.read(LOCAL) as snapshot:
        found = list_recommendations(snapshot, addressee="POLICE")

    assert [item.number for item in found.recommendations] == ["R2"]


def test_repetition_shows_how_the_wordings_differ(listed):
    kb, _ = listed
    with kb.read(LOCAL) as snapshot:
        found = list_recommendations(snapshot, repeated=2)

    (group,) = found.repetitions
    assert group.reviews == 2
    assert [w.recommendation for w in group.wordings] == [0, 1]
    assert [(c.instead_of, c.says) for c in group.wordings[1].changes] == [
        ("Acre", "The"),
        ("every", "each"),
    ]
    assert [item.number for item in found.recommendations] == ["R1", "6.1"]


def test_report_and_its_summary_are_one_review(kb):
    both = ("Overview Report", "Executive Summary")
    board = "Acre Safeguarding Children Board, May 2010"
    add(kb, *(ACRE.replace("Child A\n", f"Child A\n\n{part}\n\n{board}\n", 1) for part in both))
    kb.build_index()

    with kb.read(LOCAL) as snapshot:
        assert len(list_recommendations(snapshot).recommendations) == 4
        assert list_recommendations(snapshot, repeated=2).repetitions == []


def test_repeated_once_is_refused(listed):
    kb, _ = listed
    with kb.read(LOCAL) as snapshot, pytest.raises(QuestionError, match="2 reviews"):
        list_recommendations(snapshot, repeated=1)


def test_timeline_is_by_date_over_all_documents_so_named(listed):
    kb, ids = listed
    with kb.read(LOCAL) as snapshot:
        found = list_events(snapshot, "child review serious")
        alone = list_events(snapshot, ids["systems"])

    assert [event.first for event in found.events] == ["2009-05-01", "2009-05-12", "2010-06-01"]
    assert "was a Tuesday" in found.events[1].faults[0]
    assert [event.first for event in alone.events] == ["2010-06-01"]


@pytest.mark.parametrize("named", ["no such words", "", "…"])
def test_timeline_of_nothing_is_a_clear_error(listed, named):
    kb, _ = listed
    with kb.read(LOCAL) as snapshot, pytest.raises(UnknownDocument, match="kb documents"):
        list_events(snapshot, named)


def test_records_go_with_their_document(kb):
    (document_id,) = add(kb, ACRE)
    kb.remove(document_id)
    (again,) = add(kb, BROOK)
    kb.build_index()

    with sqlite3.connect(kb.store / "catalog.sqlite3") as connection:
        for table in ("recommendation", "event"):
            owners = connection.execute(f"SELECT DISTINCT document_id FROM {table}").fetchall()
            assert set(owners) <= {(again,)}


@pytest.mark.parametrize("words", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_no_cell_opens_as_a_formula(words):
    text = to_csv([{"words": words}], ["words"])

    (cell,) = list(csv.reader(io.StringIO(text)))[1]
    assert cell == f"'{words}"


def test_csv_keeps_every_other_cell_as_it_is():
    words = 'He said "no", twice;\nand 5-3 = 2'

    assert list(csv.reader(io.StringIO(to_csv([{"a": words, "b": None}], ["a", "b"]))))[1] == [
        words,
        "",
    ]


def test_commands_print_json_csv_and_tables(listed):
    kb, ids = listed
    code, out, _ = call_kb(kb.store, "recommendations", "--json")
    assert (code, len(json.loads(out)["recommendations"])) == (0, 3)

    _, out, _ = call_kb(kb.store, "recommendations", "--document", ids["acre"], "--csv")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert [row["number"] for row in rows] == ["R1", "R2"]

    _, out, _ = call_kb(kb.store, "timeline", "Child A")
    assert "2009-05-12" in out

    code, _, err = call_kb(kb.store, "timeline", "Child A", "--json", "--csv")
    assert (code, "exclude" in err) == (2, True)
