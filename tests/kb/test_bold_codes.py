"""Recommendations set in bold throughout, behind a code, and numbered actions."""

import pytest
from texts import recommended


@pytest.mark.parametrize("mark", [":", ".", " –"])
def test_bold_that_holds_italics_loses_its_marks_and_keeps_its_code(mark):
    text = (
        "# Review\n\n## Recommendations\n\n15.1 Guidance speaks only of violence.\n\n"
        f"**N1{mark} The Department for Education should amend *Keeping Safe* so that it names "
        "control.**\n\n"
        f"**L1{mark} Acre Council should keep a list of all who ring about a child.**\n\n"
        "*Why: see 3.4. Staff should know who rang.*\n"
    )
    assert recommended(text) == [
        (
            "N1",
            "The Department for Education should amend *Keeping Safe* so that it names control.",
        ),
        ("L1", "Acre Council should keep a list of all who ring about a child."),
    ]


def test_bold_list_belongs_to_the_bold_words_above_it():
    text = (
        "# Review\n\n## Recommendations\n\n### Local\n\n"
        "**L1: Acre Council should agree a standard which says that:**\n\n"
        "- **children do not interpret; and**\n- **use is reported.**\n\n"
        "**L2: The Board should audit its letters.**\n"
    )
    assert [number for number, _ in recommended(text)] == ["L1", "L2"]
    assert "use is reported" in recommended(text)[0][1]


@pytest.mark.parametrize("mark", ["**Action {}** (Learning Point {})", "### Action {} (Theme {})"])
def test_action_with_a_reference_behind_its_number_opens_what_stands_below(mark):
    text = (
        "# Child Practice Review\n\n## Learning\n\n> **Learning Point 1.** Fathers should be "
        "included.\n\n> **Learning Point 2.** Doctors should be told.\n\n> **Learning Point 3.** "
        "All should ring.\n\n## Improving Systems and Practice\n\n"
        f"{mark.format(1, 1)}\n\nAcre Safeguarding Board to re-launch its protocol.\n\n"
        "*Anticipated outcome:* Drift will be seen.\n\n"
        f"{mark.format(2, 3)}\n\nBrook Health Board to train its health visitors.\n\n"
        "*Anticipated outcome:* Staff should feel able to ask.\n"
    )
    assert recommended(text) == [
        ("1", "Acre Safeguarding Board to re-launch its protocol."),
        ("2", "Brook Health Board to train its health visitors."),
    ]
