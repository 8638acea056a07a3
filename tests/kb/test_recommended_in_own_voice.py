"""Inquiries that recommend in the course of their chapters: "4.3 We recommend that …"."""

from texts import recommended


def test_number_of_a_paragraph_of_analysis_is_not_its_recommendations():
    text = (
        "# Inquiry\n\n## Chapter Four\n\n4.3 We recommend that Acre Council ring.\n\n"
        "4.4 It met. A senior should read the file. We recommend that Brook Trust read it.\n\n"
        "4.5 We recommend that the Board ask. We also recommend that Acre Police write.\n"
    )
    assert recommended(text) == [
        (None, "We recommend that Acre Council ring."),
        (None, "We recommend that Brook Trust read it."),
        (None, "We recommend that the Board ask."),
        (None, "We also recommend that Acre Police write."),
    ]


def test_recommended_impersonally_or_asked_by_name_is_recommended():
    text = (
        "# Inquiry\n\n## Chapter\n\n4.3 It is therefore recommended that Acre Council ring.\n\n"
        "4.4 The Chief Constable is asked to review the order.\n\n"
        "4.5 Staff are asked to sign a form. I recommend instead that Brook Trust read it.\n"
    )
    assert [words for _, words in recommended(text)] == [
        "It is therefore recommended that Acre Council ring.",
        "The Chief Constable is asked to review the order.",
        "I recommend instead that Brook Trust read it.",
    ]


def test_what_a_summary_says_again_is_one_recommendation():
    said = "We recommend that {} keep a list of all who ring about a child."
    chapters = "".join(
        f"### Chapter {n}\n\n{n}.1 It rang. {said.format(body)}\n\n"
        for n, body in enumerate(("Acre Council", "Brook Trust", "Dale Police"), 2)
    )
    text = f"# Inquiry\n\n## Summary\n\n{said.format('Acre Council')}\n\n{chapters}"
    assert len(recommended(text)) == 3


CONCLUSIONS = (
    "# Review\n\n## Conclusions\n\nNobody read. I recommend that Acre Council keep a list.\n\n"
    "Nobody counted. Brook Care Trust should require each practice to count.\n\n"
    "I recommend that the Board look. Dale Police and Acre Council should also agree a form.\n\n"
    "Then the skips. I recommend that Mill Homes ask first.\n\n"
)


def test_conclusions_ask_named_bodies_without_saying_so():
    assert [words for _, words in recommended(CONCLUSIONS)] == [
        "I recommend that Acre Council keep a list.",
        "Brook Care Trust should require each practice to count.",
        "I recommend that the Board look.",
        "Dale Police and Acre Council should also agree a form.",
        "I recommend that Mill Homes ask first.",
    ]


def test_box_in_brief_adds_what_it_gives_in_full():
    text = (
        f"{CONCLUSIONS}| **The recommendations in brief** |\n|---|\n| • One list of families. |\n"
        "| • A count in each practice of those who were not brought. |\n"
        "| • Dale Ambulance Service should confirm by telephone that its forms have come. |\n"
    )
    assert recommended(text)[-1] == (
        None,
        "Dale Ambulance Service should confirm by telephone that its forms have come.",
    )
    assert len(recommended(text)) == 6
