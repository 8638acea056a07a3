"""Covers whose lines were joined: a type that a line names in its midst, or a body implies."""

import pytest
from texts import document_of

from kb.describing import describe

TEXT = "\n\n1.1 The nurse called in May, and nobody wrote it down."


def kind_of(cover):
    return describe(document_of(cover + TEXT), "paper.md").document_type


@pytest.mark.parametrize(
    ("cover", "kind"),
    [
        ("ACRE LSCB Serious Case Review Siblings A, B and C Overview Report",
         "serious case review"),
        ("ACRE AND BROOK SAFEGUARDING CHILDREN BOARDS a joint serious case review",
         "serious case review"),
        ("# THE OPERATION HERON REVIEW\n\nAcre Safeguarding Children Board",
         "serious case review"),
        ("THE REVIEW OF THE CASE OF \"K.\"\n\nmade to the Area Child Protection Committee of Acre",
         "serious case review"),
        ("# The case of Leo Example: an overview report\n\nS.C.R. 2012 / B",
         "serious case review"),
        ("AREA REVIEW COMMITTEE\n\nReport of a Sub-Committee appointed in June", "learning review"),
        ("Acre Council Inspection of services for children in need of help and protection, "
         "children looked after and care leavers and Review of the effectiveness of the board",
         "inspection report"),
        ("Improvement and Action Plan in response to the Serious Case Review", "action plan"),
        ("Our ref: 11/2291/FOI\n\nDear Sir\n\nThank you for your request.",
         "freedom of information response"),
        ("MEMORANDUM\n\nTo: all health visitors", "memorandum"),
        ("Blog | Podcast | Contact\n\n# A word on words\n\nby Ann Other", "blog"),
        ("# Rapid review: Q&A for staff\n\nInternal – staff intranet", "document"),
        ("# Not a review at all\n\nA briefing after the Serious Case Review was published",
         "document"),
    ],
)  # fmt: skip
def test_types_that_stand_within_a_line(cover, kind):
    assert kind_of(cover) == kind


def test_a_review_that_quotes_a_family_is_no_page_of_theirs():
    cover = '# Serious Case Review: Child K\n\nThey wrote: "To put our son in a book hurts us."'

    assert kind_of(cover) == "serious case review"
