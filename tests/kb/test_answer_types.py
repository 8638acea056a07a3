"""Which sentences hold the kind of thing that a question asks for, and that these are cited."""

import pytest
from texts import add

from kb.answer_types import holds
from kb.config import Settings
from kb.knowledge_base import KnowledgeBase
from kb.planning import plan
from kb.types import Block, BlockKind

BLOCK = Block(BlockKind.PARAGRAPH, ())

BETTER = [
    # question, a sentence that may answer it, one that is worth less
    (
        "How many children in Acre had a plan?",
        "In Acre 41 children had a plan.",
        "In Acre a plan had been made for the children by 4 May 2011.",
    ),
    (
        "How many pupils did Acre exclude in the year?",
        "In 2015/16 Acre excluded 44 pupils.",
        "Acre excluded pupils in 2015/16.",
    ),
    (
        "How many brothers did Child R have?",
        "Child R had three older half-brothers.",
        "The brothers of Child R were seen on two occasions.",
    ),
    (
        "How long was the mother in hospital?",
        "The mother was in hospital for nine days.",
        "The mother had been to that hospital 3 times.",
    ),
    (
        "By how much was the contract cut?",
        "It was cut by 22 per cent.",
        "The contract had 31 pages.",
    ),
    (
        "In the Acre case, how many calls were made?",
        "There were 14 calls.",
        "The calls were made by a neighbour.",
    ),
    (
        "After the fire, how quickly should the council ring?",
        "The council should ring within two hours.",
        "The council should ring the family.",
    ),
    (
        "On which day of May did she move?",
        "She moved on 6 May 2012.",
        "She moved to another flat.",
    ),
    (
        "Who wrote the report?",
        "Dr Ann Marr wrote the report.",
        "Mr B was shown the report that the council wrote.",
    ),
]


def held(question, text):
    return holds(plan(question).wants, question, BLOCK, text)


@pytest.mark.parametrize(("question", "better", "worse"), BETTER)
def test_sentence_that_holds_what_is_asked_is_worth_more(question, better, worse):
    assert held(question, better) > held(question, worse)


WHO = [
    # question, sentence, whether somebody is in it whom the question did not name
    ("Who found him in the yard?", "In the yard it was Jean who found him.", True),
    ("Who found him in the yard?", "Mr B found him in the yard.", True),
    ("Who found him in the yard?", "His aunt found him in the yard.", True),
    ("Who found him in the yard?", "It was in May that he was found in the yard.", False),
    ("Who found Jean in the yard?", "At noon Jean was found in the yard.", False),
    ("Which nurse was at the visit?", "The nurse at the visit was Ann Marr.", True),
    ("Which nurse was at the visit?", "At the visit the aunt wept before Mr B.", False),
]


@pytest.mark.parametrize(("question", "text", "able"), WHO)
def test_sentence_without_anybody_cannot_say_who(question, text, able):
    assert (held(question, text) >= 0) == able


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("At how many visits was he seen?", "number"),
        ("By what date must the plan be ready?", "date"),
        ("In the Acre review, who chaired the panel?", "person"),
        ("Which agency did Ms Marr, who visited him, work for?", None),
        ("On the ward he was seen, but how?", None),
    ],
)
def test_what_is_asked_for_stands_behind_a_place_or_case(question, wants):
    assert plan(question).wants == wants


REVIEW = """# Serious Case Review: Child A

Acre Safeguarding Children Board

**Independent author:** Ann Marr

**Published:** 9 September 2013

1.1 A copy of the review of Child A was sent to Ruth Lane, who had asked for it.

1.2 The Board agreed on 4 May 2012 that there should be a review of Child A.

| Child | Place in the family | Age |
|---|---|---|
| Child A | youngest | seven months |
| Sibling 1 | eldest | nine years |

2.1 The eldest child was told at school, for two years, to wait for the family of Child A.
"""
LETTER = """# Letter on Child B

1.1 The letter on Child B was written in May. An aunt is thought to have written the letter.
"""
CITED_FIRST = [
    ("Who was the author of the review of Child A?", "**Independent author:** Ann Marr"),
    ("When was the review of Child A published?", "**Published:** 9 September 2013"),
    ("How old was the eldest child in the family of Child A?", "| Sibling 1 | eldest"),
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory, embedder):
    store = tmp_path_factory.mktemp("answers") / "store"
    with KnowledgeBase.open(Settings(store=store), create=True, embedder=embedder) as kb:
        add(kb, REVIEW, LETTER)
        yield kb.ask


@pytest.mark.parametrize(("question", "quote"), CITED_FIRST)
def test_line_with_a_label_and_row_of_a_table_answer_as_sentences_do(ask, question, quote):
    quotes = [citation.quote for citation in ask(question).citations]
    assert quotes[0].startswith(quote), quotes


def test_sentence_that_says_of_nobody_is_not_cited_beside_one_that_does(ask):
    answer = ask("Who is thought to have written the letter on Child B?")
    quotes = [citation.quote for citation in answer.citations]
    assert quotes == ["An aunt is thought to have written the letter."]
