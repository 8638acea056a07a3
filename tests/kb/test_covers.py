"""Covers in house styles that name type, body, child, year and author each in their own way."""

import pytest
from texts import document_of

from kb.describing import describe
from kb.describing.outlets import is_masthead
from kb.describing.places import names_body

LEO = "\n\n## 1. The child\n\n" + "\n\n".join(
    f"1.{n} Leo was seen by Acre Council, and then Leo went home." for n in range(1, 5)
)


def described(text):
    return describe(document_of(text), "paper.md")


def values(text, name):
    return [field.value for field in described(text).fields if field.name == name]


@pytest.mark.parametrize(
    ("cover", "kind"),
    [
        ("# REPORT OF THE CASE REVIEW SUB-COMMITTEE UNDER PART 8 OF \"WORKING TOGETHER\"",
         "serious case review"),
        ("# THE K. FAMILY\n\n*A case review held under Part 8 of Working Together*",
         "serious case review"),
        ("# Acre Safeguarding Children Board\n\n## Leo\n\n## Report of a second review",
         "serious case review"),
        ("# Acre Safeguarding Partnership\n\n## Report of a second review", "document"),
        ("# \"Leo\"\n\n## Summary of a review made for Acre Area Child Protection Committee",
         "serious case review"),
        ("# News\n\n**The learning sheet of the Acre Safeguarding Partnership**", "learning brief"),
        ("# Learning from Leo\n\n## A brief for people who are busy", "learning brief"),
        ("# The weight\n\n## A thematic analysis of 47 rapid reviews", "research"),
        ("# Written statement by the Government\n\n## On the review", "government response"),
        ("# Learning Review: Leo\n\nCarried out under the National Guidance for Committees",
         "learning review"),
        ("# My page\n\n## A book\n\n**Posted by Ann, 3 May 2012**\n\nI read it.", "blog"),
        ("**THE ACRE MERCURY**\n\n# Nine pages for a child\n\nThe death was explained.", "press"),
        ("# The Acre Inquiry\n\n### by Dame Ann Other DBE", "inquiry"),
        ("# The hard summer\n\nA review of practice under Regulation 5", "serious case review"),
        ("# Initial Case Review: Leo", "significant case review"),
        ("# Fatal Accident Inquiry\n\nDetermination by Sheriff Ann Other", "inquiry"),
        ("# Joint inspection of services for children in Acre", "inspection report"),
        ("# DETERMINATION\n\nUNDER THE INQUIRIES INTO FATAL ACCIDENTS AND SUDDEN DEATHS ETC "
         "(SCOTLAND) ACT 2016", "inquiry"),
        ("[2019] FAI 61\n\n# DETERMINATION", "inquiry"),
        ("# IMPROVEMENT NOTICE\n\n**To:** Acre Council", "improvement notice"),
        ("# Multi-Agency Case Audit No. 14\n\n## Children and violence at home",
         "learning review"),
        ("# Multi-agency thematic audit: neglect", "learning review"),
        ("# Multi-agency audit tool", "document"),
        ("# Oral evidence: child protection", "hansard"),
    ],
)  # fmt: skip
def test_types_as_covers_say_them(cover, kind):
    assert described(cover + LEO).document_type == kind


@pytest.mark.parametrize(
    ("cover", "authority"),
    [
        ("# SOKE OF ACRE SAFEGUARDING CHILDREN BOARD\n\n# SERIOUS CASE REVIEW", "Soke of Acre"),
        ("# Brook & Vale Safeguarding Children Board\n\n# Serious case review", "Brook and Vale"),
        ("# Brook City Safeguarding Children Board\n\n# Serious case review", "Brook"),
        ("# Brook Safeguarding Panel\n\n# Case management review", "Brook"),
        ("# Brook Public Protection Committee\n\n# Learning review", "Brook"),
        ("# Area Child Protection Committee for Brook\n\n# Part 8 review", "Acre"),
        ("# The Acre Inquiry\n\n### Chairman: Sir Ben Example", "Acre"),
        ("**THE ACRE MERCURY**\n\n# Nine pages for a child", "Acre"),
        ("**THE BROOK MERCURY**\n\n# Nine pages for a child", "Acre"),
        ("# Focused visit: inspection letter\n\nMr Other Director / Cyfarwyddwr Gwasanaethau "
         "Acre Council", "Acre"),
        ("SHERIFFDOM OF ACRE, THE VALE AND THE ISLES AT PORT BROOK\n\n# DETERMINATION\n\n"
         "[2019] FAI 61", "Port Brook"),
        ("# Services for children and young people in Brook and the Vale\n\n"
         "## Report of a joint inspection", "Brook and the Vale"),
        ("# Joint inspection of services for children in Scotland", "Acre"),
    ],
)  # fmt: skip
def test_authorities_as_covers_name_them(cover, authority):
    assert described(cover + LEO).authority == authority


def test_an_authority_is_read_from_the_last_line_but_not_from_a_sentence():
    text = "# Serious Case Review: Child Z\n\n1.1 A review.\n\n## The end\n\n"

    assert described(f"{text}*Brook Safeguarding Children Board, Mill Lane*").authority == "Brook"
    assert described(f"{text}The Brook Safeguarding Children Board should act.").authority is None


@pytest.mark.parametrize(
    ("cover", "label"),
    [
        ("# THE K. FAMILY\n\nA case review held under Part 8", "K. Family"),
        ("# Serious case review\n\n# GA 02/2015", "GA 02/2015"),
        ("# Acre LSCB\n\n## The death of Leo\n\n## Report of a serious case review", "Leo"),
        ("# Domestic Homicide Review\n\n## Leo, who died in March 2013", "Leo"),
        ("# Mia and Leo\n\n## Local Child Safeguarding Practice Review", "Mia and Leo"),
        ("# Mr Ben Leo\n\n## A Safeguarding Adult Review", "Mr Ben Leo"),
        ("# FAMILY LEO\n\n## Serious case review", "Family Leo"),
        ("# 7 Minute Briefing: Baby Leo", "Baby Leo"),
        ("# REPORT OF THE INQUIRY INTO THE CIRCUMSTANCES ATTENDING THE DEATH OF BEN LEO",
         "Ben Leo"),
        ("# The review concerning Leo: the Government's response", "Leo"),
        ("# Leo: Local Child Safeguarding Practice Review", "Leo"),
        ("# Serious case review: Child R and S", "Child R and S"),
        ("# Serious case review: the C siblings", "C siblings"),
        ("# Serious case review\n\n## Sibling Group B", "Sibling Group B"),
        ("# Serious case review\n\n## Twins A and B", "Twins A and B"),
        ("# Serious case review: Leo-Jay", "Leo-Jay"),
        ("# Serious case review 'Leo'", "Leo"),
        ("# Serious case review concerning\n\n# LEO", "Leo"),
        ("# Fatal Accident Inquiry\n\n**into the death of**\n\n**LEO JAMES EXAMPLE**",
         "Leo Example"),
        ("**THE BROOK MERCURY**\n\n# Failed\n\n## The last summer of tragic Leo", "Leo"),
        ("**THE BROOK MERCURY**\n\n# Failed\n\nThe boy, who is known as Leo, died.", "Leo"),
        ("**THE BROOK MERCURY**\n\n# Nine pages\n\nBaby L was failed, says a report.",
         "Baby L"),
        ("# Press release\n\n# A review is published\n\nA boy, known as Leo, died.", "Leo"),
    ],
)  # fmt: skip
def test_the_child_as_titles_name_it(cover, label):
    assert values(cover + LEO, "case label") == [label]


@pytest.mark.parametrize(
    "text",
    [
        # of none, and of one who is no more than mentioned
        "**THE BROOK MERCURY**\n\n# Nine\n\nLittle Hope is left that it will change.",
        "# Minutes of the Scrutiny Committee\n\n## 7. Child Q\n\n7.1 It was noted.",
        "# A thematic review of deaths of infants\n\n## 1. Scope\n\n1.1 Six babies died.",
    ],
)
def test_what_is_of_no_one_child_has_no_label(text):
    assert values(text, "case label") == []


def test_a_coroner_says_into_whose_death():
    text = (
        "# Report to prevent future deaths\n\n## 1. Investigation\n\nOn 5 May 2020 an "
        "investigation was commenced into the death of Leo James EXAMPLE, then aged 15."
    )

    assert values(text, "case label") == ["Leo Example"]
    assert values(text, "also known as") == ["Leo James Example"]


def test_a_label_of_several_children_is_of_no_one_child():
    text = "# Serious case review: {}\n\n## 1. The child\n\n1.1 Child R was aged 3 when he died."

    assert values(text.format("Child R"), "age band") == ["1-5"]
    assert values(text.format("Child R and S"), "age band") == []
    assert values(text.format("the R siblings"), "age band") == []


def test_a_summary_that_says_of_what_is_one():
    cover = "# Leo\n\n## Summary of a review made for Acre Area Child Protection Committee"

    assert values(cover + LEO, "part") == ["executive summary"]


def test_a_local_paper_names_the_day_before_the_board():
    text = (
        "**THE BROOK MERCURY**\n\n# Failed\n\nOn Monday the Brook Area Child Protection "
        "Committee put out a summary."
    )

    assert described(text).authority == "Brook"


@pytest.mark.parametrize("cover", ["# SERIOUS CASE REVIEW: EVIDENCE", "# Inquiry: Leo is named"])
def test_what_only_stands_behind_a_colon_is_no_name(cover):
    assert values(f"{cover}\n\n1.1 The evidence was heard.", "case label") == []


def test_a_paper_about_a_case_has_the_label_that_it_mostly_says():
    says = "\n\n".join(f"{n}. Members asked of Child Q again." for n in range(1, 7))

    assert values(f"# Minutes of the Scrutiny Committee\n\n{says}", "case label") == ["Child Q"]


@pytest.mark.parametrize(
    ("first", "last", "year"),
    [
        ("", "*Civic Offices, March 1995*", 1995),
        ("", "A.C.P.C. / Ch.8 / F / final / 2005", 2005),
        ("", "<sub>Acre SAB · SAR 8/2 · © 2019</sub>", 2019),
        ("", "*Acre, spring 2017.*", 2017),
        ("", "*Presented January 2025.*", 2025),
        ("", "The members met in March 1995", None),
        ("", "The form that was used in March, 1995", None),
        ("*Friday, October 12, 2001 — 38p*", "", 2001),
        ("**No. 14 · Spring 2019 · One sheet**", "", 2019),
        ("**27 September 2007**", "", 2007),
        ("## 27 September 2007", "", 2007),
        ("# ASB 07/2019\n\nSigned off by the Board: 22 June 2021", "", 2021),
        ("Leo, who died in March 2013", "", None),
    ],
)  # fmt: skip
def test_years_as_first_and_last_lines_say_them(first, last, year):
    text = f"# Serious Case Review\n\n{first}\n\n1.1 Leo was seen.\n\n{last}"

    assert described(text).year == year


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Chairman of the Panel and author of this report: **Ann Other**, formerly of Brook",
         ["Ann Other"]),
        ("**Author of the overview: Dr Ann Other, consultant**", ["Dr Ann Other"]),
        ("by\n\n**Ann Other**, of the Inner Temple", ["Ann Other"]),
        ("Prepared for the Sub-Committee by Mrs. E. M. Other, Principal Officer",
         ["Mrs. E. M. Other"]),
        ("A learning review by Dr Ann Other, for Brook Council", ["Dr Ann Other"]),
        ("**Ann Other** and **Ben Example**, independent reviewers", ["Ann Other", "Ben Example"]),
        ("Lead reviewers: Ann Other; Ben Example", ["Ann Other", "Ben Example"]),
        ("Ann Other, O.B.E. (author)\nwith Ben Example", ["Ann Other"]),
        ("**Ann Other QC**", ["Ann Other"]),
        ("Sheriff Ann Other", ["Sheriff Ann Other"]),
        ("His Honour Ben Example (retired)", ["His Honour Ben Example"]),
        ("Prepared by His Honour (retired) Ben Mid Example", ["His Honour Ben Mid Example"]),
        ("Dr Ann Other\n\nfor the Brook Safeguarding Children Partnership", ["Dr Ann Other"]),
        ("Dear Director\n\nDr Ann Other", []),
    ],
)  # fmt: skip
def test_authors_as_covers_name_them(line, authors):
    assert values(f"# Serious Case Review: Child Z\n\n{line}{LEO}", "author") == authors


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("**THE ACRE MERCURY**\n\n# Failed\n\n**By Ann Other, Chief Reporter**\n\nIt was.",
         "Ann Other"),
        ("# My page\n\n## A book\n\n**Posted by Ann · 3 May 2012**\n\nI read it.", "Ann"),
        ("# Scrutiny Committee\n\nReport of the Chair, Mr Ben Example", "Mr Ben Example"),
        ("# Scrutiny Committee\n\n| **Report of** | Director, Children (Ann Other) |\n|---|---|\n"
         "| **Item** | 6 |", "Ann Other"),
        ("# Focused visit: inspection letter\n\nDear Director,\n\n1.1 We came.\n\n"
         "Yours sincerely / Yn gywir,\n\nAnn Other", "Ann Other"),
    ],
)  # fmt: skip
def test_who_signs_papers_that_are_no_reviews(text, author):
    assert values(text, "author") == [author]


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        ("# London Borough of Brook\n\n# The second child", "The second child"),
        ("# CONFIDENTIAL. Copies are numbered\n\n# The second child", "The second child"),
        ("OFFICIAL – SENSITIVE (redacted)\n\n# Brook Council\n\n# The second child",
         "The second child"),
        ("# Bwrdd Diogelu Brook\n# Brook Safeguarding Board\n\n# The second child",
         "The second child"),
        ("**THE ACRE MERCURY**\n\n**Friday 3 November 2009 · 55p**\n\n## LEADER\n\n## Nine pages",
         "Nine pages"),
        ("# My page\n\n## A book\n\n**Posted by Ann, 3 May 2012**\n\nI read it.", "A book"),
        ("# SHERIFFDOM OF BROOK AT ACRE\n\n# BRK-B204-17\n\n# DETERMINATION\n\n[2019] FAI 6",
         "DETERMINATION"),
        ("# Brook\n\n| TEITL / TITLE | The second child |\n|---|---|\n| DYDDIAD / DATE | 2012 |",
         "The second child"),
    ],
)  # fmt: skip
def test_titles_below_bodies_markings_and_mastheads(cover, title):
    assert described(cover + LEO).title == title


def test_names_of_bodies_and_of_newspapers_stand_alone():
    assert names_body("London Borough of Brook Area Child Protection Committee")
    assert not names_body("London Borough of Brook: a review")
    assert is_masthead("The Brook Gazette")
    assert not is_masthead("Brook Gazette reporter wins prize")
