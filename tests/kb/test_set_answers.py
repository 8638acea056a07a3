"""A row a review, its files beneath, and a count with its denominator."""

from dataclasses import replace

import pytest
from texts import document_of

from kb.config import Settings
from kb.knowledge_base import KnowledgeBase
from kb.publishing import Incoming
from kb.types import Page, PageState

QUESTION = "Which reviews cite failure to share information?"
SAID = "The hospital failed to share information with the school about the broken arm."
TOLD = "Each nurse wrote down what the family said on visit {} and put the note in the blue file."


def paper(authority, title, year, *paragraphs):
    cover = f"# {authority} Safeguarding Children Board\n\n# {title}\n\nPublished March {year}\n\n"
    return cover + "\n\n".join(f"{n}.1 {text}" for n, text in enumerate(paragraphs, 1)) + "\n"


VISITS = [TOLD.format(n) for n in ("one", "two", "three", "four", "five", "six", "seven", "eight")]
PAPERS = {
    "a-report": paper("Marrowby", "Serious Case Review: Child A", 2014, *VISITS, SAID),
    "a-summary": paper(
        "Marrowby", "Serious Case Review: Child A. Executive Summary", 2014,
        "Child A lived with her grandmother in the town.",
    ),
    "b-summary": paper(
        "Stourbeck",
        "Serious Case Review: Child B. Executive Summary",
        2012,
        SAID.replace("arm", "leg"),
    ),
    "c-report": paper(
        "Averley", "Serious Case Review: Child C", 2011, "The dog was fed twice a day."
    ),
    "d-report": paper(
        "Quorn", "Serious Case Review: Child D", 2010, "The garden of the house was tidy and green."
    ),
}  # fmt: skip
PAPERS["a-copy"] = PAPERS["a-report"].replace("blue file", "green file", 1)
PRESS = """# Hospital failed to share information, review finds

By Jo Bloggs, The Marrowby Chronicle, 4 March 2014

The hospital failed to share information with the school about the broken arm, a review has found.
"""


def hold(kb, name, text, *, unread=False):
    document = document_of(text)
    if unread:
        lost = Page(2, "", "2", PageState.UNREADABLE, "no text")
        document = replace(document, pages=(*document.pages, lost))
    original = kb.store / f"{name}.md"
    original.write_text(text, encoding="utf-8")
    with kb.writing("testing"):
        kb.originals.keep(original)
        kb.add([Incoming(document, f"/in/{name}.md", f"{name}.md")])
    original.unlink()
    return document.id


@pytest.fixture(scope="module")
def held(tmp_path_factory, embedder):
    settings = Settings(store=tmp_path_factory.mktemp("rows") / "store")
    with KnowledgeBase.open(settings, create=True, embedder=embedder) as kb:
        ids = {
            name: hold(kb, name, text, unread=name == "d-report") for name, text in PAPERS.items()
        }
        ids["press"] = hold(kb, "press", PRESS)
        with kb.writing("testing"):
            kb.record_failure("/in/lost.pdf", "damaged")
        yield kb, ids
