"""The main job on the sample corpus: ingest real files, ask, get cited answers.

The third of the three files to read (after kb/types.py and kb/knowledge_base.py).
"""

import re
from pathlib import Path

import pytest

from ingest.run import ingest_paths
from kb.access import LOCAL, Viewer
from kb.config import Settings
from kb.knowledge_base import KnowledgeBase
from kb.page_images import locate
from kb.types import FileStatus, Standing, Verdict, cut

DOCUMENTS = Path(__file__).parent.parent / "documents" / "northern"
SAMPLES = (  # one or two of each kind; the whole corpus belongs to the evaluation
    "calderwick-child-h-serious-case-review.pdf",
    "calderwick-joint-area-review-2008.pdf",
    "calderwick-scrutiny-committee-child-h-briefing.pdf",
    "eastholm-child-r-serious-case-review.pdf",
    "eastholm-scrutiny-committee-child-r-briefing.docx",
    "national-government-response-to-review-of-reviews.txt",
    "national-press-calderwick-child-h-article.html",
    "penmarsh-baby-t-serious-case-review.docx",
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory, embedder):
    """Some sample documents, ingested once."""
    settings = Settings(store=tmp_path_factory.mktemp("demo") / "store")
    with KnowledgeBase.open(settings, create=True, embedder=embedder) as kb:
        report = ingest_paths(kb, settings, [DOCUMENTS / name for name in SAMPLES])
        assert {file.status for file in report.files} == {FileStatus.INGESTED}
        yield kb
        assert kb.verify() == []


def test_set_question_gives_every_review_a_verdict_with_a_quotation(demo):
    answer = demo.ask("Which reviews cite failure to share information?")

    verdicts = {row.title: row.verdict for row in answer.rows}
    assert [v for title, v in verdicts.items() if "Child H" in title] == [Verdict.CITES]
    assert [v for title, v in verdicts.items() if "Baby T" in title] == [Verdict.CITES]
    assert [v for title, v in verdicts.items() if "Child R" in title] == [Verdict.CONTRARY]
    assert len(verdicts) == 3
    assert answer.text.startswith("**2 of 3 reviews**: failure to share information")
    assert all(c.page and c.paragraph for c in answer.citations if c.document_type != "press")


def test_count_equals_the_rows_that_say_so(demo):
    answer = demo.ask("How many reviews found a lack of professional curiosity?")

    said = sum(row.verdict is Verdict.CITES for row in answer.rows)
    assert answer.kind == "count"
    assert re.match(rf"\*\*{said} of {len(answer.rows)} reviews\*\*", answer.text)


FACTS = [
    # question, words of the quotation, part of the title, paragraph
    ("How many children in Calderwick had a child protection plan at 30 June 2011?", "212 children",
     "council's response", "16"),
    ("Who wrote the Child H overview report?", "Dr Marian Oakeshott", "Child H", None),
    ("When did Baby T die?", "22 November 2015", "Baby T", "1.1"),
    ("Who told the nursery that the family had moved?", "Nobody told the nursery", "Baby T", "9.1"),
    ("How many recommendations did the Government accept?", "accepts 11", "Learning Once", "1.3"),
    ("What did the hospital not tell children's social care?", "about the bruise", "Child H",
     "5.13"),
    ("How many exchanges of information were counted in the Child R review?", "63 occasions",
     "Child R", "5.17"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "words", "title", "paragraph"), FACTS)
def test_fact_is_quoted_from_its_paragraph(demo, question, words, title, paragraph):
    answer = demo.ask(question)

    first = answer.citations[0]
    assert answer.status == "answered"
    assert words in first.quote
    assert title in first.title
    assert first.paragraph == paragraph
    assert f"[{first.id}]" in answer.text


def test_primary_source_stands_before_press_that_repeats_it(demo):
    answer = demo.ask("What did the hospital not tell children's social care?")

    assert answer.citations[0].standing is Standing.PRIMARY


@pytest.mark.parametrize(
    "question",
    [
        "What was Mr F's middle name?",
        "How many of the 14 recommendations were delivered by 2021?",
        "What is the capital of France?",
    ],
)
def test_what_is_not_held_is_refused_with_the_nearest_passages(demo, question):
    answer = demo.ask(question)

    assert answer.status == "insufficient_evidence"
    assert answer.citations == []
    assert "Not found in the 8 documents searched" in answer.text
    assert answer.nearest


def test_reader_comments_are_comments(demo):
    answer = demo.ask("Which documents mention being struck off?")

    (cited,) = answer.citations
    assert cited.quote == "She should be struck off."
    assert (cited.standing, cited.speaker) == (Standing.COMMENT, "TellItStraight")


def test_every_citation_is_cut_from_its_page_and_found_on_the_page_image(demo):
    questions = [question for question, *_ in FACTS] + [
        "Which reviews cite failure to share information?",
        "Which reports criticise supervision?",
        "Which documents mention domestic abuse?",
    ]
    located = 0
    with demo.read(LOCAL) as snapshot:
        for citation in (c for q in questions for c in demo.ask(q).citations):
            document = snapshot.document(citation.document_id)
            pages = {n: p.text for n, p in snapshot.texts.pages(document.id).items()}
            assert cut(pages, citation.spans) == citation.quote
            if document.media_type != "application/pdf":
                continue
            for span in citation.spans:
                near = span.start / len(pages[span.page])
                quote = pages[span.page][span.start : span.end]
                file = demo.originals.path(document.sha256)
                assert locate(str(file), span.page, quote, near), citation
                located += 1
    assert located >= 10


def test_press_and_committee_papers_are_no_reviews(demo):
    with demo.read(LOCAL) as snapshot:
        types = [d.document_type for d in snapshot.documents.values()]
    assert sorted(types) == [
        "committee report",
        "committee report",
        "government response",
        "joint area review",
        "press",
        "serious case review",
        "serious case review",
        "serious case review",
    ]


def test_viewer_without_clearance_still_sees_public_documents(demo):
    assert demo.search("domestic abuse notifications", 3, Viewer()).hits
