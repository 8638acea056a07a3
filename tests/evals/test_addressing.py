"""`kb eval addresses`: pages, paragraphs and rectangles of gold quotations, right and wrong."""

import json

import pytest
from click.testing import CliRunner
from evals_support import write_dataset
from pdfs import make_pdf

from evals import cli
from evals.addressing import check_addresses
from evals.dataset import read_dataset
from evals.progress import Progress

SEEN = "The school saw a bruise on the arm of the child in June."
ASKED = "Nobody asked the child about her days."


def gold(text, page, paragraph, document="a.pdf"):
    return {"document": document, "text": text, "page": page, "paragraph": paragraph}


QUOTES = [
    gold(SEEN, 1, "3.1"),
    gold(SEEN, 1, "3.1"),  # asked for by two questions, counted once
    gold(ASKED, 2, "3.2"),
    gold(ASKED, 1, "3.2"),
    gold(ASKED, 3, "7.4"),
    gold("No plan was made.", None, "9.9", "b.txt"),
]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """The folder of the set; its store, beside it, is filled once."""
    folder = tmp_path_factory.mktemp("addresses") / "set"
    queries = [
        {"_id": f"q{n}", "text": "What was seen?", "quotes": [quote]}
        for n, quote in enumerate(QUOTES)
    ]
    write_dataset(folder, corpus=None, queries=queries, qrels=[("q0", "a.pdf", 1)])
    make_pdf(
        folder / "a.pdf",
        lambda sheet: sheet.text(f"3.1 {SEEN[:30]}", SEEN[30:]),
        lambda sheet: sheet.text(f"3.2 {ASKED}"),
        lambda sheet: sheet.text("7.1 The plan was this.").text(f"7.2 {ASKED}"),
    )
    (folder / "b.txt").write_text("9.8 No plan was made.\n")
    return folder


def test_every_quotation_is_judged_on_page_paragraph_and_rectangles(dataset, embedder):
    found = check_addresses(read_dataset(dataset), embedder, dataset.parent, Progress(quiet=True))

    assert found.found == [1.0] * 5
    assert found.page == [1.0, 1.0, 0.0, 1.0]
    assert found.paragraph == [1.0, 1.0, 1.0, 0.0, 0.0]
    assert found.rectangles == [1.0] * 4
    assert [miss.split(": ", 2)[2] for miss in found.misses] == [
        f"{ASKED!r} is on page 2, not 1",
        f"{ASKED!r} is in paragraph 7.2, not 7.4",
        "'No plan was made.' is in paragraph 9.8, not 9.9",
    ]


def test_the_command_prints_figures_and_misses(dataset, embedder, monkeypatch):
    monkeypatch.setattr(cli, "_embedder", lambda: embedder)  # loaded once for all tests
    arguments = ["addresses", "--dataset", str(dataset), "--cache", str(dataset.parent)]

    plain, printed = (
        CliRunner().invoke(cli.evaluate, [*arguments, *more]) for more in ([], ["--json"])
    )

    assert plain.exit_code == printed.exit_code == 0
    assert "page exact        0.750" in plain.stdout
    assert "is on page 2, not 1" in plain.stdout
    figures = json.loads(printed.stdout)["figures"]
    assert figures["page exact"]["mean"] == 0.75
    assert figures["rectangles exact"]["n"] == 4
