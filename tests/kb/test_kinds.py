"""Questions of other kinds, asked of a small store: facts of a named case, tables, premises."""

import pytest
from test_records import add

from kb.config import Settings
from kb.knowledge_base import KnowledgeBase

REPORT = """# Serious Case Review: Child A. Overview Report

Acre Safeguarding Children Board

March 2011

## 1 The child

1.1 This is the overview report of the serious case review of Child A in Acre. He was three years \
and two months old when he died on 4 May 2009.

1.2 The panel was chaired by Dr Ruth Lane, a retired consultant.

1.3 On 6 January 2009 the nursery saw a bruise on his cheek and told nobody.

1.4 On 9 February 2009 the health visitor saw a burn on his hand. The GP treated the burn.

1.5 In March 2009 the family moved to another flat.

## 2 Analysis

2.1 Supervision of the social worker was not held at all.

## Recommendations

R1. Acre Police should record the name of each child at an incident.

R2. Acre Safeguarding Children Board should provide training on bruises for all staff every year.

R3. Acre NHS Trust should tell the Board when a family moves to new housing.
"""
SYSTEMS = """# Serious Case Review: Child B

Brook Safeguarding Children Board

June 2014

1.1 Child B lived with her aunt in Brook until June 2012. She was seen by one midwife.

1.2 This report makes no recommendations. Supervision in Brook was held every month and was good.
"""
BRIEFING = """# Report to the Scrutiny Committee: Child A

Acre Council

June 2011

1. Child A died on 5 May 2009 after an assault.

2. Child A’s social worker had forty cases.

3. The regulator's inspection was ordered by the minister after the trial. Lord Hale in his first \
answer praised the staff. He also rejected calls for a public enquiry.

4. The findings of the Hale Inquiry are specific to Acre, and the council of Brook keeps watch.

Contact Officer: Paula Marsh
"""

INSPECTION = """# Joint area review: Crane children's services authority area

Ofsted, May 2008

1. Neglect is not seen early in Crane, and plans say little.
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory, embedder):
    store = tmp_path_factory.mktemp("kinds") / "store"
    with KnowledgeBase.open(Settings(store=store), create=True, embedder=embedder) as kb:
        add(kb, REPORT, SYSTEMS, BRIEFING, INSPECTION)
        yield kb.ask


def quotes(answer):
    return [citation.quote for citation in answer.citations]


def test_fact_about_a_named_case_is_the_sentence_that_says_he(ask):
    answer = ask("Who chaired the panel of the serious case review of Child A in Acre?")

    assert quotes(answer)[0].startswith("The panel was chaired by Dr Ruth Lane")


def test_short_name_of_a_kind_of_document_is_read_as_the_long_one(ask):
    asked = ask("Who chaired the panel of the SCR of Child A in Acre?")
    spelled = ask("Who chaired the panel of the serious case review of Child A in Acre?")

    assert quotes(asked) == quotes(spelled)
    assert asked.confidence == spelled.confidence


def test_line_that_gives_a_label_and_a_value_states_something(ask):
    answer = ask("Who is the contact officer for the scrutiny committee report?")

    assert quotes(answer)[0] == "Contact Officer: Paula Marsh"


def test_person_that_no_sentence_gives_is_refused(ask):
    answer = ask("Which social worker was allocated to Child A?")  # "supervision of the …"

    assert (answer.status, answer.citations) == ("insufficient_evidence", [])
    assert answer.nearest


def test_recommendations_are_those_addressed_to_whom_was_asked_about(ask):
    answer = ask("What did the Child A review recommend for the police?")

    assert (answer.kind, quotes(answer)) == (
        "recommendations",
        ["Acre Police should record the name of each child at an incident."],
    )
    assert "R1" in answer.text
    assert "[1]" in answer.text


def test_service_that_a_review_never_addresses_is_said_so(ask):
    answer = ask("What was housing asked to do after Child A?")

    assert "None of the 3 recommendations" in answer.text
    assert "housing" in answer.text
    assert quotes(answer) == [
        "Acre NHS Trust should tell the Board when a family moves to new housing."
    ]


def test_review_of_findings_makes_no_recommendations(ask):
    answer = ask("What did the Child B review recommend?")

    assert "None made" in answer.text
    assert quotes(answer)[0] == "This report makes no recommendations."


def test_repetition_is_answered_from_the_table_even_where_there_is_none(ask):
    answer = ask("Which recommendations are repeated in three or more reviews?")

    assert answer.text.startswith("No recommendation is made in nearly the same words by 3")


def test_timeline_is_in_order_and_within_the_period(ask):
    answer = ask("What happened to Child A between January 2009 and February 2009?")

    assert answer.kind == "timeline"
    assert [quote.split(" the ")[0] for quote in quotes(answer)] == [
        "On 6 January 2009",
        "On 9 February 2009",
    ]
    assert [row.citation_ids for row in answer.rows if row.citation_ids] == [[1, 2]]


def test_sides_that_the_question_names_stand_next_to_each_other(ask):
    answer = ask("How do the reviews of Child A and Child B differ on supervision?")

    assert answer.kind == "compare"
    assert {citation.title[:28] for citation in answer.citations} == {
        "Serious Case Review: Child A",
        "Serious Case Review: Child B",
    }
    assert any("was not held" in quote for quote in quotes(answer))
    assert any("every month" in quote for quote in quotes(answer))


def test_what_is_held_on_a_case_is_listed_by_document(ask):
    answer = ask("What do you hold on Child B?")

    assert (answer.kind, len(answer.rows)) == ("inventory", 1)
    assert "1 document" in answer.text


def test_what_is_held_is_listed_under_the_conditions_that_the_question_sets(ask):
    answer = ask("What do you hold from 2014?")

    assert (answer.kind, answer.status) == ("inventory", "answered")
    assert [row.year for row in answer.rows] == [2014]
    assert "Held on year 2014: 1 document, 1 review among them." in answer.text


def test_of_the_papers_on_a_case_those_of_the_type_asked_for_are_listed(ask):
    answer = ask("Do you have the committee report on Child A?")

    assert [row.title for row in answer.rows] == ["Report to the Scrutiny Committee: Child A"]


@pytest.mark.parametrize(
    "question", ["What's in the library?", "What is the oldest paper you hold?"]
)
def test_whole_library_is_told_by_type_year_and_place(ask, question):
    answer = ask(question)

    assert (answer.kind, answer.status, len(answer.rows)) == ("inventory", "answered", 4)
    assert "Held in all: 4 documents, 2 reviews among them." in answer.text
    assert "2008 to 2014" in answer.text
    assert "the oldest: Joint area review" in answer.text


def test_paper_that_is_not_held_is_said_not_to_be(ask):
    answer = ask("Is the Quarrington inquiry in the library?")

    assert (answer.status, answer.citations) == ("insufficient_evidence", [])
    assert "Nothing held has the name Quarrington." in answer.text


def test_documents_that_only_meet_conditions_are_not_said_to_say_so(ask):
    answer = ask("List all documents from 2014")

    assert "- Serious Case Review: Child B, Brook, 2014" in answer.text
    assert "says so" not in answer.text


def test_child_that_nothing_held_is_about_is_refused_with_the_cases_of_that_place(ask):
    answer = ask("How old was Child Z in the Acre serious case review?")

    assert answer.status == "insufficient_evidence"
    assert "none is of Child Z" in answer.text
    assert "Cases held of Acre: Child A" in answer.text


def test_case_of_another_place_is_said_to_be_so(ask):
    answer = ask("Why did Brook commission the serious case review of Child A?")

    assert answer.text.startswith("The question speaks of Child A and Brook.")
    assert "is of Acre" in answer.text


def test_kind_of_report_that_is_held_of_another_place_is_not_answered_from_that_place(ask):
    answer = ask("What did the joint area review of Brook say about neglect?")

    assert answer.text.startswith(
        "No joint area review of Brook is held; what is held is of Crane."
    )
    assert all(citation.document_type == "joint area review" for citation in answer.citations)


def test_premise_that_a_sentence_contradicts_is_answered_with_it(ask):
    answer = ask("Why did Lord Hale call for a public inquiry in 2011?")

    assert "opposite of what the question supposes" in answer.text
    assert quotes(answer) == ["He also rejected calls for a public enquiry."]


def test_criticism_that_nothing_says_is_refused_for_that_reason(ask):
    answer = ask("Why did the Hale Inquiry criticise Brook?")

    assert answer.status == "insufficient_evidence"
    assert answer.text.startswith("Nothing held says that the Hale Inquiry criticised Brook.")
    assert "specific to Acre" in answer.text


def test_dates_that_differ_are_shown_side_by_side(ask):
    answer = ask("When did Child A die?")

    assert answer.status == "answered"
    assert len(answer.conflicts) == 1
    ids = {citation.id: citation.quote for citation in answer.citations}
    one, other = answer.conflicts[0]
    assert {"4 May 2009" in ids[one], "4 May 2009" in ids[other]} == {True, False}
    assert "The sources differ: 4 May 2009 [" in answer.text
    assert ", 5 May 2009 [" in answer.text
