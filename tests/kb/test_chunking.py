"""Passages: exact, in order, together the whole document, and never longer than the model reads."""

import re
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as configured
from hypothesis import strategies as st
from pdfs import make_pdf

from ingest.parsing import parse
from ingest.parsing.joining import REDACTED
from kb.chunking import among_neighbours, block_sentences, chunk
from kb.errors import DocumentError
from kb.spans import offsets_within
from kb.types import BlockKind, Span

TITLE = "Serious case review: Child Q"

AWKWARD = [
    "The plan was not shared.",
    'Dr. A. Kell was told. "Nobody asked." No. 4 (b) lapsed.',
    "3.1 The board met.",
    "21.",
    "• one thing",
    "(a) three",
    "# Findings",
    "**What was known**",
    "> We were not asked.",
    "| May | A bruise |",
    "======",
    "1. Jane Roe 11 April , 2013 at 11:00 pm #",
    "Related articles",
    "Contents .......... 4",
    "co-",
    "ﬁrst ½ ① ſ \u0301e\u0301",
    "漢字仮名" * 50,
    "👩‍👩‍👧‍👧" * 40,
    "xy" * 150,
    "e.g. this; " * 80,
    "supercalifragilistic" * 12 + " ",
]
CHARACTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
PIECES = st.one_of(
    st.sampled_from(AWKWARD),
    st.sampled_from(AWKWARD).map(lambda piece: " ".join([piece] * 10)),
    st.text(CHARACTERS, max_size=200),
    st.text("abc ABC.,;-'\n1()", max_size=80),
)
GAPS = st.sampled_from([" ", "\n", "\n\n", "\t", ""])
TEXTS = st.lists(st.tuples(PIECES, GAPS).map("".join), max_size=12).map("".join)

any_text = configured(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def document_of(text):
    """`text` as ingest reads it; a text that it refuses says nothing here."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_bytes(text.encode())
        try:
            return parse(str(path), path.name)
        except DocumentError:
            return assume(False)


def places(spans):
    return [(span.page, i) for span in spans for i in range(span.start, span.end)]


def visible(document):
    """Places of all characters but white space and furniture."""
    furniture = {
        place
        for block in document.blocks
        if block.kind is BlockKind.FURNITURE
        for place in places(block.spans)
    }
    return {
        (page.number, i)
        for page in document.pages
        for i, character in enumerate(page.text)
        if not character.isspace()
    } - furniture


def check_passages(document, embedder):
    """What must hold of the passages of any document."""
    passages = chunk(document, TITLE, embedder.count_tokens, embedder.max_tokens)
    texts = {page.number: page.text for page in document.pages}
    covered = [place for passage in passages for place in places(passage.spans)]
    assert covered == sorted(set(covered))
    shown = {(page, i) for page, i in covered if not texts[page][i].isspace()}
    assert shown == visible(document)
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))
    assert len({passage.id for passage in passages}) == len(passages)
    for passage in passages:
        assert passage.text == document.text(passage.spans)
        read = f"{passage.context}\n{passage.text}"
        assert embedder.count_tokens(read) <= embedder.max_tokens
        for sentence in passage.sentences:
            start, end = offsets_within(passage.spans, sentence.spans)
            assert passage.text[start:end] == document.text(sentence.spans)
            block = document.blocks[sentence.block]
            assert set(places(sentence.spans)) <= set(places(block.spans))
            found = among_neighbours(block, document.text(block.spans), sentence.spans)
            assert set(places(sentence.spans)) <= set(places(found)) <= set(places(block.spans))
    return passages


@any_text
@given(TEXTS)
def test_passages_of_any_text(embedder, text):
    check_passages(document_of(text), embedder)


def letters(text):
    return [c for c in unicodedata.normalize("NFC", text) if c.isalnum()]


@any_text
@given(TEXTS)
def test_parsing_loses_no_letter_and_no_digit(text):
    document = document_of(text)
    assume(REDACTED not in document.pages[0].text)  # which stands for a run of one letter

    found, given_ = letters(document.pages[0].text), letters(text)
    assert Counter(found) == Counter(given_)
    if not any(block.kind is BlockKind.FURNITURE for block in document.blocks):
        assert found == given_


REPEATED = [
    "The plan was not shared. " * 200,
    "\n\n".join(["4.1 The plan was not shared with the school or with the police."] * 40),
    "It was said. It was not said. " * 150 + "It was said at last.",
]


@pytest.mark.parametrize("text", REPEATED, ids=["one", "numbered", "pairs"])
def test_repeated_sentences_are_each_found_where_they_stand(embedder, text):
    passages = check_passages(document_of(text), embedder)

    sentences = [s.spans for passage in passages for s in passage.sentences]
    assert len(passages) > 3
    assert len(set(sentences)) == len(sentences) == len(re.findall(r"(?<!4)\.", text))


def test_a_sentence_too_long_for_one_passage_is_cut_and_none_of_it_lost(embedder):
    text = "The plan " + "was not shared and then " * 200 + "lapsed."
    passages = check_passages(document_of(text), embedder)

    assert len(passages) > 3
    assert " ".join(" ".join(p.text for p in passages).split()) == " ".join(text.split())
    assert all(len(p.sentences) == 1 for p in passages)


def test_numbered_paragraphs_open_passages_once_the_one_before_can_stand_alone(embedder):
    long = (
        "The health visitor wrote to the social worker and nobody answered the letter at all. " * 5
    )
    document = document_of(f"# Findings\n\n4.1 {long}\n\n4.2 {long}\n\n4.3 Short.\n\n4.4 {long}")

    passages = check_passages(document, embedder)

    starts = [re.match(r"\S+ ?\S*", passage.text)[0] for passage in passages]
    assert starts == ["# Findings", "4.2 The", "4.3 Short."]
    assert all(passage.context == f"{TITLE} / Findings" for passage in passages[1:])


def test_a_heading_stands_with_what_follows_it(embedder):
    document = document_of("# One\n\nThe first part.\n\n# Two\n\nThe second part.\n")

    texts = [passage.text for passage in check_passages(document, embedder)]

    assert texts == ["# One\n\nThe first part.", "# Two\n\nThe second part."]


def test_each_speaker_has_passages_of_their_own(embedder):
    thread = "\n\n".join(
        f"{n}. {name} 11 April , 2013 at 11:00 pm #\n\nI saw it too, said {name}."
        for n, name in enumerate(["Jane Roe", "John Doe"], 1)
    )
    document = document_of(f"The article\n\nThe text of it is here.\n\n{thread}")

    passages = check_passages(document, embedder)

    speakers = [
        {document.blocks[s.block].speaker for s in passage.sentences} for passage in passages
    ]
    assert speakers == [{None}, {"Jane Roe"}, {"John Doe"}]


def test_a_long_heading_path_never_crowds_out_the_text(embedder):
    heads = "\n\n".join(f"{'#' * n} {'very long heading words ' * 8}" for n in range(1, 6))
    document = document_of(f"{heads}\n\n{'The plan was not shared. ' * 60}")

    for passage in check_passages(document, embedder):
        assert embedder.count_tokens(passage.context) <= 40


def test_rows_of_a_long_table_keep_the_names_of_its_columns(tmp_path, embedder):
    rows = [f"| The Board should do thing {n} within the year | {n} |" for n in range(40)]
    path = tmp_path / "a.md"
    path.write_text("\n".join(["# Plan", "| Recommendation | Lead |", "|---|---|", *rows]))
    document = parse(str(path), path.name)

    passages = chunk(document, TITLE, embedder.count_tokens, embedder.max_tokens)

    assert len(passages) > 2
    assert "Recommendation | Lead" in passages[0].text
    for passage in passages[1:]:
        assert passage.context.endswith("Plan / Recommendation | Lead")
        assert "Recommendation | Lead" not in passage.text


CAPTION = "Table 4: what each agency has agreed to do"
HEAD = ("Recommendation", "Lead agency", "Finish by")


def table_in_pdf(path):
    def page(sheet):
        sheet.bold("The action plan", size=14).text(CAPTION).row(*HEAD)
        for n in range(24):
            sheet.row(f"Do thing {n} of many", f"Agency {n}", f"May 20{n:02}")

    make_pdf(path, page)


def table_in_word(path):
    word = docx.Document()
    word.add_heading("The action plan", 1)
    word.add_paragraph(CAPTION, style="Caption")
    table = word.add_table(0, 3)
    rows = [(f"Do thing {n} of many", f"Agency {n}", f"May 20{n:02}") for n in range(24)]
    for cells in (HEAD, *rows):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    word.save(path)


@pytest.mark.parametrize(("name", "make"), [("a.pdf", table_in_pdf), ("a.docx", table_in_word)])
def test_every_row_is_found_by_heading_caption_columns_and_its_own_words(
    tmp_path, embedder, name, make
):
    path = tmp_path / name
    make(path)
    document = parse(str(path), name)

    passages = chunk(document, TITLE, embedder.count_tokens, embedder.max_tokens)

    assert len(passages) > 1
    for n in range(24):
        (passage,) = [p for p in passages if f"Do thing {n} of many" in p.text]
        words = f"{passage.context} {passage.text}"
        assert "The action plan" in words
        assert CAPTION in words
        assert " | ".join(HEAD) in words
        assert f"Do thing {n} of many | Agency {n} | May 20{n:02}" in passage.text


@pytest.mark.parametrize(
    ("above", "caption"),
    [
        ("The agencies did this:", True),
        ("Table 2. What the agencies did.", True),
        ("The agencies wrote to the panel.", False),
        (f"What was done {'by one or another of them ' * 8}:", False),
    ],
)
def test_what_leads_to_a_table_is_its_caption(tmp_path, embedder, above, caption):
    rows = [f"| Agency {n} | It met the panel |" for n in range(60)]
    path = tmp_path / "a.md"
    path.write_text(f"{above}\n\n| Agency | Step |\n|---|---|\n" + "\n".join(rows))
    document = parse(str(path), path.name)

    last = chunk(document, TITLE, embedder.count_tokens, embedder.max_tokens)[-1]

    assert (above in last.context) is caption
    assert "Agency | Step" in last.context


PARAGRAPH = "He left. She was not told. Nobody asked. It was noted."


def quoted(text, sentence, lead=()):
    document = document_of(text)
    block = next(b for b in document.blocks if sentence in document.text(b.spans))
    words = document.text(block.spans)
    spans = next(s for s in block_sentences(block, words) if document.text(s) == sentence)
    found = among_neighbours(block, words, (*lead, *spans))
    assert found[: len(lead)] == lead
    return document.text(found[len(lead) :])


@pytest.mark.parametrize(
    ("sentence", "quotation"),
    [
        ("He left.", "He left. She was not told."),
        ("She was not told.", "He left. She was not told. Nobody asked."),
        ("It was noted.", "Nobody asked. It was noted."),
    ],
)
def test_sentence_is_quoted_with_those_beside_it_in_its_paragraph(sentence, quotation):
    text = f"# A review\n\nThe first paragraph.\n\n{PARAGRAPH}\n\nThe last paragraph."

    assert quoted(text, sentence) == quotation
    assert quoted(text, sentence, (Span(9, 0, 4),)) == quotation
    assert quoted(text, "The first paragraph.") == "The first paragraph."


def test_neighbours_that_would_make_a_quotation_long_are_left_out():
    long = " ".join(["She", *["waited"] * 76]) + "."

    assert quoted(f"{long} He left. Nobody asked.", "He left.") == f"{long} He left."
    assert quoted(f"{long} And on. He left. Nobody asked.", "And on.") == f"{long} And on."
    assert quoted(f"{long} And so on it went. He left.", "And so on it went.").startswith("And so")
