"""Dates as they are printed, and the sentences and rows that tell what happened at them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import document_of

from kb.dates import find_ages, find_dates
from kb.events import find_events
from kb.story import Story
from kb.words import MONTHS

DATES = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def told(text: str) -> list[tuple[str | None, str | None]]:
    return [(e.first, e.last) for e in find_events(document_of(f"# Review\n\n{text}\n"))]


def nth(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@given(DATES, st.sampled_from(range(7)))
def test_every_printed_form_reads_as_its_day(day, form):
    month = MONTHS[day.month - 1]
    printed = (
        f"{day.day} {month} {day.year}",
        f"{day.day}{nth(day.day)} of {month} {day.year}",
        f"{day:%A}, {day.day} {month[:3]} {day.year}",
        f"{day.day} {nth(day.day)} {month} {day.year}",  # a raised "th" off a page
        f"{day.day:02d}/{day.month:02d}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{month} {day.day}, {day.year}",
    )[form]

    (mention,) = find_dates(f"It was {printed} then.", Story())

    assert (mention.first, mention.last, mention.faults) == (day, day, ())
    assert mention.words(f"It was {printed} then.") == printed


@given(DATES, st.integers(0, 6))
def test_weekday_that_does_not_fit_is_said(day, weekday):
    name = ("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())[weekday]

    (mention,) = find_dates(f"{name} {day.day} {MONTHS[day.month - 1]} {day.year}", Story())

    assert bool(mention.faults) == (day.weekday() != weekday)


@given(st.text(max_size=200))
def test_any_text_can_be_searched_for_dates(text):
    story = Story(date(2010, 1, 1))
    for mention in [*find_dates(text, story), *find_ages(text, date(2009, 1, 1))]:
        assert 0 <= mention.start < mention.end <= len(text)


def test_day_that_no_month_has_is_said_and_stays_in_its_month():
    (event,) = find_events(document_of("# R\n\nHe was seen on 31 June 2010.\n"))

    assert (event.first, event.last) == ("2010-06-01", "2010-06-30")
    assert event.faults == ("June 2010 has 30 days, not 31",)


def test_weekday_of_another_day_is_said():
    (event,) = find_events(document_of("# R\n\nIt reported on Monday 12 November 2008.\n"))

    assert event.first == "2008-11-12"
    assert "was a Wednesday" in event.faults[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He died on 3 August 2007.", [("2007-08-03", "2007-08-03")]),
        ("She moved in June 2010.", [("2010-06-01", "2010-06-30")]),
        ("In the summer of 2008 he moved.", [("2008-06-01", "2008-08-31")]),
        ("The team was set up in 2009.", [("2009-01-01", "2009-12-31")]),
        ("Inspectors came from 22 September to 3 October 2008.", [("2008-09-22", "2008-10-03")]),
        ("Nobody called between April and August 2009.", [("2009-04-01", "2009-08-31")]),
        (
            "HV3 called on 8 and 22 July 2009.",
            [("2009-07-08", "2009-07-08"), ("2009-07-22", "2009-07-22")],
        ),
        ("He died on 12/11/08.", [("2008-11-12", "2008-11-12")]),
    ],
)
def test_precision_is_the_span_of_days_that_is_meant(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Published on 9 July 2015.",
        "Section 11 of the Children Act 2004 places a duty on agencies.",
        "They followed Working Together to Safeguard Children 2013 closely.",
        "The guidance of 2004 was in force, and the 2006 edition after it.",
        "The Board should refresh its protocol by 30 September 2014.",
        "Progress will be reported in March 2014.",
        "The review covers the period from 1 January 2003 to 10 March 2010.",
        "What happened after 26 January 2021?",
    ],
)
def test_what_only_bears_a_date_is_no_event(text):
    assert told(text) == []


def test_decision_that_something_should_be_done_is_an_event():
    text = "The chair decided on 14 May 2014 that a review should be held."

    assert told(text) == [("2014-05-14", "2014-05-14")]


def test_date_without_a_year_takes_that_of_the_story_and_says_so():
    text = "She booked on 12 March 2008. He was released on 7 May. They met again in August."

    events = find_events(document_of(f"# R\n\n{text}\n"))

    assert [e.first for e in events] == ["2008-03-12", "2008-05-07", "2008-08-01"]
    assert [e.year_stated for e in events] == [True, False, False]


def test_heading_that_gives_a_period_bounds_the_years_below_it():
    text = (
        "# R\n\n## Timeline: 5 January 2017 to 5 January 2018\n\n"
        "On 29 December 2017 she left. The nurse had seen her in May.\n"
    )

    assert [e.first for e in find_events(document_of(text))] == ["2017-12-29", "2017-05-01"]


def test_day_that_is_printed_with_its_year_elsewhere_has_that_year():
    text = "He died on 14 February 2010. It was in July 2009. He was seen on 14 February."

    assert told(text)[2] == ("2010-02-14", "2010-02-14")


def test_weekday_chooses_the_year_where_none_is_printed():
    text = "He was seen on 3 March 2013. On Saturday 11 January he was found."

    assert told(text)[1] == ("2014-01-11", "2014-01-11")


def test_age_becomes_a_date_only_where_one_birth_is_stated():
    aged = "He was weighed when he was eight weeks old."

    (event,) = find_events(document_of(f"# R\n\n{aged}\n"))
    assert (event.first, event.precision) == (None, "age")

    both = find_events(document_of(f"# R\n\nHe was born on 1 January 2009. {aged}\n"))
    assert [(e.first, e.precision) for e in both] == [("2009-01-01", "day"), ("2009-02-26", "week")]


def test_weeks_of_a_pregnancy_are_no_age():
    assert told("She was born on 1 January 2009. At 31 weeks the midwife called.") == [
        ("2009-01-01", "2009-01-01")
    ]


CHRONOLOGY = """
| Date (2015) | Event | Agency |
|---|---|---|
| 12 June | Case closed | Landfall |
| | Letter sent to the GP | GP practice |
| 9 July | Midwife told | Maternity |
"""


def test_rows_of_a_chronology_carry_the_date_down_and_name_the_agency():
    events = find_events(document_of(f"# R\n\n## Chronology\n{CHRONOLOGY}"))

    assert [(e.first, e.agency) for e in events] == [
        ("2015-06-12", "Landfall"),
        ("2015-06-12", "GP practice"),
        ("2015-07-09", "Maternity"),
    ]


def test_table_of_actions_due_is_no_chronology():
    table = "| Action | Lead | Date |\n|---|---|---|\n| Train staff | Head | 31 May 2012 |\n"

    assert find_events(document_of(f"# R\n\n## Plan\n\n{table}")) == ()


def test_agency_is_that_of_the_sentence_or_else_of_the_heading():
    text = (
        "# R\n\n## Acre General Hospital\n\nHe was admitted on 3 May 2010. "
        "Acre Police were told on 4 May 2010.\n"
    )

    agencies = [e.agency for e in find_events(document_of(text))]

    assert agencies == ["Acre General Hospital", "Acre Police"]


def test_day_that_a_sentence_names_twice_is_one_event():
    assert len(told("He fell on 3 May 2010, and by the night of 3 May 2010 he was well.")) == 1


def test_sentence_is_where_its_spans_say():
    document = document_of("# R\n\n1.1 He was born. He died on 3 August 2007.\n")

    (event,) = find_events(document)

    assert document.text(event.spans) == "He died on 3 August 2007."
    assert event.paragraph == "1.1"
