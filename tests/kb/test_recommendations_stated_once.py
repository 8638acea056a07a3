"""One place of a paper sets out what it recommends: what stands elsewhere is a copy or a remark."""

from texts import document_of, recommended

from kb.recommending import find_recommendations

CHAPTERS = (
    "# Review\n\n## Calls\n\n"
    "**Recommendation 1.** Acre Trust should ring every family on the day after a birth.\n\n"
    "**Recommendation 2.** The Board should inspect each hostel at night, and without notice.\n\n"
    "## Lists\n\n"
    "**Recommendation 3.** Brook Council should publish a list of its hostels every year.\n\n"
)


def numbers(text):
    return [number for number, _ in recommended(text)]


def test_short_form_of_a_labelled_recommendation_in_an_annex_is_a_copy():
    text = (
        f"{CHAPTERS}## Annex: Summary of recommendations\n\n**To local bodies**\n\n"
        "- Acre Trust: ring families after a birth (Recommendation 1)\n"
        "- Publish a list of hostels (Recommendation 3)\n"
        "- Inspect hostels at night (Recommendation 2)\n"
    )
    assert numbers(text) == ["Recommendation 1", "Recommendation 2", "Recommendation 3"]


def test_what_agencies_told_themselves_in_an_appendix_is_not_recommended_again():
    text = (
        f"{CHAPTERS}## Appendix 1: Recommendations of the agencies\n\n**Acre Police**\n\n"
        "1. Checks should be made at once. *Complete.*\n"
        "2. Supervisors should read each file. *Complete.*\n"
    )
    assert numbers(text) == ["Recommendation 1", "Recommendation 2", "Recommendation 3"]


def test_labels_that_run_on_under_a_heading_of_earlier_change_are_its_own():
    text = CHAPTERS.replace("## Calls", "## What has changed already")
    assert numbers(text) == ["Recommendation 1", "Recommendation 2", "Recommendation 3"]


def test_row_of_a_plan_gives_in_full_what_the_chapter_only_begins():
    text = (
        "# Review\n\n## Recommendations\n\n**Recommendation 1.** Acre Trust should ring.\n\n"
        "**Recommendation 2.** The Board should ask.\n\n## Action plan\n\n"
        "| No. | Recommendation | Lead |\n|---|---|---|\n"
        "| 1 | Acre Trust should ring every family on the first day. | Matron |\n"
        "| 2 | Ask. | Chair |\n"
    )
    assert "Acre Trust should ring every family on the first day." in [
        w for _, w in recommended(text)
    ]


def test_what_was_learned_is_not_what_needs_to_change():
    text = (
        "# Ash\n\n## Part 4: What we learned and what needs to change\n\n### 4.1 Nobody led\n\n"
        "Schools must keep their pupils safe. This one did.\n\n#### What needs to change\n\n"
        "- Acre Trust should agree one plan.\n- The Board should ask about it.\n"
    )
    assert [words for _, words in recommended(text)] == [
        "Acre Trust should agree one plan.",
        "The Board should ask about it.",
    ]


def test_numbered_remark_among_recommendations_is_none():
    asked = "".join(f"{n}. Acre Trust should keep list {n}.\n\n" for n in (11, 12, 13, 14))
    text = (
        f"# Review\n\n## Conclusions and recommendations\n\n{asked}"
        "15. Paragraph 14 was debated. Parents should of course be heard. But it was late.\n"
    )
    assert numbers(text) == ["11", "12", "13", "14"]


def test_line_that_says_who_should_also_act_only_leads_to_what_is_asked():
    text = (
        "# Review\n\n## Recommendations\n\n*Acre Safeguarding Board should also:*\n\n"
        "8. Carry out audits of front-line practice.\n"
    )
    assert recommended(text) == [("8", "Carry out audits of front-line practice.")]


def test_box_that_breaks_off_goes_on_in_its_bullets():
    text = (
        "# Review\n\n## Sleep\n\n> **R1.** Acre Trust should adopt one assessment, which\n>\n"
        "> - is done at home; and\n> - is repeated.\n\n> **R2.** The Board should ask.\n"
    )
    assert "is repeated." in recommended(text)[0][1]


def test_aside_in_italics_and_brackets_is_left_out():
    text = CHAPTERS.replace("every year.", "every year. *(Report due in May 2014.)*")
    assert recommended(text)[-1][1].endswith("every year.")


def asked(text):
    return [list(record.addressees) for record in find_recommendations(document_of(text))]


def test_local_authority_is_the_council_of_the_title():
    text = (
        "# Acre Borough Council\n\n## Recommendations\n\n"
        "1. The local authority should keep a list.\n\n2. Brook Trust should ring.\n"
    )
    assert asked(text) == [["Acre Borough Council"], ["Brook Trust"]]


def test_names_of_two_parts_are_of_one_body():
    text = (
        "# Review\n\n## Recommendations\n\n"
        "1. The Charity Commission for England and Wales should keep a list.\n\n"
        "2. The commissioners of drug and alcohol services in Acre should ring.\n"
    )
    assert asked(text) == [
        ["Charity Commission for England and Wales"],
        ["commissioners of drug and alcohol services in Acre"],
    ]


def test_who_needs_to_be_told_and_needs_to_tell_is_asked():
    text = (
        "# Review\n\n## Recommendations\n\n1. The Director of Education needs to be told by "
        "name, and needs to tell the Board each term.\n"
    )
    assert asked(text) == [["Director of Education"]]
