"""What is kept of every page: how it was read, how well, and what on it was not."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pdfs import make_pdf

from ingest.parsing import parse
from ingest.parsing.wordshape import word_shape
from kb.commands import documents
from kb.errors import UnreadableDocument
from kb.types import PageState

SAMPLES = sorted((Path(__file__).parents[2] / "documents" / "northern").glob("*.pdf"))
PARAGRAPHS = [f"{n}.1 The school saw a bruise on the arm of the child in June." for n in range(20)]


def read(path):
    return parse(str(path), path.name)


def pages_or_cause(path):
    try:
        return read(path).pages, None
    except UnreadableDocument as error:
        return (), str(error)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_page_of_the_samples_has_text_or_a_reason(path, monkeypatch):
    monkeypatch.setenv("PATH", "")  # no Tesseract: it takes seconds a page

    pages, cause = pages_or_cause(path)

    assert pages or "a scan or a picture; Tesseract" in cause
    for page in pages:
        if page.state is PageState.TEXT:
            assert page.text.strip()
            assert page.word_shape > 0.85, page.number
            assert page.extractor in ("pypdf", "pdfium")
        else:
            assert page.state is PageState.BLANK or page.cause
        assert None not in (page.pictures, page.figures, page.tables)
        assert page.hidden == ()


def test_page_with_a_figure_and_few_words_says_so(tmp_path):
    def figure(sheet):
        sheet.text("Figure 3: the family, as the board drew it.").picture()

    def both(sheet):
        sheet.text(*PARAGRAPHS).picture()

    document = read(make_pdf(tmp_path / "a.pdf", figure, both, lambda sheet: sheet.row("a", "b")))

    first, second, third = document.pages
    assert (first.state, first.cause) == (PageState.TEXT, "a figure that was not read")
    assert (first.pictures, first.figures) == (1, 1)
    assert (second.cause, second.figures, second.tables) == (None, 1, 0)
    assert (third.pictures, third.figures, third.tables) == (0, 0, 1)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The panel met on 3 May 2011 (see 4.12(a)) and wrote to the LSCB’s chair.", 1.0, 1.0),
        ("Ni chafodd y plentyn ei weld gan y gweithiwr cymdeithasol yn y ffrwd.", 1.0, 1.0),
        ("Tbe 5ch00l s4w @ bru1se 0n tl1e arm 0f t#e ch!ld", 0.0, 0.5),
        ("wkh vfkrro vdz d euxlvh rq wkh dup ri wkh fklog dqg wrog qrergb ri lw", 0.0, 0.0),
        ("\ue012\ue013\ue014 \ue015\ue016", 0.0, 0.0),
        ("Contents ............ 4", 1.0, 1.0),
        (" \n", 0.0, 0.0),
    ],
)
def test_word_shape(text, low, high):
    assert low <= word_shape(text) <= high


@pytest.mark.usefixtures("_unindexed")
def test_show_prints_each_page_and_why_it_was_not_read(kb, ingest, tmp_path, monkeypatch):
    path = make_pdf(
        tmp_path / "a.pdf",
        lambda sheet: sheet.text(*PARAGRAPHS),
        lambda sheet: sheet.picture(),
        lambda sheet: None,
    )
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    (file,) = ingest(path).files
    monkeypatch.setenv("KB_STORE", str(kb.store))
    run = CliRunner(env={"COLUMNS": "200"}).invoke

    shown = run(documents, ["show", file.document_id, "--pages"]).stdout
    found = json.loads(run(documents, ["show", file.document_id, "--json"]).stdout)

    assert "3 pages, 1 of them unreadable" in shown
    assert "make system-packages" in " ".join(shown.split())
    assert (found["status"], found["unreadable_pages"]) == ("partial", [2])
    pages = found["page_list"]
    assert [page["state"] for page in pages] == ["text", "unreadable", "blank"]
    assert pages[0]["characters"] == len(read(path).pages[0].text) > sum(map(len, PARAGRAPHS))
    assert pages[0]["extractor"] == "pypdf"
    assert pages[0]["word_shape"] == 1.0
    assert "a scan or a picture" in pages[1]["cause"]
