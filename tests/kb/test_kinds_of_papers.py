"""Papers around reviews, and reviews that name themselves in other words."""

import pytest
from texts import document_of

from kb.describing import describe

TEXT = "\n\n## 1. What happened\n\n1.1 Leo was seen at home by a nurse, and nobody wrote it down."


def kind_of(cover):
    return describe(document_of(cover + TEXT), "paper.md").document_type


@pytest.mark.parametrize(
    ("cover", "kind"),
    [
        ("# The Bee\n\n*News for everyone who works with children*\n\nIssue 3 | Spring 2011",
         "newsletter"),
        ("# Acre Safeguarding Children Board\n\n# Annual Report 2012–13", "annual report"),
        ("**Slide 1**\n\n# Learning from Leo\n\n**Slide 2**", "training material"),
        ("# Justice for Leo\n\nHe was three.", "family's web page"),
        ("# Our Leo\n\nThis page is by his mum and his nan, and by nobody else.",
         "family's web page"),
        ("# Acre Council statement: review of the care of Leo", "press statement"),
        ("**ACRE SAFEGUARDING PARTNERSHIP — STATEMENT**", "press statement"),
        ("# Report of the Committee of Enquiry into the case of Leo", "inquiry"),
        ("# Inspection of child protection in Acre", "inspection report"),
        ("# Services in Acre\n\n## Report of a progress review following a joint inspection",
         "inspection report"),
        ("# INDIVIDUAL AGENCY REVIEW FOR THE COMMITTEE\n\nSubject: Part 8 review",
         "individual management review"),
        ("| Serious Case Review Action Plan | Final |\n|---|---|", "action plan"),
        ("HOUSE OF COMMONS — Tuesday 4 June 1991\n\n### Child Abuse (Acre)", "hansard"),
    ],
)  # fmt: skip
def test_papers_around_reviews(cover, kind):
    assert kind_of(cover) == kind


@pytest.mark.parametrize(
    ("cover", "kind"),
    [
        ("# CHAPTER 8 SERIOUS CASE REVIEW", "serious case review"),
        ("# Serious Case Review No. 4", "serious case review"),
        ("# Serious Case Review conducted in accordance with the guidance",
         "serious case review"),
        ("# Case review under Part 9 of Working Together", "serious case review"),
        ("# Overview report under Part 8 of Working Together (1991)", "serious case review"),
        ("# A thematic child safeguarding practice review of injuries to babies",
         "local child safeguarding practice review"),
        ("# LCSPR 3\n\n| | |\n|---|---|\n| Rapid review | 3 May 2021 |",
         "local child safeguarding practice review"),
        ("# ADOLYGIAD YMARFER PLANT ESTYNEDIG EXTENDED CHILD PRACTICE REVIEW",
         "child practice review"),
        ("# SINGLE UNIFIED SAFEGUARDING REVIEW\n\n**Statement from the family**",
         "single unified safeguarding review"),
        ("# Case Management Review 2016/04", "case management review"),
        ("# Report of a Case Review Group of the Trust", "learning review"),
    ],
)  # fmt: skip
def test_reviews_in_other_words(cover, kind):
    assert kind_of(cover) == kind


def test_what_contents_and_remarks_name_is_not_what_a_paper_is():
    cover = "# Serious Case Review: Leo\n\n## Contents\n\n### Inspection of services\n\nMinutes"

    assert kind_of(cover) == "serious case review"
    assert kind_of("# SCR: Leo\n\nFOI requests to the Board\n\nSign up to our newsletter") == (
        "serious case review"
    )
    assert kind_of("SCR: Leo\n\n(Working Together to Safeguard Children, 2010)") == (
        "serious case review"
    )


@pytest.mark.parametrize(
    ("cover", "kind"),
    [
        ("Acre & District HERALD www.herald.example — Thursday, November 20, 2008", "press"),
        ("# He was let down\n\n**Ann Other** · Community affairs reporter · *Acre Live*", "press"),
        ("# Council says sorry\n\n*From our Crime Correspondent*", "press"),
        ("Acre Child Protection Committee\n\nAnn Other, Children's Reporter", "document"),
        ("**The corridor** — a social worker's blog\n\n## On reading it", "blog"),
        ("# On reading it\n\n*posted 8 October 2013 · 22 comments*", "blog"),
    ],
)
def test_newspapers_and_blogs_by_their_first_lines(cover, kind):
    assert kind_of(cover) == kind


@pytest.mark.parametrize(
    ("cover", "kind"),
    [
        ("HC Deb (extract)\n\n**Debate in Westminster Hall – Publication**", "hansard"),
        ("**The Acre Reporter**\n\nThursday, 11th September 2003 55p", "press"),
        ("# The Acre Leader\n\nEst. 1868 | Thursday, April 20, 1995 | 38p", "press"),
        ("# Failed\n\nBy Ann Other 14:02, 3 NOV 2016", "press"),
        ("# Reading it\n\n9 July / by Ann\n\nLeave a comment · Filed under reviews", "blog"),
        ("**BRIEFING NOTE**\n\nTo: All Members of the Council\n\nDear Councillor",
         "committee report"),
        ("Acre Council\n\n**Item 11: Update**\n\nReport by Head of Children", "committee report"),
        ("BRIEFING NOTE FOR HEAD TEACHERS", "learning brief"),
        ("# Learning from a Serious Case Review conducted using a model", "serious case review"),
        ("Child Protection Case Management Review", "case management review"),
        ("Acre LSCB Overview Report on the Serious Case Review", "serious case review"),
        ("*Statement of the Leader of the Council*", "press statement"),
        ("# Acre and Brook: Pan-Vale Thematic Review of Harm", "learning review"),
        ("## Significant Case Review\n\nLearning Summary and Full Report",
         "significant case review"),
        ("**Ofsted**\n\nDear Ms Other\n\n**Evaluation of Serious Case Review: Leo**",
         "letter"),
        ("Acre Child Protection Committee Report by reviewers\n\nLearning Review",
         "learning review"),
    ],
)  # fmt: skip
def test_papers_that_name_themselves_in_other_words(cover, kind):
    assert kind_of(cover) == kind


def test_an_unnamed_review_of_a_board_that_says_what_it_carried_out():
    text = (
        "# Acre LSCB\n\n# Appreciative study and review\n\n## Summary\n\nThe Board has carried "
        "out a serious case review."
    )

    assert describe(document_of(text), "paper.md").document_type == "serious case review"
