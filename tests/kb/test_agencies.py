"""Agencies that took part and that are asked to act, and the boards of one authority."""

import pytest
from texts import add, document_of

from kb.access import LOCAL
from kb.boards import authority_of
from kb.describing import describe, with_addressed
from kb.inventory import conditions, entries, matching
from kb.planning.filters import Facets
from kb.recommending import find_recommendations

COVER = (
    "# Serious Case Review: Child Z\n\nNorthwick Safeguarding Children Board\n\nMay 2012\n\n"
    "1.1 This review concerns a child who was known to several services in the area.\n\n"
)


def fields_of(text, name):
    """The fields of that name, each with the words at its spans."""
    document = document_of(text)
    described = describe(document, "review.md")
    found = with_addressed(described, document, find_recommendations(document)).fields
    return [(f.value, " ".join(document.text(f.spans).split())) for f in found if f.name == name]


@pytest.mark.parametrize(
    "text",
    [
        "1.2 The following agencies contributed to the review:\n\n- Northwick Police\n"
        "- the Acre NHS Trust (midwifery)\n- Larch School: chronology only\n",
        "1.2 Individual management reviews were received from:\n\n(a) Northwick Police;\n"
        "(b) Acre NHS Trust, which also gave a chronology;\n(c) Larch School.\n",
        "## Agencies involved\n\n- Northwick Police\n- Acre NHS Trust\n- Larch School\n",
        "1.2 IMRs were provided by Northwick Police, the Acre NHS Trust and Larch School.\n",
        "| Agency | Paper |\n|---|---|\n| Northwick Police | IMR |\n| Acre NHS Trust | IMR |\n"
        "| Larch School | report |\n",
    ],
)
def test_agencies_that_took_part_are_read_with_their_place(text):
    found = fields_of(COVER + text, "agency involved")

    assert found == [
        (name, name) for name in ("Northwick Police", "Acre NHS Trust", "Larch School")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1.2 The agencies involved should meet:\n\n1.3 They did not.\n",
        "1.2 The panel found that:\n\n- Northwick Police came late\n",
        "1.2 Reports were received by the panel, and nobody read them and filed them.\n",
        "1.2 The following agencies contributed to it:\n\n1.3 It rained.\n\n- Larch School\n",
    ],
)
def test_other_lists_and_sentences_name_no_agency(text):
    assert fields_of(COVER + text, "agency involved") == []


def test_bodies_asked_to_act_are_those_of_the_recommendations():
    text = COVER + (
        "## Recommendations\n\nR1. Northwick Police should record the name of each child.\n\n"
        "R2. Acre NHS Trust and Northwick Police should meet every year.\n"
    )

    assert fields_of(text, "agency addressed") == [
        ("Northwick Police", "Northwick Police"),
        ("Acre NHS Trust", "Acre NHS Trust"),
    ]


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("SUPERSEDED", "superseded"),
        ("Final version. This document has now been superseded by the 2014 edition.", "superseded"),
        ("Final version, which supersedes the draft of May", "final"),
    ],
)
def test_superseded_paper_says_so(line, status):
    board = "Northwick Safeguarding Children Board"
    text = f"# Serious Case Review: Child Z\n\n{line}\n\n{board}\n\n1.1 It rained.\n"

    ((value, words),) = fields_of(text, "status")
    assert (value, words.lower() in line.lower()) == (status, True)


def test_redacted_paper_shows_where():
    text = COVER + "1.2 [redacted] met [redacted] and the worker of [redacted].\n"

    assert fields_of(text, "status") == [("redacted", "[redacted]")]


BODIES = [
    "Northwick ACPC",
    "Northwick Area Child Protection Committee",
    "Northwick LSCB",
    "Northwick Safeguarding Children Board",
    "Northwick Local Safeguarding Children Board",
    "Northwick Safeguarding Children Partnership",
    "Northwick City Council",
]


@pytest.mark.parametrize("body", BODIES)
def test_every_body_is_of_its_authority(body):
    assert authority_of(body) == "Northwick"


@pytest.mark.parametrize("words", ["Northwick", "the board met", "Northwick Police", ""])
def test_what_is_no_board_has_no_authority(words):
    assert authority_of(words) is None


@pytest.fixture(scope="module")
def documents(tmp_path_factory, embedder):
    """Reviews by three bodies of Northwick in turn and one of Eastmoor: summaries and fields."""
    from kb.config import Settings
    from kb.knowledge_base import KnowledgeBase

    texts = [
        f"# Serious Case Review: Child {label}\n\n{body}\n\nMay {year}\n\n1.1 It rained.\n"
        for label, body, year in (
            ("K", "Northwick ACPC", 2004),
            ("L", "Northwick Safeguarding Children Board", 2012),
            ("M", "Northwick Safeguarding Children Partnership", 2020),
            ("L", "Eastmoor Safeguarding Children Board", 2012),
        )
    ]
    store = tmp_path_factory.mktemp("boards") / "store"
    with KnowledgeBase.open(Settings(store=store), create=True, embedder=embedder) as kb:
        ids = add(kb, *texts)
        with kb.read(LOCAL) as snapshot:
            yield ids, snapshot.documents, snapshot.fields


@pytest.mark.parametrize("body", ["Northwick", *BODIES[:6]])
def test_question_that_names_one_board_finds_the_papers_of_all(documents, body):
    ids, summaries, fields = documents
    facets = Facets.of(summaries.values(), fields)

    found, rest = facets.read(f"Which reviews by {body} cite neglect?")

    assert [(f.name, f.documents) for f in found] == [("authority", frozenset(ids[:3]))]
    assert "Board" not in rest
    assert "cite neglect" in rest


@pytest.mark.parametrize("body", ["northwick", "Northwick LSCB", "Northwick City Council"])
def test_documents_are_chosen_by_any_board_of_an_authority(documents, body):
    ids, summaries, fields = documents

    found = matching(entries(summaries, fields), conditions(authority=body))

    assert {entry.summary.id for entry in found} == set(ids[:3])


def test_to_be_asked_to_act_is_no_condition_of_a_question(kb):
    add(kb, COVER + "## Recommendations\n\nR1. Acre Police should record each name.\n")
    kb.build_index()
    with kb.read(LOCAL) as snapshot:
        facets = snapshot.facets
        named = {f.value for fields in snapshot.fields.values() for f in fields}

    assert "Acre Police" in named
    assert facets.read("What did Acre Police do?")[0] == []
