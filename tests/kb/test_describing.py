import pytest

from ingest.parsing import parse
from kb.describing import REVIEW_TYPES, describe
from kb.document_types import document_types, standing_of_type, type_names
from kb.types import Standing, cut

BODY = "\n\n1.1 This review concerns a child who was known to several services in the area.\n"

HEADS = [
    # first lines, type, standing, authority, year
    ("# Northwick Safeguarding Children Board\n\n# Serious Case Review: Child Z\n\n"
     "Published March 2014\n\n1.1 This review concerns a child.",
     "serious case review", Standing.PRIMARY, "Northwick", 2014),
    ("**Select Committee on Children's Services**\n\n**Thursday 22 January 2009**\n\n"
     "**Report of the Director of Children's Services**\n\n"
     "**Briefing on a serious case review**\n\n"
     "1. To brief members.",
     "committee report", Standing.SECOND_HAND, None, 2009),
    ("Government response to the national review\n\nOctober 2017\n\n1.1 The Government accepts it.",
     "government response", Standing.RESPONSE, None, 2017),
    ("Review into boy's death published\n\nBy Jane Roe\n\nA serious case review was published.",
     "press", Standing.PRESS, None, None),
    ("Joint area review\n\nNorthwick children's services\n\nPublished 18 December 2008\n\n"
     "1. Inspectors visited.",
     "joint area review", Standing.PRIMARY, "Northwick", 2008),
    ("Minutes of a meeting about parking\n\nNothing more.",
     "minutes", Standing.SECOND_HAND, None, None),
    ("A page about parking\n\nNothing more.", "document", Standing.UNKNOWN, None, None),
]  # fmt: skip

COVERS = [
    # covers as such papers have them, and what they are
    ("Northwick Local Safeguarding Children Board\n\nSERIOUS CASE REVIEW\n\nCHILD Z\n\n"
     "By Ann Other, independent chair and author\n\nMay 2012", "serious case review"),
    ("Overview report\n\nSerious case review into the death of Baby Q\n\nChair of the review "
     "panel: Ann Other", "serious case review"),
    ("Part 8 Review\n\nChild K\n\nNorthwick Area Child Protection Committee",
     "serious case review"),
    ("Out of Sight: a Thematic Serious Case Review of Four Young People\n\nNorthwick Local "
     "Safeguarding Children Board", "serious case review"),
    ("Northwick Safeguarding Partnership\n\nReport of a Local Child Safeguarding Practice Review "
     "concerning Leo", "local child safeguarding practice review"),
    ("Extended Child Practice Review Report\n\nCwm Arthen Safeguarding Board\n\nCASB 2/2019",
     "child practice review"),
    ("Case Management Review – Executive Summary\n\nSafeguarding Board", "case management review"),
    ("Learning Review: Child Y\n\nGlen Arrow Child Protection Committee", "learning review"),
    ("Northwick Safeguarding Children Board\n\nSerious Case Review Child M: learning brief",
     "learning brief"),
    ("Serious case review of Child M: progress of the action plan\n\nReport to: Children's "
     "Overview and Scrutiny Committee\nDate: 3 May 2013", "committee report"),
    ("Domestic Homicide Review\n\nReport into the death of Susan", "domestic homicide review"),
    ("Safeguarding Adults Review: Adult B\n\nNorthwick Safeguarding Adults Board",
     "safeguarding adults review"),
    ("Serious Case Review: Child M\n\nMulti-agency action plan", "action plan"),
    ("Individual Management Review: Northwick Police\n\nChild M", "individual management review"),
    ("The Dunmore Inquiry\n\nReport of an inquiry by Sir Ann Other", "inquiry"),
    ("Learning from loss: a triennial analysis of serious case reviews", "research"),
    ("Northwick Safeguarding Children Partnership\n\nMulti-agency protocol", "guidance"),
    ("Press release\n\nNorthwick publishes its serious case review of Child M", "press statement"),
    ("Title: Serious case review: in respect of Family S4\nLSCB: Northwick Safeguarding Children "
     "Board\nAuthor: Ann Other\nDate of publication: 2014", "serious case review"),
    ("The Overview Report into a Serious Case Review of the circumstances concerning: Child Q\n\n"
     "Independent Lead Reviewer and Author\n\nAnn Other", "serious case review"),
    ("Re-consideration of Serious Case Review\n\nLSCB: Northwick", "serious case review"),
    ("Family S4 Serious Case Review\n\nIn respect of Family S4", "serious case review"),
    ("Agenda and minutes\n\nChildren's Scrutiny Committee, Monday, 15 June 2015", "minutes"),
    ("Northwick and Eastmoor Safeguarding Children Boards' Procedures Manual\n\nSerious Case "
     "Reviews", "guidance"),
    ("8.2 Serious Case Review Guidance\n\nScope of this chapter", "guidance"),
    ("Research Report RR023\n\nA biennial analysis of serious case reviews", "research"),
    ("7.1 Serious Case Reviews\n\nWhat they are, and when a board holds one", "document"),
    ("Learning From Serious Case Reviews\n\nAnn Other, consultant", "document"),
    ("SCR publications\n\nToday we publish four reports", "document"),
    # what only speaks of a review is none
    ("Serious case review finds failings\n\nA town is in shock.", "document"),
    ("Board to hold serious case review\n\nThe board said so.", "document"),
    ("Notes\n\nThis note lists what a serious case review may ask of a school.", "document"),
]  # fmt: skip


def description(tmp_path, text, name="file.txt"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return describe(parse(str(path), name), name)


@pytest.mark.parametrize(("text", "kind", "standing", "authority", "year"), HEADS)
def test_first_page_says_what_a_document_is(tmp_path, text, kind, standing, authority, year):
    found = description(tmp_path, text)

    assert (found.document_type, found.standing) == (kind, standing)
    assert (found.authority, found.year) == (authority, year)


@pytest.mark.parametrize(("cover", "kind"), COVERS)
def test_a_paper_is_what_its_cover_calls_it(tmp_path, cover, kind):
    assert description(tmp_path, cover + BODY).document_type == kind


def test_title_is_neither_committee_nor_date(tmp_path):
    assert description(tmp_path, HEADS[1][0]).title == "Briefing on a serious case review"


def values(found, name):
    return [field.value for field in found.fields if field.name == name]


REVIEW = """# Northwick Safeguarding Children Board

# Serious Case Review: Child Z. Overview report

Independent author – Dr Ann Other

Chair of the panel: Ben Example

Accepted by the Board on 4 May 2012

Published on 9 July 2012

FINAL

## 1. Introduction

1.1 Child Z was a boy of six. He died on 14 February 2011 in hospital.
His father, who was 31, was convicted of manslaughter.

1.2 The period under review runs from 1 January 2009 to 14 February 2011.
A systems approach was used.

1.3 His half-sister is fifteen years old.
"""


def test_every_field_of_a_review_stands_where_its_span_says(tmp_path):
    path = tmp_path / "review.md"
    path.write_text(REVIEW, encoding="utf-8")
    document = parse(str(path), "review.md")
    found = describe(document, "review.md")

    assert values(found, "part") == ["overview report"]
    assert values(found, "case label") == ["Child Z"]
    assert values(found, "board") == ["Northwick Safeguarding Children Board"]
    assert values(found, "author") == ["Dr Ann Other"]
    assert values(found, "chair") == ["Ben Example"]
    assert values(found, "date written") == ["2012-05-04"]
    assert values(found, "date published") == ["2012-07-09"]
    assert values(found, "date of death") == ["2011-02-14"]
    assert values(found, "review period") == ["2009-01-01 to 2011-02-14"]
    assert values(found, "age band") == ["6-10"]
    assert values(found, "sex") == ["male"]
    assert values(found, "outcome") == ["death"]
    assert values(found, "method") == ["systems approach"]
    assert values(found, "status") == ["final"]
    texts = {page.number: page.text for page in document.pages}
    for field in found.fields:
        assert 0 < field.confidence <= 1
        if field.name in ("board", "author", "chair", "authority", "case label"):
            assert cut(texts, field.spans) == field.value


def test_fields_of_a_deposited_copy_say_whose_it_is_and_when(tmp_path):
    text = (
        "Title: Serious case review: in respect of Family S4\n"
        "LSCB: Northwick Safeguarding Children Board\nAuthor: Ann Other\n"
        "Date of publication: 2014\n\nThis report was deposited."
    )
    found = description(tmp_path, text)

    assert (found.title, found.authority, found.year) == (
        "Serious case review: in respect of Family S4", "Northwick", 2014,
    )  # fmt: skip
    assert values(found, "author") == ["Ann Other"]
    assert values(found, "case label") == ["Family S4"]


@pytest.mark.parametrize(
    ("sentence", "band"),
    [
        ("Child Z was eleven weeks old when she died.", "<1"),
        ("Child Z died in hospital, aged 14 months.", "1-5"),
        ("Child Z, a nine-year-old boy, was found dead.", "6-10"),
        ("Child Z was fifteen when she was seriously harmed.", "11-15"),
        ("Child Z was admitted to hospital. She was 17.", "16-17"),
        ("Child Z was killed by her mother, who was 17 years old.", None),
        ("Child Z lived with an aunt of 40 and was injured.", None),
    ],
)
def test_the_age_is_the_childs_or_none(tmp_path, sentence, band):
    found = description(
        tmp_path, f"# Serious Case Review: Child Z\n\n## 1. Introduction\n\n1.1 {sentence}"
    )

    assert values(found, "age band") == ([band] if band else [])


def test_a_review_of_several_children_has_no_age_of_its_own(tmp_path):
    text = "# Serious Case Review: Children A and B\n\n1.1 Child A was six when she died."

    assert values(description(tmp_path, text), "age band") == []


def test_a_letter_of_another_word_is_no_label(tmp_path):
    text = "# SERIOUS CASE REVIEW\n\nA CHILD IN NEED OF PROTECTION\n\n1.1 The child was hurt."

    assert values(description(tmp_path, text), "case label") == []


def test_every_type_has_a_standing_and_reviews_are_primary():
    assert {"serious case review", "child practice review", "learning review"} <= REVIEW_TYPES
    assert "joint area review" not in REVIEW_TYPES
    assert len(set(type_names())) == len(type_names())
    assert all(k.standing is Standing.PRIMARY for k in document_types() if k.is_review)
    assert standing_of_type("no such type") is Standing.UNKNOWN
