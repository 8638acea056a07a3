"""What a dated sentence tells: the past, or a plan, a law, a statistic, a source, a cover."""

import pytest
from texts import document_of

from kb.events import find_events


def told(text: str) -> list[str | None]:
    return [event.first for event in find_events(document_of(f"# Review\n\n{text}\n"))]


@pytest.mark.parametrize(
    "text",
    [
        "Agencies are asked to complete their actions by 31 March 2013.",
        "You are under a duty to respond within 56 days, namely by 8 February 2019.",
        "Review the protocol by 30 September 2014.",
        "An audit is planned for June 2022.",
        "The Committee resolved that a report be submitted on 12 October 1988.",
        "The county has told us that by April 1994 every child will have a number.",
        "It was all meant to be done by Christmas 2019.",
        "He was bailed until 3 October 2017.",
        "She asked the Chief Executive to attend its meeting in May 2012.",
    ],
)
def test_plans_and_deadlines_are_no_events(text):
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "There were 112 children on the register in 2010, 131 in 2011 and 127 in 2012.",
        "In April 2012 there were 311 contacts waiting.",
        "The turnover of social workers was 24% at 31 March 2016.",
        "Of the 63 children in care in 2022, 40 had a plan.",
        "In the five years from 2012 to 2016 eleven babies died.",
    ],
)
def test_statistics_are_no_events(text):
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The protocol (version 3, May 2014) does not mention blood in the mouth.",
        "The file quotes the Lewis report of May 2003.",
        "The guidance was updated in October 2018.",
        "The duty came into force on 14 October 1991.",
        "The Act was not in force until April 2016.",
        "The board has had three chairs since 2010.",
        "Replaces the notes of 2014 and 2018.",
        "Had she been seen on 12 May 2012, he might have lived.",
        "If the visit was made on 26 September 2012 the records would say so.",
    ],
)
def test_sources_laws_states_and_conditions_are_no_events(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He pleaded guilty on 19 February 2021 and sentence is expected in April.", "2021-02-19"),
        ("The lead, who joined in June 2015, is leaving next month.", "2015-06-01"),
        ("A meeting arranged for 10 January 2018 was cancelled.", "2018-01-10"),
        ("The committee considered it on 3 November 1997.", "1997-11-03"),
        ("We finished the report in October 1997.", "1997-10-01"),
        ("A health visitor called on foot (21.12.2010).", "2010-12-21"),
        ("Nobody saw him until March 2016, when he fell ill.", "2016-03-01"),
    ],
)
def test_what_was_done_is_told_beside_what_is_to_come(text, expected):
    assert told(text) == [expected]


@pytest.mark.parametrize("heading", ["Dates for your diary", "Sources", "Date of next meeting"])
def test_parts_of_a_paper_that_tell_nothing(heading):
    text = f"He fell in May 2012.\n\n## {heading}\n\nA seminar on bruises, June 2012."

    assert told(text) == ["2012-05-01"]


def test_month_that_only_leads_to_its_days_is_no_event_of_its_own():
    text = "He was seen in March 2012, namely on the 6th and the 14th."

    assert told(text) == ["2012-03-06", "2012-03-14"]


def test_day_told_before_keeps_its_year_where_it_is_named_again():
    text = (
        "On 3 March 2006 he fell. On 9 June he was hurt. On 4 May 2007 he was seen. "
        "The call of 9 June was lost."
    )

    assert told(text)[-1] == "2006-06-09"


def test_birthday_is_a_day_where_the_birth_is_known():
    text = (
        "He was born at the General Hospital on 14 September 2009. He left on his second birthday."
    )

    assert told(text) == ["2009-09-14", "2011-09-14"]
