"""What a term means is answered from glossaries and from sentences that define it."""

import pytest
from texts import holding

from kb.planning.asked_terms import asked_term

REVIEW = """# Serious Case Review: Child A

Acre Safeguarding Children Board

March 2011

1.1 Each agency wrote an individual management review (IMR) for the panel.

1.2 Neglect is a concern in this family. The mother's disguised compliance was not seen.

1.3 Professional curiosity is the practice of asking and not taking an account as settled.

## Glossary

| Term | Meaning |
|---|---|
| Section 47 enquiry | An enquiry into whether a child is suffering harm |
| Core group | The people who carry out a plan |
"""
GUIDANCE = """# Procedures for staff

Brook Safeguarding Children Board

2.1 Definition. Disguised compliance. The appearance of co-operation, given so that concern may \
lessen. Note that the label is contested.

2.2 By a near miss we mean an event that did no harm by luck.
"""
TERMS = [
    ("What is a section 47 enquiry?", "section 47 enquiry"),
    ("What does IMR stand for?", "IMR"),
    ("what is meant by disguised compliance", "disguised compliance"),
    ("pls can you tell me what the term near miss means", None),
    ("definition of neglect", "neglect"),
    ("What is the MARAC?", "MARAC"),
    ("What is the threshold for an enquiry?", None),
    ("What was the cause of death?", None),
    ("What is known of the father?", None),
    ("Which reviews mention neglect?", None),
]


@pytest.mark.parametrize(("question", "term"), TERMS)
def test_term_whose_meaning_is_asked_for(question, term):
    assert asked_term(question) == term


@pytest.fixture(scope="module")
def ask(tmp_path_factory, embedder):
    with holding(tmp_path_factory.mktemp("terms"), embedder, REVIEW, GUIDANCE) as (kb, _):
        yield kb.ask


MEANINGS = [
    ("What is a section 47 inquiry?", "| Section 47 enquiry | An enquiry into"),
    ("What does IMR stand for?", "Each agency wrote an individual management review (IMR)"),
    ("what is meant by disguised compliance", "Definition. Disguised compliance. The appearance"),
    ("What is professional curiosity?", "Professional curiosity is the practice"),
    ("what is a near miss", "By a near miss we mean"),
]


@pytest.mark.parametrize(("question", "quote"), MEANINGS)
def test_meaning_in_the_words_of_a_document(ask, question, quote):
    answer = ask(question)
    assert (answer.kind, answer.status) == ("definition", "answered")
    assert [c.quote.startswith(quote) for c in answer.citations] == [True], answer.text


@pytest.mark.parametrize("question", ["What is neglect?", "What does LADO stand for?"])
def test_a_term_that_nothing_defines_is_asked_for_as_before(ask, question):
    assert ask(question).kind != "definition"
