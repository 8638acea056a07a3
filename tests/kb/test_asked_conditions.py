"""Places, types and ages that papers asked for must have, however they are typed."""

from datetime import date

import pytest

from kb.planning import plan
from kb.planning.filters import Facets
from kb.types import DocumentSummary, Field, FileStatus, Standing

PLACES = ("Ashby", "Elm and Vale", "Reading")
BANDS = ("<1", "11-15")


def document(name, authority):
    return DocumentSummary(
        id=name, title="", document_type="document", standing=Standing.UNKNOWN,
        authority=authority, year=2015, media_type="", status=FileStatus.INGESTED, pages=1,
        passages=1, unreadable_pages=[], sources=[], access="public", sha256="", parser="",
        ingested_at="",
    )  # fmt: skip


HELD = {f"{place}|{band}": (place, band) for place in PLACES for band in BANDS}
FACETS = Facets.of(
    [document(name, place) for name, (place, _) in HELD.items()],
    {name: (Field("age band", band),) for name, (_, band) in HELD.items()},
)


@pytest.mark.parametrize(
    ("question", "places", "subject"),
    [
        ("dhrs ashby drift", {"Ashby"}, "drift"),
        ("which cprs (elm and vale) talk about drift", {"Elm and Vale"}, "drift"),
        ("Which Elm & Vale reviews cite drift?", {"Elm and Vale"}, "drift"),
        ("Reviews from Ashby or Reading about drift", {"Ashby", "Reading"}, "drift"),
        ("Reviews that cite drift, apart from those in Ashby",
         {"Elm and Vale", "Reading"}, "drift"),
        ("Which reviews found reading hard for the mother?", set(PLACES),
         "reading hard for the mother"),
        ("Which reviews say the police in Ashby did not pass on a call?", set(PLACES),
         "police in Ashby did not pass on a call"),
        ("Which reviews concern children who moved to Ashby?", set(PLACES),
         "children who moved to Ashby"),
    ],
)  # fmt: skip
def test_place_of_the_papers_and_place_within_what_they_say(question, places, subject):
    found = plan(question, FACETS)

    assert {place for name, (place, _) in HELD.items() if found.admits(name)} == places
    assert found.subject == subject


def test_age_of_the_child_is_a_condition_on_the_bands_that_are_held():
    found = plan("Which SCRs about babies mention drift?", FACETS)

    assert found.conditions == {"document type": "serious case review", "age band": "<1"}
    assert found.subject == "drift"
    assert plan("Which SCRs about babies mention drift?").conditions == {
        "document type": "serious case review"
    }


def test_today_is_what_last_years_are_counted_from():
    found = plan("SCRs of the last ten years on drift", FACETS, today=date(2024, 5, 1))

    assert found.conditions["year"] == "from 2014"


@pytest.mark.parametrize(
    ("question", "document_type", "unit"),
    [
        ("Press pieces in which nobody was blamed", "press", "document"),
        ("Do any of the exec summaries admit drift?", "executive summary", "document"),
        ("Which gov responses reject drift?", "government response", "document"),
        ("learning reviews that cite drift", "learning review", "review"),
        ("Drift, SCRs only, please", "serious case review", "review"),
        ("I have an inspection on Monday. Which reviews cite drift?", None, "review"),
        ("Which reviews say an inspection report was ignored?", None, "review"),
        ("Which SCRs or LCSPRs cite drift?", None, "review"),
        ("Which reviews point to section 47 enquiries begun too late?", None, "review"),
    ],
)
def test_type_is_that_of_the_papers_asked_for(question, document_type, unit):
    found = plan(question)

    assert (found.document_type, found.unit) == (document_type, unit)


@pytest.mark.parametrize(
    ("fields", "years"),
    [
        ([("date published", "2013-10-24"), ("date of death", "2012-02-11")], {2013}),
        ([("date of death", "2012-02-11")], {2015}),  # as its summary has it
        ([("date written", "2012-11"), ("date published", "2013-01")], {2013}),
        ([("date written", "2012-11"), ("date of incident", "2010")], {2012}),
        ([("date of report", "2012-11-01")], {2012}),
    ],
)
def test_year_of_a_paper_is_that_of_its_publication_and_not_of_what_befell(fields, years):
    facets = Facets.of([document("a", "Ashby")], {"a": [Field(*item) for item in fields]})

    asked = {year: plan(f"Reviews published in {year}", facets) for year in range(2009, 2017)}

    assert {year for year, read in asked.items() if read.admits("a")} == years


def test_year_that_a_person_gave_stands_before_what_a_paper_states():
    stated = [Field("date published", "2013-01"), Field("year", "2014", by="Ann")]
    facets = Facets.of([document("a", "Ashby")], {"a": stated})

    assert plan("Reviews published in 2014", facets).admits("a")
    assert not plan("Reviews published in 2013", facets).admits("a")
