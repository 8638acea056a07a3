"""Ages that say which reviews are asked for."""

import pytest

from kb.planning.asked_ages import asked_ages, bands_meant

BANDS = {"<1", "1-5", "6-10", "11-15", "16-17"}


@pytest.mark.parametrize(
    ("question", "bands"),
    [
        ("SCRs about babies", {"<1"}),
        ("scrs babies bruises", {"<1"}),
        ("how many reviews of infants mention crying", {"<1"}),
        ("reviews of children under six months in which nobody called", {"<1"}),
        ("Which reviews concerning under-fives found drift?", {"<1", "1-5"}),
        ("reviews of babies and toddlers where nobody called", {"<1", "1-5"}),
        ("What share of reviews involving five to elevens has drift?", {"6-10"}),
        ("SCRs on primary-aged children show what?", {"6-10"}),
        ("county lines, LCSPRs only, teens, 2019 onwards", {"11-15", "16-17"}),
        ("reviews of teenagers (12 plus) that talk about drift", {"11-15", "16-17"}),
        ("teenage SCRs about gangs", {"11-15", "16-17"}),
        ("all reviews of 12 to 17 year olds?", {"11-15", "16-17"}),
        ("SCRs where the child was aged 16 or over", {"16-17"}),
    ],
)
def test_bands_of_age_that_are_asked_for(question, bands):
    assert bands_meant(asked_ages(question), BANDS) == bands


@pytest.mark.parametrize(
    "question",
    [
        "reviews where a baby had bruises",
        "reviews of babies who were shaken",
        "reviews on teenage pregnancy",
        "Which reviews say that toddlers were left alone?",
        "SCRs, 12-16",
        "reviews of two or more visits",
    ],
)
def test_child_that_is_part_of_the_statement(question):
    assert asked_ages(question) is None
