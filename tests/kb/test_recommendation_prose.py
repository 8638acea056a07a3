"""Recommendations as house styles set them: codes, prose, lines that say for whom."""

import pytest
from texts import document_of

from kb.named_bodies import asked_of_all, bodies_in
from kb.recommending import find_recommendations
from kb.recommending.addressees import addressees
from kb.recommending.asking_parts import asked_apart
from kb.recommending.directives import is_directive, is_ordered


def records(*paragraphs, heading="Recommendations"):
    return find_recommendations(
        document_of("\n\n".join(["# Review", f"## {heading}", *paragraphs]))
    )


def found(*paragraphs, heading="Recommendations"):
    document = document_of("\n\n".join(["# Review", f"## {heading}", *paragraphs]))
    return [(r.number, document.text(r.spans)) for r in find_recommendations(document)]


@pytest.mark.parametrize(
    ("line", "number", "words"),
    [
        ("H1. That Acre Police report.", "H1", "That Acre Police report."),
        ("**Recommendation One.** Acre Police should report.", "Recommendation One",
         "Acre Police should report."),
        ("> **Recommendation 1.** Acre Police should report.", "Recommendation 1",
         "Acre Police should report."),
        ("First, about sight. **(Recommendation 1)** Acre Police should report.",
         "Recommendation 1", "Acre Police should report."),
        ("**1.** No officer may close a case without a visit.", "1",
         "No officer may close a case without a visit."),
        ("[9] As to locked boxes, these should be supplied by Acre Trust.", "9",
         "As to locked boxes, these should be supplied by Acre Trust."),
        ("**1.** Letters from relatives are to be read.", "1",
         "Letters from relatives are to be read."),
    ],
)  # fmt: skip
def test_numbers_and_words_as_printed(line, number, words):
    assert found(line) == [(number, words)]


def test_codes_in_bold_below_a_sentence_that_expects():
    lines = "We expect the Council to see to the following.\n\n- **PI1** – Acre Council should act."

    assert found(lines, heading="Next steps") == [("PI1", "Acre Council should act.")]


def test_items_below_words_that_name_only_who():
    lines = "That the Committee:\n\n(i) notes the report;\n\n(ii) asks Acre Police to report."

    assert [number for number, _ in found(lines)] == ["(i)", "(ii)"]


@pytest.mark.parametrize(
    "heading",
    ["What I should like to see happen", "What do we think ought to follow?",
     "What I should like the Board to do", "Gwella systemau / Improving systems"],
)  # fmt: skip
def test_headings_that_call_recommendations_by_other_words(heading):
    assert found("Acre Police should report.", heading=heading)


@pytest.mark.parametrize(
    "line",
    ["The model leaves open whether recommendations should be made. We make five.",
     "We have nothing to recommend. We would only ask Acre Police to read it.",
     "1.1 The list gives the day on which the officer is to report."],
)  # fmt: skip
def test_what_only_speaks_of_recommendations_is_none(line):
    assert found(line) == []


def test_sentences_of_one_paragraph_that_each_ask_another_body():
    told = ["The Board should agree a form.", "Acre Police should ring.", "Acre Trust must write.",
            "And I should like Acre Council to ask."]  # fmt: skip

    assert found(" ".join(told)) == [(None, sentence) for sentence in told]
    assert records(" ".join(told))[3].addressees == ("Acre Council",)
    assert len(found("The Board should agree. It should ask Acre Police. It should report.")) == 1
    assert asked_apart("The Board should agree. Acre Police should ring.", frozenset()) == []


def test_a_line_above_says_for_whom():
    first, second = records(
        "*For Acre Police*",
        "1. Every child is to be seen.",
        "*For the Acre NHS Trust and the Brook and Vale NHS Trust jointly*",
        "2. Every letter is to be read.",
    )

    assert first.addressees == ("Acre Police",)
    assert second.addressees == ("Acre NHS Trust", "Brook and Vale NHS Trust")


def test_a_heading_names_in_full_what_its_recommendations_call_the_trust():
    text = "\n\n".join(
        ["# Review", "## Recommendations", "### Acre NHS Trust", "1. The Trust should report.",
         "2. Acre Police should report."]
    )  # fmt: skip

    assert [r.addressees for r in find_recommendations(document_of(text))] == [
        ("Acre NHS Trust",), ("Acre Police",),
    ]  # fmt: skip


def test_columns_in_two_languages():
    (record,) = records(
        "| Rhif | Argymhelliad / Recommendation | I bwy / To whom |\n|---|---|---|\n"
        "| 1 | That a cot be seen. | Acre Council, Head of Housing |"
    )

    assert (record.number, record.addressees) == ("1", ("Acre Council, Head of Housing",))


def test_leads_of_a_plan_parted_by_semicolons():
    (record,) = records(
        "| No. | Recommendation | Lead |\n|---|---|---|\n"
        "| 1 | Every note is to be sent. | All providers; the Missing Persons Sub-group |"
    )

    assert record.addressees == ("All providers", "Missing Persons Sub-group")


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("**Acre Police** should report.", ("Acre Police",)),
        ("That **Acre Police** and the **Acre NHS Trust** abolish it.",
         ("Acre Police", "Acre NHS Trust")),
        ("That the Director of Health and the Director of Midwifery agree a form.",
         ("Director of Health", "Director of Midwifery")),
        ("That each name be recorded by Acre Council at the first visit.", ("Acre Council",)),
        ("We recommend that the Department for Education require each school to ask.",
         ("Department for Education",)),
        ("Acre Police ought, within a year, to report.", ("Acre Police",)),
        ("And Acre Police should report.", ("Acre Police",)),
        ("Acre Council and its legal department should agree.",
         ("Acre Council", "legal department")),
        ("That the Borough Solicitor give no opinion.", ("Borough Solicitor",)),
    ],
)  # fmt: skip
def test_whom_a_recommendation_asks(text, whom):
    assert addressees(text, frozenset()) == whom


@pytest.mark.parametrize(
    ("cell", "bodies"),
    [
        ("Acre Council, Head of Housing", ("Acre Council, Head of Housing",)),
        ("Acre Council, Acre Police", ("Acre Council", "Acre Police")),
        ("A.C.P.C. Secretary", ("A.C.P.C. Secretary",)),
        ("Brook and Vale NHS Trust", ("Brook and Vale NHS Trust",)),
        ("Acre Council (Health and Schools together)",
         ("Acre Council (Health and Schools together)",)),
        ("A recommendation of the Board", ()),
    ],
)  # fmt: skip
def test_bodies_of_cells(cell, bodies):
    assert bodies_in(cell) == bodies


def test_for_whom_in_bold_or_italics():
    assert asked_of_all("*For Acre Police*") == ("Acre Police",)
    assert asked_of_all("**To Acre Police and Acre Council jointly**") == (
        "Acre Police", "Acre Council",
    )  # fmt: skip


def test_orders_and_questions():
    assert is_ordered("Each letter is to be read.")
    assert not is_ordered("Each letter was read. The next is to be read.")
    assert not is_directive("It was asked whether the Board should report", frozenset())
