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
    ("Overview Report of a Review conducted under Part 8 of *Working Together*\n\nCHILD K",
     "serious case review"),
    ("# Report of the Serious Case Review Panel upon the death of Child M, and upon the care of "
     "his brother and sister at home", "serious case review"),
    ("# EXECUTIVE SUMMARY\n\n## of the Serious Case Review concerning CHILD K",
     "serious case review"),
    ("# SERIOUS CASE REVIEW\n# EXECUTIVE SUMMARY\n# CHILD Q", "serious case review"),
    ("**Local Child Safeguarding Practice Review**\n\n# LEO\n\n> Guidance is cited as it stood "
     "at the time.", "local child safeguarding practice review"),
    ("# NORTHWICK COUNCIL\n\n## CHILDREN'S SCRUTINY COMMITTEE\n\n### Minutes of the meeting held "
     "on Tuesday 3 May 2016 at 6.00 p.m. in the Long Room, Town Hall", "minutes"),
    ("# Four Infants\n\n## A thematic review of deaths in children under one", "learning review"),
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


@pytest.mark.parametrize(
    ("line", "authority"),
    [
        ("NORTHWICK LOCAL SAFEGUARDING CHILDREN BOARD", "Northwick"),
        ("**NORTHWICK AREA CHILD PROTECTION COMMITTEE**", "Northwick"),
        ("NORTHWICK AND THE VALE SAFEGUARDING PARTNERSHIP", "Northwick and the Vale"),
        ("Northwick and the Vale Safeguarding Partnership", "Northwick and the Vale"),
        ("The Chief Executive\nBorough of Northwick\nTown Hall\nNorthwick", "Northwick"),
    ],
)
def test_authority_in_capitals_and_in_addresses(tmp_path, line, authority):
    assert description(tmp_path, f"{line}\n\n# Serious Case Review: Child Z{BODY}").authority == (
        authority
    )


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("**Independent author:** Ann Other", ["Ann Other"]),
        ("*Overview author: A. B. Other, CBE, formerly a Director*", ["A. B. Other"]),
        ("Prepared for the Committee by Mrs D. A. Other, Independent Writer", ["Mrs D. A. Other"]),
        ("Overview author: Canon Ann Other-Example, OBE", ["Canon Ann Other-Example"]),
        ("Lead reviewers: Dr Ann Other (Reader in Law) and Ben Example (former Director)",
         ["Dr Ann Other", "Ben Example"]),
        ("Overview report by Ann Other, consultant", ["Ann Other"]),
        ("Summary prepared by a sub-committee from the overview report of Ann Other",
         ["Ann Other"]),
        ("Professor Ann Other\nEmeritus Professor of Social Work", ["Professor Ann Other"]),
        ("Mr Other wrote to the Board", []),
        ("Dr Ann Other chaired the panel", []),
    ],
)  # fmt: skip
def test_authors_as_covers_name_them(tmp_path, line, authors):
    found = description(tmp_path, f"# Serious Case Review: Child Z\n\n{line}{BODY}")

    assert values(found, "author") == authors


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("# Northwick Council\n\n| **Report of** | Head of Support (Ms J. Other) |\n|---|---|\n"
         "| **To** | Scrutiny Committee |\n\n# Briefing", "Ms J. Other"),
        ("# Government Response to the Report of the Vale Inquiry\n\n**Presented to Parliament by "
         "the Secretary of State for Health**", "Secretary of State for Health"),
        ("# THE VALE INQUIRY\n\n### Chairman: Sir Ben Example QC", "Sir Ben Example QC"),
        ("# Joint Area Review of Northwick\n\n1. We came.\n\nYours sincerely\n\n"
         "**A. B. Other**\nDivisional Manager", "A. B. Other"),
    ],
)  # fmt: skip
def test_who_signs_other_papers(tmp_path, text, author):
    (found,) = values(description(tmp_path, text), "author")

    assert author.startswith(found)


NAMED = "\n\n".join(f"1.{n} Leo was seen, and then Leo went home." for n in range(1, 5))


@pytest.mark.parametrize(
    ("cover", "label"),
    [
        ("# Local Child Safeguarding Practice Review\n\n# LEO", "Leo"),
        ("# Northwick Safeguarding Children Board\n\n## \"Leo\"\n\n### A serious case review",
         "Leo"),
        ("# Baby Leo\n\n### Local Child Safeguarding Practice Review", "Baby Leo"),
        ("# \"Nobody came\"\n\n## A serious case review about Leo", "Leo"),
        ("# The Vale Inquiry\n\n## Report of the Inquiry into the Care and Death of Leo Example",
         "Leo Example"),
        ("# Resilience\n\n## Local Child Safeguarding Practice Review", None),
    ],
)  # fmt: skip
def test_a_child_by_the_name_that_the_title_gives(tmp_path, cover, label):
    found = description(tmp_path, f"{cover}\n\n## 1. Introduction\n\n{NAMED}")

    assert values(found, "case label") == ([label] if label else [])


@pytest.mark.parametrize(
    ("cover", "last", "year"),
    [
        ("NOT FOR PUBLICATION BEFORE 25 JANUARY 2018", "", 2018),
        ("Independent chair of the Board: Ben Example\n2017", "", 2017),
        ("", "*Northwick LSCB, 2010*", 2010),
        ("", "*Northwick LSCB · April 2009 · Copies may be had of the Board Manager.*", 2009),
        ("Published May 2014", "*Northwick LSCB, 2015*", 2014),
        ("", "The Board was told of this in 2010.", None),
        ("", "*NSCB/LR/02. 2015.*", None),
        ("Born March 1994 — Died October 1997\n\nJuly 1998", "", 1998),
        ("Died August 2006, aged 3", "*Northwick LSCB, 2007*", 2007),
    ],
)
def test_year_from_cover_or_imprint(tmp_path, cover, last, year):
    text = f"# Serious Case Review: Child Z\n\n{cover}{BODY}\n1.2 It ends here.\n\n---\n{last}"

    assert description(tmp_path, text).year == year


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        ("# NORTHWICK COUNCIL\n\n## SERIOUS CASE REVIEW\n\n## REPORT ON CHILD Z",
         "SERIOUS CASE REVIEW: REPORT ON CHILD Z"),
        ("# Local Child Safeguarding Practice Review: Child Z\n\n## Child Z and her brother",
         "Local Child Safeguarding Practice Review: Child Z"),
        ("# Report of the Serious Case Review Panel upon the death of Child Z\n\nAuthor: Ann Other",
         "Report of the Serious Case Review Panel upon the death of Child Z"),
        ("**PRESS RELEASE**\n\n**NOT FOR BROADCAST BEFORE NOON**\n\n# Board publishes its review",
         "Board publishes its review"),
    ],
)  # fmt: skip
def test_title_says_which_review_it_is(tmp_path, cover, title):
    assert description(tmp_path, cover + BODY).title == title


@pytest.mark.parametrize("cover", ["Died August 2006, aged 3", "Born May 2003. Died: August 2006"])
def test_the_cover_tells_of_a_life(tmp_path, cover):
    text = f"# Serious Case Review: Child Z\n\n{cover}\n\nJuly 2007{BODY}"

    assert values(description(tmp_path, text), "date of death") == ["2006-08"]


def test_a_case_review_held_under_part_8_is_a_serious_case_review(tmp_path):
    cover = '# Report of a case review\n\n## held under Part 8 of "Working Together"\n\n## Child Z'

    assert description(tmp_path, f"{cover}{BODY}").document_type == "serious case review"


def test_a_list_below_the_cover_names_no_case(tmp_path):
    text = (
        "# Inspection of arrangements for the protection of children\n\n## Northwick Council\n\n"
        "### How we worked\n\nWe read:\n\n- the review of Child W, and what came of it.\n"
    )

    assert values(description(tmp_path, text), "case label") == []


def test_every_type_has_a_standing_and_reviews_are_primary():
    assert {"serious case review", "child practice review", "learning review"} <= REVIEW_TYPES
    assert "joint area review" not in REVIEW_TYPES
    assert len(set(type_names())) == len(type_names())
    assert all(k.standing is Standing.PRIMARY for k in document_types() if k.is_review)
    assert standing_of_type("no such type") is Standing.UNKNOWN
