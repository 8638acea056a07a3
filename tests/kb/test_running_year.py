"""The year of a date that is printed without one, and days told in words or in tables of months."""

from datetime import date

import pytest
from texts import document_of

from kb.dates import find_ages, find_dates
from kb.events import find_events
from kb.story import Story


def told(*paragraphs: str) -> list[str | None]:
    """The first day of each event whose words hold "he was seen"."""
    document = document_of("# Review\n\n" + "\n\n".join(paragraphs) + "\n")
    return [
        event.first
        for event in find_events(document)
        if "he was seen" in document.text(event.spans).lower()
    ]


@pytest.mark.parametrize(
    "passing",
    [
        "Father had a caution from 2017.",
        "The family came here in 2009.",
        "The GP held records going back to 2001.",
        "Mother was born in 1984.",
        "Mother, who was born in 1984, spoke for him.",
        "They had been known to the council since 2003.",
        "Since 2003 they had been known to the council.",
        "He had a conviction of 12 June 2005 for an assault.",
        "An order had been made on 3 March 2006 in favour of Mother.",
        "The letter of June 2004 was still on the file.",
        "The policy was not changed until 2015.",
        "Mother said that she had left school in 2002.",
    ],
)
def test_date_in_passing_does_not_move_the_story(passing):
    story = f"On 3 March 2010 he fell. {passing} On 7 May he was seen."

    assert told(story) == ["2010-05-07"]


def test_date_in_passing_does_not_move_it_across_paragraphs():
    assert told(
        "4.1 On 3 March 2010 he fell.",
        "4.2 Father had a caution from 2017 and the family had come here in 2004.",
        "4.3 On 7 May he was seen.",
    ) == ["2010-05-07"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [("22 January", "2008-01-22"), ("3 December", "2008-12-03"), ("30 June", "2008-06-30")],
)
@pytest.mark.parametrize(
    "lead",
    [
        "In 2008 the family moved.",
        "During 2008 the family moved.",
        "By early 2008 the family had moved.",
        "The family moved in 2008.",
    ],
)
def test_year_that_leads_holds_for_what_follows(lead, day, expected):
    assert told(f"{lead} On {day} he was seen.") == [expected]


def test_year_that_leads_holds_through_its_paragraph():
    text = "In 2008 they moved. On 22 January he was seen. On 3 December he was seen."

    assert told(text) == ["2008-01-22", "2008-12-03"]


def test_story_goes_over_the_end_of_the_year():
    text = "In 2008 they moved. On 3 December he was seen. On 4 January he was seen."

    assert told(text) == ["2008-12-03", "2009-01-04"]


@pytest.mark.parametrize(
    "heading",
    ["## 2008", "## 4.2 2008", "## Events of 2008", "## 2008: the first contacts", "## In 2008"],
)
def test_year_as_a_heading_leads(heading):
    assert told("On 3 March 2005 he fell.", heading, "On 22 January he was seen.") == ["2008-01-22"]
    assert told("On 3 March 2005 he fell.", heading, "On 3 December he was seen.") == ["2008-12-03"]


def test_year_of_a_title_is_none_of_the_story():
    document = document_of(
        "# Serious Case Review 2014\n\nOn 3 March 2010 he fell. On 7 May he was seen.\n"
    )

    assert [event.first for event in find_events(document)] == ["2010-03-03", "2010-05-07"]


def test_leading_date_moves_the_story_back():
    text = "On 3 March 2010 he fell. In June 2004 they had moved. On 7 July he was seen."

    assert told(text) == ["2004-07-07"]


def test_first_date_of_a_paragraph_leads():
    assert told(
        "On 3 March 2010 he fell.",
        "The nurse called first on 4 June 2011, and on 9 June he was seen.",
    ) == ["2011-06-04", "2011-06-09"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 3 March 2010 he fell. On the twenty-ninth he was seen.", "2010-03-29"),
        ("On 3 March 2010 he fell. On the 29th he was seen.", "2010-03-29"),
        ("On 30 March 2010 he fell. On the 2nd he was seen.", "2010-04-02"),
        ("On 30 December 2010 he fell. On the 2nd, he was seen.", "2011-01-02"),
        ("In March 2010 he fell. On the twelfth he was seen.", "2010-03-12"),
        ("On the third of May 2010 he was seen.", "2010-05-03"),
        ("On 3 March 2010 he fell. By the morning of the ninth he was seen.", "2010-03-09"),
    ],
)
def test_day_in_words_takes_the_month_of_the_story(text, expected):
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "words",
    [
        "On the third visit he was seen.",
        "On the second occasion he was seen.",
        "On the first floor he was seen.",
        "On the second of these visits he was seen.",
        "There were two visits. On the second he was seen.",
        "The first he knew of it was when he was seen.",
    ],
)
def test_ordinal_of_something_else_is_no_day(words):
    assert told(f"On 3 March 2010 he fell. {words}") == []


def test_day_without_a_month_is_none_where_no_month_is_told():
    assert told("On the twenty-ninth he was seen.") == []
    assert told("In 2010 he fell. On the twenty-ninth he was seen.") == []


@pytest.mark.parametrize(
    "table",
    [
        "| Month | Day | Event |\n|---|---|---|\n| March 2010 | 3 | He was seen |\n"
        "| | 17 | He was seen |\n| April 2010 | 5 | He was seen |\n",
        "| Date | Event |\n|---|---|\n| March 2010 | |\n| 3 | He was seen |\n"
        "| 17 | He was seen |\n| April | |\n| 5 | He was seen |\n",
        "| Date | Event |\n|---|---|\n| March 2010 | They moved |\n| 3rd | He was seen |\n"
        "| Wed 17th | He was seen |\n| 5 April | He was seen |\n",
    ],
)
def test_days_in_a_table_of_months(table):
    assert told(f"## Chronology\n\n{table}") == ["2010-03-03", "2010-03-17", "2010-04-05"]


def test_month_at_the_head_of_a_column_of_days():
    table = "| March 2010 | Event |\n|---|---|\n| 3 | He was seen |\n| 17 | He was seen |\n"

    assert told(f"## Chronology\n\n{table}") == ["2010-03-03", "2010-03-17"]


@pytest.mark.parametrize(
    ("march", "april"),
    [
        ("On the 3rd he was seen. On the 17th he was seen.", "On the 5th he was seen."),
        ("3: he was seen; 17: he was seen.", "5: he was seen."),
        ("3rd – he was seen; 17th – he was seen.", "5th – he was seen."),
    ],
)
def test_days_within_the_row_of_a_month(march, april):
    table = f"| Month | What happened |\n|---|---|\n| March 2010 | {march} |\n| April | {april} |\n"

    assert told(f"## Chronology\n\n{table}") == ["2010-03-03", "2010-03-17", "2010-04-05"]


def test_row_of_a_month_without_days_is_of_the_month():
    table = "| Month | Event |\n|---|---|\n| March 2010 | He was seen |\n| April | He was seen |\n"

    assert told(f"## Chronology\n\n{table}") == ["2010-03-01", "2010-04-01"]


def test_number_in_a_column_of_times_is_no_day():
    table = "| Time | Event |\n|---|---|\n| 3 | He was seen |\n"

    assert told(f"On 3 March 2010 he fell.\n\n## Calls\n\n{table}") == []


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("when he was twenty-one months old", 21),
        ("aged twenty months", 20),
        ("at twenty two months of age", 22),
        ("aged thirty-six months", 36),
        ("aged 21 months", 21),
        ("He was eighteen months old.", 18),
    ],
)
def test_age_in_words_of_any_length(text, months):
    (age,) = find_ages(text, date(2009, 1, 31))

    assert age.first is not None
    assert (age.first.year - 2009) * 12 + age.first.month - 1 == months
    assert str(months) in age.words(text) or "-" in age.words(text) or " " in age.words(text)


def test_day_in_words_after_a_year_alone_is_not_read():
    assert find_dates("On the ninth he fell.", Story()) == []
