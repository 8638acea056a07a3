"""Full names of the bodies that a document calls by shorter ones."""

import pytest
from texts import document_of

from kb.recommending import find_recommendations
from kb.recommending.full_names import FullNames

TEXTS = [
    "Serious Case Review, for the Acre Safeguarding Children Board",
    "Brook Community NHS Trust (“the Trust”) and Acre County Council were asked.",
    "The Child and Young Person Service (CYPS) and the lead nurse officer (LNO) came.",
    "Acre and Dale Police wrote to the Secretary of State for Roads.",
]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("the Board", "Acre Safeguarding Children Board"),
        ("ASCB", "Acre Safeguarding Children Board"),
        ("Trust", "Brook Community NHS Trust"),
        ("Trust's Night Team", "Brook Community NHS Trust's Night Team"),
        ("council", "Acre County Council"),
        ("County Council", "Acre County Council"),
        ("CYPS", "Child and Young Person Service"),
        ("LNO", "lead nurse officer"),
        ("Secretary of State", "Secretary of State for Roads"),
        ("police", "Acre and Dale Police"),
        ("Chair of the Board", "Chair of the Acre Safeguarding Children Board"),
        ("schools", "schools"),
        ("Government", "Government"),
    ],
)
def test_short_name_stands_for_the_only_full_one(short, full):
    assert FullNames(TEXTS).of(short) == full


def test_of_two_bodies_the_one_in_the_title_is_meant_or_none():
    others = ["It wrote to Dale Safeguarding Children Board.", "Brook Trust and Mill Trust met."]
    names = FullNames([TEXTS[0], *["It rained."] * 4, *others])
    assert names.of("Board") == "Acre Safeguarding Children Board"
    assert names.of("Trust") == "Trust"


def test_line_of_an_address_gives_the_body_of_a_post():
    names = FullNames(
        ["1. Director of Social Services, Acre Council", "2. Chief Executive, Brook Trust"]
    )
    assert names.of("Director of Social Services") == "Director of Social Services, Acre Council"


def test_recommendations_ask_by_full_names():
    text = (
        "# Review\n\nAcre Safeguarding Children Board (ASCB)\n\n## Recommendations\n\n"
        "1. ASCB should meet.\n2. The Board and Brook Council should report."
    )
    assert [r.addressees for r in find_recommendations(document_of(text))] == [
        ("Acre Safeguarding Children Board",),
        ("Acre Safeguarding Children Board", "Brook Council"),
    ]


def test_an_abbreviation_is_read_by_its_letters_and_joined_places_stay_one_name():
    names = FullNames(
        [
            "The Family Service of the Acre Health and Social Care Trust and the Schools Service "
            "of the Education Authority (EA) met the Multi-Agency Exploitation meeting (MAE).",
            "It was run by NHS Acre and Brook (“the Board”).",
        ]
    )
    assert [names.of(short) for short in ("Trust", "EA", "MAE", "Board", "Acre Trust")] == [
        "Acre Health and Social Care Trust",
        "Education Authority",
        "Multi-Agency Exploitation meeting",
        "NHS Acre and Brook",
        "Acre Health and Social Care Trust",
    ]
