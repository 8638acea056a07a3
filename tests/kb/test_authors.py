"""Who made a document, in the ways in which British reviews, letters, minutes and papers say it."""

from dataclasses import replace

import pytest
from texts import document_of

from kb.describing import describe
from kb.describing.names import people_in

BODY = "\n\n## 1. Introduction\n\n1.1 The panel met. The child was seen by a nurse.\n"


def authors(text):
    fields = describe(document_of(text), "paper.md").fields
    return [field.value for field in fields if field.name == "author"]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("Independent Author\n\nAnn Other", ["Ann Other"]),
        ("Ann Other\n\nIndependent Author\n\nBen Example\n\nPanel Chair", ["Ann Other"]),
        ("Ann Other and Ben Example\n\nLead Reviewers", ["Ann Other", "Ben Example"]),
        ("Independent reviewers: Ann Other and Ben Example\nFor the Committee",
         ["Ann Other", "Ben Example"]),
        ("Lead Reviewers:\n\nAnn Other and Ben Example", ["Ann Other", "Ben Example"]),
        ("Written by Ann Other for the Brook Safeguarding Children Board", ["Ann Other"]),
        ("Prepared by:\n\nAnn Other", ["Ann Other"]),
        ("Compiled: A. Other, Quality Assurance Manager", ["A. Other"]),
        ("Undertaken by Ann Other and Ben Example", ["Ann Other", "Ben Example"]),
        ("Independent lead: Professor Ann Other, with Ben Example (adviser)",
         ["Professor Ann Other", "Ben Example"]),
        ("Independent Overview Report Writer: Ann Other; Ben Example",
         ["Ann Other", "Ben Example"]),
        ("Independent Reviewer and Report Author: Ann Other", ["Ann Other"]),
        ("Reviewer 1: Ann Other\n\nReviewer 2: Ben Example", ["Ann Other", "Ben Example"]),
        ("| Reviewers | Ann Other and Ben Example |\n|---|---|\n| Date | May 2016 |",
         ["Ann Other", "Ben Example"]),
        ("Dr Ann Other and Ben Example", ["Dr Ann Other", "Ben Example"]),
        ("Independent author: Ann Other, CBE, QPM, and Ben Example, Lead Nurse",
         ["Ann Other", "Ben Example"]),
        ("Author: Professor Dame Ann Other DBE", ["Professor Dame Ann Other"]),
        ("Author: Dr A B Other", ["Dr A B Other"]),
        ("Author: Ann de Souza", ["Ann de Souza"]),
        ("Author: Ann al-Rashid, Assistant Director", ["Ann al-Rashid"]),
        ("BY\n\nDR ANN OTHER-EXAMPLE", ["Dr Ann Other-Example"]),
        ("INDEPENDENT AUTHOR: ANN OTHER", ["Ann Other"]),
        ("INDEPENDENT AUTHOR: BROOK LSCB", []),
        ("Review Team: Sir Ben Example (Chair), Dr A. Other, Supt (retd) C. Third",
         ["Sir Ben Example", "Dr A. Other", "Supt C. Third"]),
        ("Prepared by: Rapid Review Group, chaired by the Head of Quality",
         ["Rapid Review Group"]),
        ("Prepared by: the usual means", []),
        ("Issued by: Brook Safeguarding Children Board", []),
        ("Business lead: Ann Other", []),
        ("Independent author: to be confirmed", []),
    ],
)  # fmt: skip
def test_authors_of_reviews(lines, names):
    assert authors(f"# Serious Case Review: Child Z\n\n{lines}{BODY}") == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The full report, by Ann Other (a judge) and Ben Example (retired), is not published.",
         ["Ann Other", "Ben Example"]),
        ("This overview report has been written by Ann Other, who never worked here.",
         ["Ann Other"]),
        ("The independent author is Ann Other.", ["Ann Other"]),
        ("The lead reviewers were Ann Other and Ben Example.", ["Ann Other", "Ben Example"]),
        ("Ann Other was appointed as the independent reviewer.", ["Ann Other"]),
        ("Ann Other was commissioned to write this overview report.", ["Ann Other"]),
        ("The police report was written by Ann Other.", []),
        ("Ann Other was asked to write to the mother.", []),
    ],
)  # fmt: skip
def test_authors_whom_only_a_first_paragraph_names(sentence, names):
    assert authors(f"# Serious Case Review: Child Z\n\n## 1. Method\n\n1.1 {sentence}") == names


def test_the_chair_writes_a_case_management_review():
    cover = "# Case Management Review\n\nIndependent Chair: Ann Other"

    assert authors(cover + BODY) == ["Ann Other"]
    assert authors(f"{cover}\n\nReport author: Ben Example{BODY}") == ["Ben Example"]
    assert authors(cover.replace("Case Management", "Serious Case") + BODY) == []


LETTER = (
    "**Brook Safeguarding Children Partnership**\n\n# Rapid review: Child N\n\nDear colleagues,\n\n"
    "1. We met.\n\nYours sincerely,\n\n**Ann Other**\nChair\n\n*cc: the Chief Constable*\n\n"
    "*Copy made for publication*"
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (LETTER, ["Ann Other"]),
        ("# Improvement notice\n\n**Issued by:** The Minister for Children\n\n1. It is given.\n\n"
         "## Annex: the letter\n\nYours sincerely\n\n**Ben Example**",
         ["The Minister for Children"]),
        ("# 7 Minute Briefing: Baby Z\n\n**Produced by:** Learning Subgroup\n\n## 1. Why",
         ["Learning Subgroup"]),
        ("# 7 Minute Briefing: Baby Z\n\nAuthor: Ann Other\n\n## 1. Why", ["Ann Other"]),
        ("# Report to prevent future deaths\n\n## 1. Coroner\n\nI am Ann Other, Area Coroner, for "
         "the coroner area of Brook.", ["Ann Other"]),
        ("# Regulation 28 report\n\n## 1. Action\n\nI think so.\n\n## 2\n\nYours faithfully\n\n"
         "*A. B. Other*\nCoroner", ["A. B. Other"]),
        ("**BROOK LOCAL SAFEGUARDING CHILDREN BOARD**\n\n**PRESS RELEASE**\n\n# We are sorry",
         ["Brook Local Safeguarding Children Board"]),
        ("# Press statement\n\n## Statement from Ann Other, chair\n\nWe are sorry.", ["Ann Other"]),
        ("# Minutes of the Scrutiny Committee\n\nClerk: Ann Other\n\n1. None.", ["Ann Other"]),
        ("# Minutes of the Scrutiny Committee\n\n| Name | Capacity |\n|---|---|\n"
         "| Ben Example | Chair |\n| Ann Other | Clerk |\n\n1. None.", ["Ann Other"]),
        ("# Scrutiny Committee\n\nReport author: Ann Other, Head of Service\n\n1. None.",
         ["Ann Other"]),
        ("**THE BROOK MERCURY**\n\n# Failed\n\nBy Ann Other\nHome editor, Mercury News\n\nIt was.",
         ["Ann Other"]),
        ("**THE BROOK MERCURY**\n\n# Failed\n\n**By Ann Other and Ben Example**\n\nIt was.",
         ["Ann Other", "Ben Example"]),
        ("**THE BROOK MERCURY**\n\n# Failed\n\nAnn Other, Social Affairs Correspondent\n\nIt was.",
         ["Ann Other"]),
        ("**THE BROOK MERCURY**\n\n## LEADER\n\n# Nine pages\n\nIt was.", ["The Brook Mercury"]),
        ("**THE BROOK MERCURY**\n\n# Nine pages\n\nIt was.", []),
        ("SHERIFFDOM OF THE VALE AT BROOK\n\n# DETERMINATION\n\nBY\n\nSHERIFF ANN M. OTHER\n\n"
         "UNDER THE INQUIRIES INTO FATAL ACCIDENTS AND SUDDEN DEATHS ETC (SCOTLAND) ACT 2016",
         ["Sheriff Ann M. Other"]),
        ("# The Brook Inquiry\n\n## Report of the inquiry by Lord Example\n\n1. It began.",
         ["Lord Example"]),
    ],
)  # fmt: skip
def test_authors_of_other_papers(text, names):
    assert authors(text) == names


def test_a_file_may_declare_a_body_as_author_but_its_typist_is_none():
    brief = document_of("# Child Z: learning brief\n\nWe met.")

    def declared(author):
        fields = describe(replace(brief, declared={"author": author}), "paper.md").fields
        return [field.value for field in fields if field.name == "author"]

    assert declared("Board training team") == ["Board training team"]
    assert declared("Ann Other") == []


def test_people_without_posts_and_letters():
    assert people_in("Ann Other KC, Assistant Director") == ["Ann Other"]
    assert people_in("Dr Ann Other & Canon Ben Example") == ["Dr Ann Other", "Canon Ben Example"]
    assert people_in("Brook Council") == []
