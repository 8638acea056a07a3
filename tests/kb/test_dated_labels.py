"""Dates that stand before what happened: headings, labels of bullets, notes, and rows of tables."""

import pytest
from texts import document_of

from kb.events import find_events


def told(text: str) -> list[tuple[str | None, str]]:
    document = document_of(f"# Review\n\n{text}\n")
    return [(event.first, document.text(event.spans)) for event in find_events(document)]


def days(text: str) -> list[str | None]:
    return [day for day, _ in told(text)]


def test_heading_that_is_a_date_dates_the_sentence_below_it():
    ((day, words),) = told("## 4 October 2011\n\nHis uncle was remanded. Nobody told the school.")

    assert day == "2011-10-04"
    assert "4 October 2011" in words
    assert words.endswith("His uncle was remanded.")


def test_sentence_below_a_dated_heading_that_has_a_date_of_its_own_is_of_that():
    assert days("## Spring 2012\n\nThe conference on 14 February was held.") == ["2012-02-14"]


def test_sentence_that_only_speaks_of_the_part_is_no_event():
    text = "## 22–24 June 2012\n\nThese are the days that matter. On the Saturday he was heard."

    assert days(text) == ["2012-06-23"]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("**Early April** – ", "2011-04-01"),
        ("**Autumn term** – ", "2011-09-01"),
        ("**January to March** – ", "2011-01-01"),
        ("May / June: ", "2011-05-01"),
        ("Hallowe'en: ", "2011-10-31"),
        ("10 January. ", "2011-01-10"),
        ("Late 2011 – ", "2011-01-01"),
        ("14 February, 2.30 pm – ", "2011-02-14"),
    ],
)
def test_label_of_a_bullet(label, expected):
    ((day, words),) = told(f"## 2011\n\n- {label}Review conference. Child seen.")

    assert day == expected
    assert "Review conference" in words


def test_notes_that_follow_one_another_each_have_their_label():
    text = "## 2007\n\nJan – Family move. 9 March. Immunisations. Wed 14th. Visit, no reply."

    assert days(text) == ["2007-01-01", "2007-03-09", "2007-03-14"]


def test_heading_in_bold_before_a_paragraph_is_where_the_story_stands():
    text = "**At home, May and June 2020.** He was seen on 11 May. He was seen on the 20th."

    assert days(text) == ["2020-05-11", "2020-05-20"]


def test_deadline_as_a_label_is_no_event():
    assert days("- By September 2014: publish a revised threshold document.") == []


ROWS = """
| When | Who | What |
|---|---|---|
| Mon 20.2. | CSC | Case closed |
| 24.–27.2. | School | Four messages left |
| mid-May 12 | CSC | Case opened |
| Nov 12 | CSC | Case closed |
| 2012, Lent term | School | He ran away |
"""


def test_dates_of_rows_in_the_forms_of_tables():
    assert days(f"## 1 February to 31 December 2012\n{ROWS}") == [
        "2012-02-20",
        "2012-02-24",
        "2012-05-01",
        "2012-11-01",
        "2012-03-01",
    ]


def test_column_of_dates_is_known_by_its_cells():
    table = "| | Note |\n|---|---|\n| 3 May 2012 | Seen |\n| 4 June 2012 | Seen |\n"

    assert days(table) == ["2012-05-03", "2012-06-04"]


def test_years_in_a_column_beside_months():
    table = (
        "| Year | Month | Event |\n|---|---|---|\n| 2013 | March | Panel |\n| | June | Placed |\n"
        "| 2014 | January | Order made |\n"
    )

    assert days(table) == ["2013-03-01", "2013-06-01", "2014-01-01"]


def test_days_within_the_row_of_a_period():
    table = "| Period | What |\n|---|---|\n| Feb.–Aug. 2013 | Case was closed on 28 February |\n"

    assert days(table) == ["2013-02-28"]


def test_what_a_plan_says_has_been_done():
    table = (
        "| Action | By when | Progress |\n|---|---|---|\n"
        "| Buy boxes | December 2011 | Handed out on 16 January 2012. Audit due March 2012. |\n"
    )

    assert days(table) == ["2012-01-16"]


def test_row_of_what_is_to_be_done_by_a_day_is_no_event():
    table = (
        "| Change | Date |\n|---|---|\n| Boxes given out | from 16.5.2011 |\n"
        "| The rest | by 31.3.2013 |\n"
    )

    assert days(table) == ["2011-05-16"]
