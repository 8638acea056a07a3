"""Recommendations of papers as they look after conversion: run-in labels, boxes, lines "To X:"."""

import pytest
from texts import document_of

from kb.recommending import find_recommendations
from kb.types import RecommendationKind


def found(text):
    document = document_of(text)
    return [
        (record.number, document.text(record.spans), record.addressees)
        for record in find_recommendations(document)
        if record.kind is not RecommendationKind.NONE_MADE
    ]


def texts(text):
    return [words for _, words, _ in found(text)]


def test_parts_below_a_label_with_its_number_stand_as_recommendations():
    text = (
        "# Review\n\n## Recommendations\n\n**Recommendation 1: Leaving hospital**\n\n"
        "1(a) Acre Trust should ring the home.\n\n1(b) Brook Council should call.\n\n"
        "**Recommendation 2: Records**\n\n2(a) Acre Trust should keep one file.\n\n"
        "2(b) Nobody had looked. The Registrar should look."
    )
    assert found(text) == [
        ("1(a)", "Acre Trust should ring the home.", ("Acre Trust",)),
        ("1(b)", "Brook Council should call.", ("Brook Council",)),
        ("2(a)", "Acre Trust should keep one file.", ("Acre Trust",)),
        ("2(b)", "The Registrar should look.", ("Registrar",)),
    ]


def test_labels_in_the_words_of_a_paragraph_open_what_is_bold():
    text = (
        "# Review\n\n## Crying\n\nFew rang. **Recommendation 1: Acre Trust should ring.** It may."
        "\n\n## Sleep\n\nFew knew. **Recommendation 2: Brook Council should tell all.** It will."
    )
    assert [(number, words) for number, words, _ in found(text)] == [
        ("Recommendation 1", "Acre Trust should ring."),
        ("Recommendation 2", "Brook Council should tell all."),
    ]


def test_a_table_of_one_column_is_a_box():
    boxes = "\n\n".join(
        f"## Finding {n}\n\nIt was late, and should have been seen.\n\n| |\n|---|\n"
        f"| {who} may wish to consider a second visit. |"
        for n, who in enumerate(["The Board", "Acre Trust", "Brook Council"], 1)
    )
    text = f"# Findings and matters for consideration\n\n{boxes}"
    assert [whom for _, _, whom in found(text)] == [
        ("Board",),
        ("Acre Trust",),
        ("Brook Council",),
    ]


def test_lines_alone_say_to_whom_what_follows_is_addressed():
    text = (
        "# Review\n\n### What the author recommends\n\nTo the Acre NHS Trust:\n\n"
        "Each child should be weighed.\n\nTo Brook Community Health:\n\n"
        "A lead should be named.\n\nTo each of the above:\n\nStaff should be told."
    )
    assert [whom for _, _, whom in found(text)] == [
        ("Acre NHS Trust",),
        ("Brook Community Health",),
        ("Acre NHS Trust", "Brook Community Health"),
    ]


def test_a_challenge_is_put_as_a_question():
    text = "# Our challenges\n\n" + "\n\n".join(
        f"**Challenge {n}**\n\nWill {who} keep a list of helpers?\n\nNobody does."
        for n, who in enumerate(["the Deanery and the Acre Club", "Acre Council", "Brook Trust"], 1)
    )
    assert [(number, whom) for number, _, whom in found(text)] == [
        ("1", ("Deanery", "Acre Club")),
        ("2", ("Acre Council",)),
        ("3", ("Brook Trust",)),
    ]


def test_areas_for_improvement_are_each_a_sentence_with_an_owner():
    text = (
        "# Inspection\n\n### What needs to improve\n\n**Areas for improvement**\n\n"
        "The quality of plans, by Acre Council.\n\n"
        "The Youth Justice Service’s use of assessments.\n\n"
        "Supervision of nurses: responsibility rests with Brook Trust."
    )
    assert [whom for _, _, whom in found(text)] == [
        ("Acre Council",),
        ("Youth Justice Service",),
        ("Brook Trust",),
    ]


def test_run_in_labels_without_bold_open_what_they_ask():
    text = "# Learning and actions\n\n" + "\n\n".join(
        f"Learning: Nobody {said}.\n\nAction: {who} to send a note."
        for said, who in [("knew", "Acre Council"), ("asked", "Brook Trust"), ("rang", "The Board")]
    )
    assert [words for words in texts(text)] == [
        "Acre Council to send a note.",
        "Brook Trust to send a note.",
        "The Board to send a note.",
    ]


def test_a_label_with_a_question_mark_tells_apart_whom_it_asks():
    text = "# Learning\n\n" + "\n\n".join(
        f"## Theme {n}\n\n**Learning point.** It was late.\n\n"
        f"**What should change?** {who} should ring. {other} should visit."
        for n, who, other in [(1, "Acre Council", "Brook Trust"), (2, "The Board", "Acre Police")]
    )
    assert [(number, words) for number, words, _ in found(text)] == [
        (None, "Acre Council should ring."),
        (None, "Brook Trust should visit."),
        (None, "The Board should ring."),
        (None, "Acre Police should visit."),
    ]


def test_numbered_words_in_a_box_are_items_of_the_words_above():
    text = (
        "# Inquiry\n\n## What must be done\n\n**Staff.** They were tired.\n\n> **WE RECOMMEND**\n"
        "> 1. that the Director of Social Services read ten files;\n"
        "> 2. that no worker be alone."
    )
    assert [(number, whom) for number, _, whom in found(text)] == [
        ("1.", ("Director of Social Services",)),
        ("2.", ()),
    ]


def test_numbered_paragraphs_that_each_recommend_outweigh_the_items_of_one():
    text = (
        "# Lessons\n\n204. We recommend that Acre Council keep a list.\n\n"
        "205. The nursery rang. We recommend to Brook Trust that it ring back.\n\n"
        "206. We recommend that\n\n(i) a note be kept; and\n\n(ii) the caller be told.\n\n"
        "207. We were pressed for more. We do not do so."
    )
    assert [number for number, _, _ in found(text)] == ["204", "205", "206"]
    assert found(text)[1][1:] == (
        "We recommend to Brook Trust that it ring back.",
        ("Brook Trust",),
    )


@pytest.mark.parametrize(
    ("words", "whom"),
    [
        ("Notes should be kept – PCC", ("PCC",)),
        ("Notes should be kept – Acre Council; Haven Brook", ("Acre Council", "Haven Brook")),
        ("Notes should be kept. (Acre Council, Commissioning)", ("Acre Council, Commissioning",)),
        ("Nurses to be given time to ring (ICB and Acre Hospital).", ("ICB", "Acre Hospital")),
        ("Notes to be kept. *[Clinical Lead, ED; 30 April]*", ("Clinical Lead, ED",)),
        ("Shops should be told. [no lead yet identified]", ()),
        ("Notes should be kept by Acre Housing whenever a child moves.", ("Acre Housing",)),
        ("The owners, Acre Care Ltd, should open the files.", ("Acre Care Ltd",)),
        ("Let the Trustees pay for it.", ("Trustees",)),
        ("The Clerk might remind doctors.", ("Clerk",)),
        (
            "The Board should form a group, chaired by the Director of Health.",
            ("Board", "Director of Health"),
        ),
        (
            "The Chair, on behalf of Acre Constabulary, should write.",
            ("Chair", "Acre Constabulary"),
        ),
        (
            "Heads of all schools and academies should read.",
            ("Heads of all schools and academies",),
        ),
        ("We think it essential that Acre Council meet weekly.", ("Acre Council",)),
        ("Acre Trust would be well advised to appoint a nurse.", ("Acre Trust",)),
    ],
)
def test_whom_a_recommendation_asks(words, whom):
    assert [asked for _, _, asked in found(f"# Review\n\n## Recommendations\n\nR1. {words}")] == [
        whom
    ]


def test_headings_that_deny_lead_to_nothing():
    text = "# Review\n\n## What we have not recommended\n\n1.1 The Board should keep its rules."
    assert found(text) == []


def test_as_above_in_a_plan_is_no_name():
    text = (
        "# Plan\n\n## Recommendations\n\n| No | Recommendation | Lead |\n|---|---|---|\n"
        "| 1 | Keep one list of all visits | ICB / YJS |\n"
        "| 2 | Show the list to parents | As above |"
    )
    assert [whom for _, _, whom in found(text)] == [("ICB", "YJS"), ()]
