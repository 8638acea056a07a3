"""Letters and e-mails are read as such, whatever review their subject names."""

from dataclasses import replace

import pytest
from texts import document_of

from kb.describing import describe
from kb.types import Standing


def described(text):
    return describe(document_of(text), "paper.md")


BODY = "\n\nI have read the report with care, and I should be glad to know what the Board will do."


@pytest.mark.parametrize(
    "head",
    [
        "From the Minister\n\n4 May 2009\n\nDear Mrs Other\n\n**SERIOUS CASE REVIEW: LEO**",
        "4 May 2019\n\nDear colleagues,\n\n**Rapid review – your reference AC/1**",
        "# Update for parents\n\nDear parents, carers and friends of St Ann's,",
        "**From:** Ann Other\n**To:** All staff\n**Subject:** Local Child Safeguarding Practice "
        "Review: Leo\n\nHello all",
        "**Letters to the Editor**\n*The Acre Herald*, Thursday 3 May 2001\n\n## Sir,",
        "Acre Council\n\nAnnwyl Gyfaill / Dear Friend\n\n**Child practice review: Leo**",
    ],
)
def test_a_letter_is_one_whatever_its_subject_names(head):
    assert described(head + BODY).document_type == "letter"


def test_an_e_mail_as_its_parser_declares_it_is_one():
    message = document_of("# Serious Case Review: Leo" + BODY)
    sent = {"from": "Ann", "to": "Ben", "subject": "Serious Case Review: Leo"}

    assert describe(message, "a.eml").document_type == "serious case review"
    assert describe(replace(message, declared=sent), "a.eml").document_type == "letter"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("H.M. Coroner for the District of Acre\n\nDear Sir,\n\n**Leo Other, deceased**",
         "prevention of future deaths report"),
        ("Ofsted\nMill Lane\n\nMs Ann Other\n\nDear Ms Other\n\n**Acre Council**",
         "inspection letter"),
        ("Acre Council\n\nDear Mr Other\n\n**Monitoring visit to Acre**", "inspection letter"),
        ("DEPARTMENT OF HEALTH\n\nLAC(88)1\n\nDear Sir or Madam,", "circular"),
        ("Acre Council\n\n**Freedom of Information Act 2000 – Response**\n\nDear Mr Other",
         "freedom of information response"),
        ("Acre Council\n\nDear Mr Other\n\nThank you for your request of 9 June under the "
         "Freedom of Information Act.", "freedom of information response"),
        ("# Serious Case Review: Leo\n\n## A letter from Leo\n\nDear whoever,",
         "serious case review"),
    ],
)  # fmt: skip
def test_what_is_written_in_letters_and_what_only_begins_with_one(head, kind):
    assert described(head + BODY).document_type == kind


def test_who_speaks_in_a_circular_gives_guidance():
    circular = described("HOME OFFICE\n\nCircular No. 20/1988\n\nDear Sir," + BODY)

    assert circular.standing is Standing.GUIDANCE
    assert circular.authority is None


@pytest.mark.parametrize(
    "address",
    [
        "Ms Ann Other\nIndependent Chair\nAcre Local Safeguarding Children Board\nCounty Hall",
        "The Chief Executive\nAcre Council\nCounty Buildings",
        "The Director of Social Services and Housing\nAcre Metropolitan District Council",
        "Information Governance Team\nAcre County Council",
        "Mrs Ann Other\nAcre Borough Council\nTown Hall",
    ],
)
def test_neither_who_is_written_to_nor_an_office_belongs_to_the_name_of_a_place(address):
    letter = f"House of Commons\n\n4 May 2009\n\n{address}\n\nDear Madam,\n\n**Leo**"

    assert described(letter + BODY).authority == "Acre"
