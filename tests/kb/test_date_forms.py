"""How British papers print dates: lists, periods, feasts, terms, neighbours and short years."""

from datetime import date

import pytest

from kb.dates import find_dates, joined
from kb.story import Precision, Story

NEAR = Story(near=date(2012, 6, 15), paragraph_begins=False)  # a Friday


def read(text: str, story: Story = NEAR) -> list[str]:
    """The dates of `text` as days, or as the first and last of them."""
    return [
        str(m.first) if m.first == m.last else f"{m.first}/{m.last}"
        for m in joined(text, find_dates(text, story))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 2, 3 and 7 July", ["2012-07-02", "2012-07-03", "2012-07-07"]),
        ("aged 14, 3 July", ["2012-07-03"]),
        ("on the 19th, the 23rd and the 30th", ["2012-06-19", "2012-06-23", "2012-06-30"]),
        ("from 3 to 9 July", ["2012-07-03/2012-07-09"]),
        ("between 3 and 9 July", ["2012-07-03/2012-07-09"]),
        ("over the weekend of 7 and 8 July", ["2012-07-07/2012-07-08"]),
        ("our visit on 5 and 6 July", ["2012-07-05/2012-07-06"]),
        ("interviewed on 5 and 6 July", ["2012-07-05", "2012-07-06"]),
        ("8–10.10.83", ["1983-10-08/1983-10-10"]),
        ("from 1 July until the end of that month", ["2012-07-01/2012-07-31"]),
        ("from August 2011 to the following February", ["2011-08-01/2012-02-29"]),
        ("in January or in the first three weeks of February, 1974", ["1974-01-01/1974-02-28"]),
        ("between Christmas and the end of January 1987", ["1986-12-25/1987-01-31"]),
        (
            "begun in January and again in March 2013",
            ["2013-01-01/2013-01-31", "2013-03-01/2013-03-31"],
        ),
    ],
)
def test_lists_and_periods(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12th Mar '09", "2009-03-12"),
        ("Mar-09", "2009-03-01/2009-03-31"),
        ("November '96", "1996-11-01/1996-11-30"),
        ("2009-03-12", "2009-03-12"),
        ("this 3rd day of February 2017", "2017-02-03"),
        ("on November 3rd he", "2012-11-03"),
        ("THURSDAY 9TH JUNE 2011", "2011-06-09"),
        ("on 14/7 he", "2012-07-14"),
        ("in mid-August", "2012-08-01/2012-08-31"),
        ("Q1 2012", "2012-01-01/2012-03-31"),
        ("Q4 2011/12", "2012-01-01/2012-03-31"),
        ("Winter 2011/12", "2011-12-01/2012-02-29"),
        ("the autumn term of 2012", "2012-09-01/2012-11-30"),
        ("in the Lent term", "2012-03-01/2012-05-31"),
    ],
)
def test_short_forms_terms_and_quarters(text, expected):
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by Boxing Day", "2012-12-26"),
        ("on New Year’s Eve 2010", "2010-12-31"),
        ("on Good Friday 2012", "2012-04-06"),
        ("at Easter 2017", "2017-04-01/2017-04-30"),
        ("on Shrove Tuesday 2012", "2012-02-21"),
        ("in Whit week 1986", "1986-05-01/1986-05-31"),
        ("the August bank holiday Monday 2020", "2020-08-31"),
        ("just before Christmas", "2012-12-01/2012-12-31"),
    ],
)
def test_days_that_have_names(text, expected):
    assert read(text) == [expected]


@pytest.mark.parametrize("text", ["a Christmas card", "the Easter fair", "after Christmas he"])
def test_name_of_a_feast_may_be_no_date(text):
    assert [m for m in read(text) if not m.startswith("2012-12-01")] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The next day he fell.", "2012-06-16"),
        ("Ten days later he fell.", "2012-06-25"),
        ("It was returned a fortnight after, unread.", "2012-06-29"),
        ("The following Tuesday he fell.", "2012-06-19"),
        ("On the Saturday he fell.", "2012-06-16"),
        ("She had rung on the Wednesday.", "2012-06-13"),
        ("A month later he fell.", "2012-07-01/2012-07-31"),
        ("In November of that year he fell.", "2012-11-01/2012-11-30"),
        ("In March of the following year he fell.", "2013-03-01/2013-03-31"),
        ("On the 4th of the following month he fell.", "2012-07-04"),
    ],
)
def test_date_told_by_its_neighbour(text, expected):
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "About two days later he fell.",
        "Two days after the fire he fell.",
        "Six weeks later he fell.",
        "Every Tuesday he fell.",
        "It was on the 25th centile.",
    ],
)
def test_rough_distance_is_no_date(text):
    assert read(text) == []


def test_neighbour_is_counted_from_a_day_only():
    month = Story(near=date(2012, 6, 1), precision=Precision.MONTH, paragraph_begins=False)

    assert read("The next day he fell. On Tuesday he fell.", month) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hurt on 12 February last year", "2013-02-12"),
        ("judged inadequate this January", "2014-01-01/2014-01-31"),
        ("sent it last July", "2013-07-01/2013-07-31"),
        ("on 5th January last", "2014-01-05"),
        ("jailed yesterday", "2014-03-13"),
        ("jailed on Monday", "2014-03-10"),
    ],
)
def test_what_is_counted_from_the_day_of_writing(text, expected):
    assert read(text, Story(written=date(2014, 3, 14), start=date(2014, 3, 14))) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He had been out of sight since March.", "2012-03-01/2012-03-31"),
        ("On 12 October, a Saturday, he fell.", "2013-10-12"),
    ],
)
def test_word_that_tells_the_year(text, expected):
    story = Story(near=date(2012, 11, 1), paragraph_begins=False)
    assert read(text, story) == [expected]


def test_nothing_is_told_after_the_day_of_writing():
    story = Story(near=date(2018, 11, 30), written=date(2018, 12, 14))

    assert read("A meeting on 10 January was cancelled.", story) == ["2018-01-10"]
