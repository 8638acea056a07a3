"""The type of a paper that does not say what it is, and of one that does."""

from texts import document_of

from kb.describing import describe
from kb.describing.likely_types import likely_types
from kb.describing.opening import read_opening

ARTICLE = (
    "Mother of dead toddler 'begged for help', inquest hears",
    "By Jo Lamb, Crime Correspondent",
    "The mother of a two-year-old boy who died in a flat in Harbour Street told an inquest "
    "yesterday that she had rung social services eleven times.",
    "“Nobody came,” she told the coroner. A spokesman for the council said that it would be "
    "inappropriate to comment before the inquest ended.",
)
BRIEF = (
    "Seven things to take from Rowan's story",
    "For discussion at your next team meeting. Please share with colleagues.",
    "What happened? Rowan was eight months old. What did we learn? Ask who lives in the house.",
    "What should you do now? Talk about this in supervision and read the full report.",
)
CALLED = (
    "Report to the Children and Families Scrutiny Committee",
    "Serious Case Review: Child K. The overview report of the serious case review, published "
    "today by the Safeguarding Children Board, is appended.",
    "Members are asked to note the findings of the serious case review.",
)


def test_an_article_need_not_say_that_it_is_one():
    document = document_of("\n\n".join(ARTICLE))
    odds = likely_types(read_opening(document, "scan-12.txt"))

    assert max(odds, key=odds.__getitem__) == "press"
    assert describe(document, "scan-12.txt").document_type == "press"
    assert abs(sum(odds.values()) - 1) < 1e-3


def test_what_a_paper_calls_itself_outweighs_what_it_is_about():
    assert (
        describe(document_of("\n\n".join(CALLED)), "item-7.txt").document_type == "committee report"
    )


def test_a_type_that_nothing_names_stands_with_its_probability_and_the_title():
    document = document_of("\n\n".join(BRIEF))
    (found,) = (f for f in describe(document, "x.txt").fields if f.name == "document type")

    assert found.value == "learning brief"
    assert 0.3 <= found.confidence < 1
    assert document.text(found.spans) == BRIEF[0]
