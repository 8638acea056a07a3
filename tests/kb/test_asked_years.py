"""Years of publication that a question states, and years that are none of its papers'."""

from datetime import date

import pytest

from kb.planning.asked_years import OPEN, asked_periods

TODAY = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("question", "periods"),
    [
        ("scrs on drift 2012-16", [(2012, 2016)]),
        ("inspections, 2005/06", [(2005, 2006)]),
        ("reviews between the mid-1990s and 2005 on drift", [(1994, 2005)]),
        ("inquiries from the noughties", [(2000, 2009)]),
        ("SCRs of the seventies and eighties", [(1970, 1979), (1980, 1989)]),
        ("reviews, from 2020 or later, on drift", [(2020, OPEN)]),
        ("LCSPRs 2019 onwards", [(2019, OPEN)]),
        ("SCRs no older than 2012", [(2012, OPEN)]),
        ("Cases of drift. Nothing before 2010 please.", [(2010, OPEN)]),
        ("reviews of drift, excluding any before 2008", [(2008, OPEN)]),
        ("committee papers up to and including 1985", [(-OPEN, 1985)]),
        ("reviews from 2015 to date", [(2015, OPEN)]),
        ("the 2012, 2013 and 2016 reviews", [(2012, 2012), (2013, 2013), (2016, 2016)]),
        ("reviews in the last five years", [(2020, OPEN)]),
        ("reviews published between March 2014 and May 2016", [(2014, 2016)]),
        ("reviews published after spring 2018", [(2018, OPEN)]),
        ("reviews published last year", [(2024, 2024)]),
        ("Reviews of drift. After 2016 if possible.", [(2017, OPEN)]),
    ],
)
def test_years_that_papers_must_be_of(question, periods):
    found = asked_periods(question, True, TODAY)

    assert [(period.first, period.last) for period in found] == periods


@pytest.mark.parametrize(
    "question",
    [
        "Which reviews say the 1989 Act was misread?",
        "Which reviews before Working Together 2015 came in cite drift?",
        "reviews of children who died in 2011 at home",
        "Which reviews involve a parent convicted in 2014 or earlier of an assault?",
        "Which reviews found that in 2012 the police were not told?",
        "reviews of mothers in their thirties",
        "reviews on the last two years of her life",
    ],
)
def test_years_of_laws_and_of_what_happened_are_no_condition(question):
    assert asked_periods(question, True, TODAY) == []


def test_years_of_events_order_the_answers_to_a_fact():
    found = asked_periods("How often was he seen before his mother died in 2010?", False, TODAY)

    assert [(period.first, period.last) for period in found] == [(2010, 2010)]


def test_the_last_years_are_not_read_without_today():
    assert asked_periods("reviews in the last five years", True, None) == []
