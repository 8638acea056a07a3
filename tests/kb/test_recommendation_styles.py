"""Recommendations in the house styles of many boards, committees and inquiries."""

import pytest
from texts import document_of

from kb.recommending import find_recommendations
from kb.types import Recommendation, RecommendationKind


def records(text: str) -> tuple[Recommendation, ...]:
    return find_recommendations(document_of(text))


def found(text: str) -> list[tuple[str | None, str]]:
    """Number and words of each recommendation, white space evened."""
    document = document_of(text)
    return [
        (r.number, " ".join(document.text(r.spans).split())) for r in find_recommendations(document)
    ]


def under(heading: str, *paragraphs: str) -> str:
    return "\n\n".join(["# Serious Case Review: Child Z", f"## {heading}", *paragraphs])


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Recommendation 1. The Board should audit its work.", "Recommendation 1"),
        ("Recommendation 1: The Board should audit its work.", "Recommendation 1"),
        ("Recommendation 1 – The Board should audit its work.", "Recommendation 1"),
        ("Recommendation 1 - The Board should audit its work.", "Recommendation 1"),
        ("RECOMMENDATION 1: The Board should audit its work.", "RECOMMENDATION 1"),
        ("**Recommendation 1:** The Board should audit its work.", "Recommendation 1"),
        ("**Recommendation 1**: The Board should audit its work.", "Recommendation 1"),
        ("Recommendation 1 The Board should audit its work.", "Recommendation 1"),
        ("Rec 3) The Board should audit its work.", "Rec 3"),
        ("Rec. 3: The Board should audit its work.", "Rec. 3"),
        ("R3. The Board should audit its work.", "R3"),
        ("R3 – The Board should audit its work.", "R3"),
        ("R3) The Board should audit its work.", "R3"),
        ("(R3) The Board should audit its work.", "R3"),
        ("9.4 Recommendation 1. The Board should audit its work.", "Recommendation 1"),
        ("9.4 Recommendation 1: The Board should audit its work.", "Recommendation 1"),
        ("9.4 Recommendation 1 – The Board should audit its work.", "Recommendation 1"),
        ("9.4 R3. The Board should audit its work.", "R3"),
        ("9.4 Rec 3) The Board should audit its work.", "Rec 3"),
        ("- Recommendation 2: The Board should audit its work.", "Recommendation 2"),
        ("- R2 The Board should audit its work.", "R2"),
        ("Recommendation 4(a): The Board should audit its work.", "Recommendation 4(a)"),
        ("Recommendation 4.2: The Board should audit its work.", "Recommendation 4.2"),
        ("R.3 The Board should audit its work.", "R.3"),
        ("**R.3** The Board should audit its work.", "R.3"),
        ("Rec. 14/2 The Board should audit its work.", "Rec. 14/2"),
        ("Recommendation #2: The Board should audit its work.", "Recommendation #2"),
    ],
)
@pytest.mark.parametrize("heading", ["Recommendations", "Conclusions"])
def test_label_is_the_number_and_leaves_the_text(line, number, heading):
    record = found(under(heading, line))
    assert record == [(number, "The Board should audit its work.")]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("**57.** The Board should audit its work.", "57"),
        ("**1** The Board should audit its work.", "1"),
        ("E.1 The Board should audit its work.", "E.1"),
        ("First, the Board should audit its work.", "First"),
        ("**XII.** *Secondly*, the Board should audit its work.", "Secondly"),
        ("A. That the Board should audit its work.", "A"),
        ("**Recommendation B.** The Board should audit its work.", "Recommendation B"),
        ("The Board should audit its work (Recommendation 3).", "Recommendation 3"),
        ("The Board should audit its work **(R4)**.", "R4"),
    ],
)
def test_numbers_before_and_behind_what_they_count(line, number):
    ((read, words),) = found(under("Recommendations", line))
    assert read == number
    assert words.lower().removeprefix("that ").rstrip(".") == "the board should audit its work"


def test_one_paragraph_that_counts_several():
    text = under(
        "What the Board should do",
        "*First*, the Board should audit. *Secondly*, the Police should report.",
        "Acre Council should act **(R1)**. The Police should report to it **(R2)**.",
    )
    assert found(text) == [
        ("First", "the Board should audit."),
        ("Secondly", "the Police should report."),
        ("R1", "Acre Council should act"),
        ("R2", "The Police should report to it"),
    ]


@pytest.mark.parametrize(
    ("paragraphs", "names"),
    [
        (["**Recommendation 1.** Cots should be lent.\n*For: Acre PCT; Acre Council*"],
         ("Acre PCT", "Acre Council")),
        (["**1** Cots should be lent. → *Acre Council*"], ("Acre Council",)),
        (["1. Cots should be lent. *(Acre Council; the drug service)*"],
         ("Acre Council", "drug service")),
        (["**Recommendation A** (Acre Council). Cots should be lent."], ("Acre Council",)),
        (["Cots should be lent. (Recommendation 1, to the Board, with Acre Council.)"],
         ("Board", "Acre Council")),
        (["**For Acre NHS Trust and NHS Acre**", "8.1 Cots should be lent."],
         ("Acre NHS Trust", "NHS Acre")),
        (["**For Acre LSCB**", "8.1 The Board should lend cots."], ("Acre LSCB",)),
        (["1. Cots should be lent (see chapter 4)."], ()),
    ],
)  # fmt: skip
def test_whom_a_note_beside_a_recommendation_names(paragraphs, names):
    (record,) = records(under("Recommendations", *paragraphs))
    assert record.addressees == names


def test_one_stem_names_who_should_do_what_is_counted_below():
    text = under(
        "Recommendations",
        "Acre Council should:",
        "1. read every contact on the day;\n2. keep its own files.",
        "Acre Police and the Council should:",
        "3. visit together.",
    )
    asked = [(r.number, r.addressees) for r in records(text)]
    assert [(number.strip("."), names) for number, names in asked] == [
        ("1", ("Acre Council",)),
        ("2", ("Acre Council",)),
        ("3", ("Acre Police", "Acre Council")),
    ]


def test_columns_for_whom_and_of_letters():
    text = under(
        "What has the Partnership asked for?",
        "| Action | From whom | What it says |\n|---|---|---|\n"
        "| A | PCT; all schools and nurseries | Cots will be lent. |\n"
        "| B | Acre Council | Beds will be lent. |",
    )
    assert [(r.number, r.addressees) for r in records(text)] == [
        ("A", ("PCT", "all schools and nurseries")),
        ("B", ("Acre Council",)),
    ]


def test_a_council_over_areas_for_improvement_is_asked():
    text = (
        "# Inspection of services\n\n## Acre Borough Council\n\n### Areas for improvement\n\n"
        "*At once:*\n\n1. ensure that each child is seen\n2. with partners, review it\n\n"
        "*Within six months:*\n\n3. ensure, with the LSCB, that audits are read"
    )
    assert [r.addressees for r in records(text)] == [
        ("Acre Borough Council",),
        ("Acre Borough Council", "partners"),
        ("Acre Borough Council", "LSCB"),
    ]


def test_resolutions_count_on_and_the_minutes_themselves_are_none():
    text = (
        "# Minutes\n\nAGREED as a correct record.\n\n### Item: one\n\n**RESOLVED:**\n\n"
        "1. That a chronology be read by a manager.\n2. That the Head write to schools.\n\n"
        "### Item: two\n\n**RESOLVED:**\n\n3. That a figure be reported.\n4. That it be read."
    )
    numbers = [(r.number or "").strip(".") for r in records(text)]
    assert numbers == ["1", "2", "3", "4"]
    assert records(text)[0].addressees == ()


def test_labels_with_numbered_paragraphs_below_them():
    text = under(
        "12. Recommendations",
        "12.1 The panel makes two recommendations.",
        "12.2 Recommendation 1. Acre Council should review its thresholds.",
        "12.3 This follows from chapter 5. The panel saw no sign that it had been done.",
        "12.4 Recommendation 2. The Board should report on it within a year.",
    )

    assert found(text) == [
        ("Recommendation 1", "Acre Council should review its thresholds."),
        ("Recommendation 2", "The Board should report on it within a year."),
    ]


@pytest.mark.parametrize(
    ("heading", "addressees"),
    [
        ("Recommendation 1: Acre Police", ("Acre Police",)),
        (
            "Recommendation 1 – Acre Safeguarding Children Board",
            ("Acre Safeguarding Children Board",),
        ),
        ("Recommendation 1 (Acre NHS Trust)", ("Acre NHS Trust",)),
        ("Recommendation 1: for all agencies", ("all agencies",)),
        ("Recommendation 1: the Head of Safeguarding", ("Head of Safeguarding",)),
    ],
)
def test_body_after_a_label_is_asked_and_the_paragraph_is_the_text(heading, addressees):
    text = under(
        "Recommendations", f"### {heading}", "Every notification should be read the same day."
    )

    (record,) = records(text)

    assert found(text) == [("Recommendation 1", "Every notification should be read the same day.")]
    assert record.addressees == addressees


def test_title_after_a_label_is_no_text_where_a_paragraph_asks():
    text = under(
        "Recommendations",
        "### Recommendation 1: Supervision",
        "Acre Council should give every social worker supervision each month.",
    )

    assert found(text) == [
        ("Recommendation 1", "Acre Council should give every social worker supervision each month.")
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "What the Inquiry asked",
        "What the Inquiry asks for",
        "What needs to happen",
        "What needs to happen now",
        "What must change",
        "What we want to see happen",
        "Matters for the Board",
        "Matters for the attention of the Board",
        "Actions required",
        "Required actions",
        "Learning points for action",
        "Considerations for the Board",
        "Areas for improvement and action",
        "Proposals",
        "What the Panel asks the Board to do",
        "Actions for agencies",
    ],
)
def test_heading_without_the_word_introduces_recommendations(heading):
    text = under(
        heading,
        "9.1 Acre Police should read every notification the same day.",
        "9.2 The Board should audit this within a year.",
    )

    assert found(text) == [
        ("9.1", "Acre Police should read every notification the same day."),
        ("9.2", "The Board should audit this within a year."),
    ]


def test_table_under_such_a_heading_gives_recommendations():
    text = under(
        "What needs to happen",
        "| Ref | What | Who | By when |\n|---|---|---|---|\n"
        "| 1 | Read every notification the same day | Acre Police | May 2014 |\n"
        "| 2 | Audit this once a year | The Board | June 2014 |",
    )

    assert found(text) == [
        ("1", "Read every notification the same day"),
        ("2", "Audit this once a year"),
    ]
    assert [r.addressees for r in records(text)] == [("Acre Police",), ("Board",)]
    assert [r.due for r in records(text)] == ["May 2014", "June 2014"]


@pytest.mark.parametrize("verb", ["invites", "asks", "urges", "recommends", "requests"])
def test_panel_that_asks_a_board_to_resolve(verb):
    text = (
        "# Report\n\n## Conclusion\n\n8.1 The Panel thanks the family.\n\n"
        f"8.2 The Panel {verb} the Board to resolve:\n\n"
        "(i) that each agency reads every notification the same day;\n\n"
        "(ii) that a report on this is made by May 2014.\n"
    )

    assert found(text) == [
        ("(i)", "that each agency reads every notification the same day;"),
        ("(ii)", "that a report on this is made by May 2014."),
    ]


def test_panel_that_asks_within_one_paragraph():
    text = (
        "# Report\n\n## Conclusion\n\n"
        "8.2 The Panel invites the Board to resolve: (i) that each agency reads every notification "
        "the same day; (ii) that a report on this is made by May 2014.\n"
    )

    assert found(text) == [
        ("(i)", "that each agency reads every notification the same day;"),
        ("(ii)", "that a report on this is made by May 2014."),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("RESOLVED: That the report be noted.", None),
        ("RESOLVED – That the report be noted.", None),
        ("RESOLVED that the report be noted.", None),
        ("**RESOLVED:** That the report be noted.", None),
        ("Resolved: That the report be noted.", None),
        ("AGREED: That the report be noted.", None),
        ("5.4 RESOLVED: That the report be noted.", "5.4"),
    ],
)
def test_resolution_in_one_line(text, number):
    (record,) = records(f"# Minutes\n\n## 5. Child Z\n\n5.3 The Chair spoke.\n\n{text}\n")

    assert record.kind is RecommendationKind.RESOLUTION
    assert record.number == number


def test_resolutions_after_a_heading_that_says_so():
    text = (
        "# Minutes\n\n## 5. Child Z\n\nThe Chair spoke.\n\n**RESOLVED:**\n\n"
        "1. That the report be noted.\n\n2. That the Director be asked to report in May.\n"
    )

    assert [(r.number, r.kind) for r in records(text)] == [
        ("1", RecommendationKind.RESOLUTION),
        ("2", RecommendationKind.RESOLUTION),
    ]
    assert records(text)[1].addressees == ("Director",)


def test_bulleted_recommendations_of_a_brief():
    text = (
        "# Learning brief: Child Z\n\n## What happened\n\nZ died at home.\n\n## What to do now\n\n"
        "- Ask who else lives in the home, and write it down.\n"
        "- Schools: tell the social worker the same day.\n"
        "- Read the chronology before every visit.\n"
    )

    assert [words for _, words in found(text)] == [
        "Ask who else lives in the home, and write it down.",
        "Schools: tell the social worker the same day.",
        "Read the chronology before every visit.",
    ]
    assert records(text)[1].addressees == ("Schools",)


def test_bullets_after_a_sentence_that_says_what_was_recommended():
    text = (
        "# Executive summary\n\n## Conclusions\n\nThe review recommends that:\n\n"
        "- Acre Police reads every notification the same day;\n"
        "- the Board audits this within a year.\n"
    )

    assert [(r.addressees) for r in records(text)] == [("Acre Police",), ("Board",)]


@pytest.mark.parametrize(
    "column", ["Recommendation to", "Recommended to", "For", "Lead", "Lead body"]
)
def test_column_that_holds_a_body_holds_no_recommendation(column):
    text = under(
        "Recommendations",
        "9.1 Recommendation 1. Every notification should be read the same day.",
        "9.2 Recommendation 2. Assessments should be audited every year.",
    ) + (
        f"\n\n## Action plan\n\n| No. | {column} | Action | By |\n|---|---|---|---|\n"
        "| 1 | Acre Police | New inbox and a rota to read it | May 2014 |\n"
        "| 2 | Head of Fieldwork | Sample of twenty | June 2014 |\n"
    )

    first, second = records(text)

    assert [first.number, second.number] == ["Recommendation 1", "Recommendation 2"]
    assert (first.addressees, second.addressees) == (("Acre Police",), ("Head of Fieldwork",))
    assert (first.action, first.due) == ("New inbox and a rota to read it", "May 2014")


def test_plan_rows_that_shorten_recommendations_are_linked_to_them():
    text = under(
        "Recommendations",
        "Recommendation 1: Acre Police should make sure that every notification of a child is read "
        "on the day on which it comes, and that the sender is told what became of it.",
        "Recommendation 2: Acre Council should audit a sample of its assessments each year.",
    ) + (
        "\n\n## Action plan\n\n| Recommendation | Action | Lead | Timescale |\n|---|---|---|---|\n"
        "| R1. Notifications read the same day | New inbox | Superintendent | May 2014 |\n"
        "| R2. Audit of assessments | Sample of twenty | Head of Fieldwork | June 2014 |\n"
    )

    assert [(r.number, r.lead) for r in records(text)] == [
        ("Recommendation 1", "Superintendent"),
        ("Recommendation 2", "Head of Fieldwork"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Review\n\n1.5 This review makes no recommendations. It sets out findings and questions "
        "for the Board.\n\n## Finding 1\n\n2.1 It was late.\n\n### Questions for the Board\n\n"
        "- How will the Board know whether visits change anything?\n- Should the Board ask?",
        "# Review\n\n## Findings\n\n2.1 It was late.\n\n### Issues for the Board to consider\n\n"
        "- Is the Board content that visits are counted?\n- What would the Board need to know?",
        "# Review\n\n1.5 As is usual, no recommendations are made.\n\n## Finding 1\n\n"
        "2.1 The Board should satisfy itself that it knows how often this happens.",
    ],
)
def test_findings_model_is_none_made(text):
    (record,) = records(text)

    assert record.kind is RecommendationKind.NONE_MADE


def test_considerations_that_ask_for_action_are_recommendations():
    text = under(
        "Considerations for the Board",
        "- The Board should audit visits.",
        "- Acre Police should read every notification.",
    )

    assert len(found(text)) == 2


def test_plan_with_a_table_for_each_recommendation():
    plan = (
        "\n\n## Action plan\n\n"
        "| Recommendation 1 | The Board should audit. | | |\n|---|---|---|---|\n"
        "| Action | Lead | Timescale | RAG |\n| Sample of ten | Chair | June 2013 | Green |\n"
    )
    prose = under("Recommendations", "Recommendation 1: The Board should audit.")

    for text in (prose + plan, "# Review" + plan):
        (record,) = records(text)
        assert (record.number, record.lead) == ("Recommendation 1", "Chair")
        assert (record.action, record.due) == ("Sample of ten", "June 2013")


def test_resolutions_counted_in_brackets():
    text = (
        "# Minutes\n\n## 5. Child Z\n\n**RESOLVED –**\n\n(1) That it be noted;\n\n(2) That we act."
    )

    assert found(text) == [("(1)", "That it be noted;"), ("(2)", "That we act.")]


def test_label_in_a_chapter_on_progress_is_of_another_time():
    text = under(
        "Progress since the last review",
        "Recommendation 1: the protocol was published. Agencies should already know it.",
    )

    assert found(text) == []


def test_terse_items_ask_without_a_modal():
    text = under(
        "Recommendations",
        "6.1 ABSCB to review its thresholds.",
        "6.2 Discharge letters to be sent to the health visitor.",
        "6.3 Health Board: to revise its form.",
        "6.4 The form was last revised in 2009.",
    )

    assert [number for number, _ in found(text)] == ["6.1", "6.2", "6.3"]
    assert [r.addressees for r in records(text)] == [("ABSCB",), (), ("Health Board",)]


def test_paragraph_below_counted_recommendations_is_none_of_them():
    text = under(
        "Recommendations",
        "The Panel makes the following recommendations:",
        "1. That the Board meets.",
        "2. That Acre Police reports.",
        "The Panel is grateful to all who took part.",
    )

    assert [number for number, _ in found(text)] == ["1", "2"]


def test_reasons_for_recommendations_are_none():
    text = under("Reasons for recommendations", "Cabinet should act. The council must save.")

    assert found(text) == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("**R1** Cots to be lent. *Owner: Acre Council.*", ("Acre Council",)),
        ("**R1** Cots to be lent. *Owners: Acre Council; the Board*", ("Acre Council", "Board")),
        ("**R1** Cots to be lent. *To: NHS Acre; Acre Council.*", ("NHS Acre", "Acre Council")),
        (
            "R1. Cots should be lent to each family that has a baby. [Acre Council; the Board]",
            ("Acre Council", "Board"),
        ),
        (
            "R1. Cots should be lent to each family that has a baby. – Acre Council",
            ("Acre Council",),
        ),
        (
            "R1. Cots should be lent to each family that has a baby. "
            "**(Acre Council and NHS Acre jointly)**",
            ("Acre Council", "NHS Acre"),
        ),
    ],
)
def test_notes_behind_a_recommendation_say_who_owns_it(line, names):
    (record,) = records(under("Recommendations", line, "Cots cost little."))

    assert record.addressees == names
    ((_, words),) = found(under("Recommendations", line, "Cots cost little."))
    assert words in ("Cots to be lent.", "Cots should be lent to each family that has a baby.")


def test_bold_label_with_a_terse_item_needs_no_verb():
    text = under(
        "Recommendations",
        "**Rec. 3/1** A card to every school. *Owner: Acre Council*",
        "**Rec. 3/2** No case to be closed by letter. *Owner: Acre Police*",
    )

    assert found(text) == [
        ("Rec. 3/1", "A card to every school."),
        ("Rec. 3/2", "No case to be closed by letter."),
    ]


@pytest.mark.parametrize("heading", ["Try this tomorrow", "What you can do", "Recommendations"])
def test_a_brief_tells_its_readers_what_to_do(heading):
    text = under(
        heading,
        "1. **Midwives:** Who slept here? Ask.",
        "2. **Everyone:** Cots? Say who has one. *(There are six in the store.)*",
    )

    assert found(text) == [("1", "Who slept here? Ask."), ("2", "Cots? Say who has one.")]
    assert [r.addressees for r in records(text)] == [("Midwives",), ("Everyone",)]


def test_a_sentence_that_leads_to_items_which_each_ask_is_none_itself():
    text = under(
        "Areas for improvement",
        "The partnership should prepare a plan. In particular:",
        "1. The Board should audit files.",
        "2. Acre Police should keep notes.",
    )

    assert found(text) == [
        ("1", "The Board should audit files."),
        ("2", "Acre Police should keep notes."),
    ]


def test_a_meeting_that_agrees_the_recommendations_above_it_makes_none():
    above = (
        "## Recommendations\n\nThat the Committee:\n\n(i) notes the report;\n\n(ii) meets in May.\n"
    )
    minutes = (
        "## Minutes\n\n**RESOLVED:**\n\n(a) That recommendation (i) be agreed.\n\n"
        "(b) That the Director of Housing report in May.\n"
    )

    assert [number for number, _ in found(f"# Report\n\n{above}\n{minutes}")] == [
        "(i)",
        "(ii)",
        "(b)",
    ]
    assert [number for number, _ in found(f"# Report\n\n{minutes}")] == ["(a)", "(b)"]


def test_the_committee_that_is_recommended_is_asked():
    text = "# Report\n\n## 9. Recommendations\n\nThe Committee is recommended:\n\n" + (
        "(a) to note the report;\n\n(b) to ask the Board for a list.\n"
    )

    assert [r.addressees for r in records(text)] == [("Committee",), ("Committee",)]


def test_words_that_count_within_a_sentence():
    text = under(
        "Recommendations",
        "We recommend, first, that the Board audit files.",
        "We recommend, secondly, that Acre Police keep notes.",
    )

    assert [number for number, _ in found(text)] == ["first", "secondly"]


def test_a_column_by_whom_says_who_is_asked_where_no_column_holds_an_action():
    text = under(
        "Action required",
        "| No. | Recommendation | By whom | By when |\n|---|---|---|---|\n"
        "| 1 | The Committee should seek advice | A.C.P.C. | May 1999 |\n"
        "| 2 | Infants are to be weighed | Acre Trust; G.P.s through the Authority | June 1999 |",
    )

    assert [r.addressees for r in records(text)] == [
        ("A.C.P.C.",),
        ("Acre Trust", "G.P.s through the Authority"),
    ]


def test_a_column_headed_action_by_names_who_leads():
    text = under(
        "Action plan",
        "| Ref | Recommendation | Action by |\n|---|---|---|\n"
        "| 1 | Notes are to be kept | Acre Police |",
    )

    (record,) = records(text)
    assert (record.lead, record.addressees) == ("Acre Police", ("Acre Police",))


def test_bold_names_before_a_label_in_brackets_stay_whole():
    (record,) = found(
        under("Recommendations", "**Acre Police** should keep notes *(Recommendation 2)*.")
    )
    assert record == ("Recommendation 2", "**Acre Police** should keep notes")


@pytest.mark.parametrize(
    "line",
    [
        "**Recommendation 4** (*that notes be kept*). **Accepted.** This was done in May.",
        "**Recommendation 4** Accepted in part. Notes are kept.",
    ],
)
def test_an_answer_to_a_recommendation_is_none(line):
    assert found(under("Response to the Inquiry", line, "Notes are kept.")) == []
