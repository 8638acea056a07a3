"""Columns of sentences: as good from a file as from the catalogue, and gone with their document."""

import shutil
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.parsing import parse
from kb import sentence_columns
from kb.access import LOCAL, Access, Viewer
from kb.config import Settings
from kb.knowledge_base import KnowledgeBase
from kb.publishing import Incoming, prepare
from kb.reader import Reader
from kb.sentence_columns import PostingsBuilder, SentenceColumns, Version, read_document
from kb.sentence_files import VectorFile, open_columns, write_columns
from kb.statements import statement_encoder
from kb.theme_classifier import theme_classifier
from kb.themes import theme_of
from kb.words import word_stems

TEXTS = {
    "one": "Serious case review of Child A\n\nInformation was not shared with the school.\n\n"
    "Agencies did not share what they knew about the mother.",
    "two": "Serious case review of Child B\n\nThe bread was baked in the morning.\n\n"
    "The panel looked for:\n\n- loaves that were burnt\n\n- rolls that were stale",
    "three": "Serious case review of Child C\n\nInformation was shared promptly by every agency.",
}
QUESTIONS = (
    "Which reviews cite failure to share information?",
    "Which documents mention burnt loaves?",
    "Which reviews cite failure to share information but not stale rolls?",
)


def add(kb, path, text):
    path.write_text(text, encoding="utf-8")
    with kb.writing("test"):
        kb.originals.keep(path)
        kb.add([Incoming(parse(str(path), path.name), str(path), path.name)])


@pytest.fixture(scope="module")
def built(tmp_path_factory, embedder):
    """A store with its generation, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("columns")
    with KnowledgeBase.open(Settings(store=folder / "store"), create=True, embedder=embedder) as kb:
        for name, text in TEXTS.items():
            add(kb, folder / f"{name}.txt", text)
        assert kb.build_index()
    return folder / "store"


@pytest.fixture
def filled(built, tmp_path, embedder):
    shutil.copytree(built, tmp_path / "store")
    with KnowledgeBase.open(Settings(store=tmp_path / "store"), embedder=embedder) as kb:
        yield kb


@pytest.fixture
def columns(filled):
    """The columns of every document, read from the catalogue."""
    with filled.read() as snapshot:
        ranges = snapshot.passages.ranges().items()
        held = {name: read_document(Reader(snapshot), name, Version(*r)) for name, r in ranges}
    return SentenceColumns.of(held.items())


def said(kb, question, viewer=LOCAL):
    answer = kb.ask(question, viewer)
    return answer.rows, answer.citations, answer.text


def serves(kb):
    with kb.read() as snapshot:
        return not kb._sentences.lacks_all(snapshot)


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_the_same_with_and_without_the_files(filled, question):
    with_files = said(filled, question)
    assert serves(filled)
    assert any(row.citation_ids for row in with_files[0])

    for folder in (filled.store / "index").iterdir():
        shutil.rmtree(folder)
    filled._sentences._generation = None  # as a process that starts now

    assert said(filled, question) == with_files
    assert not serves(filled)


@pytest.mark.parametrize("name", ["vectors.i2", "marks.npy", "about.json"])
def test_damaged_file_is_noticed_and_made_anew(filled, name):
    before = said(filled, QUESTIONS[0])
    file = next((filled.store / "index").glob(f"*/sentences/{name}"))
    data = bytearray(file.read_bytes())
    data[-1] ^= 255
    file.write_bytes(data)
    filled._sentences._generation = None

    assert said(filled, QUESTIONS[0]) == before
    assert not serves(filled)
    assert filled.build_index()
    assert serves(filled)


def test_columns_of_another_judge_or_vocabulary_are_not_used(filled, monkeypatch):
    before = said(filled, QUESTIONS[0])
    monkeypatch.setattr(sentence_columns, "SENTENCES", "sentences of another program")
    filled._sentences._generation = None

    assert said(filled, QUESTIONS[0]) == before
    assert not serves(filled)
    assert filled.build_index()
    assert serves(filled)


def test_document_answers_before_the_next_generation_has_it(filled, tmp_path):
    text = "Serious case review of Child D\n\nThe police failed to share information."
    add(filled, tmp_path / "late.txt", text)

    rows, citations, _ = said(filled, QUESTIONS[0])

    assert len(rows) == 4
    assert any("police failed" in citation.quote for citation in citations)


def test_replaced_version_is_heard_no_more(filled, tmp_path):
    with filled.read() as snapshot:
        source = next(d.sources[0] for d in snapshot.documents.values() if "Child A" in d.title)
    path = tmp_path / "edited.txt"
    path.write_text("Serious case review of Child A\n\nThe bread was baked.", encoding="utf-8")
    with filled.writing("test"):
        filled.originals.keep(path)
        filled.add([Incoming(parse(str(path), path.name), source, "one.txt")])

    rows, citations, _ = said(filled, QUESTIONS[0])

    assert len(rows) == 3
    assert not any("not shared with the school" in citation.quote for citation in citations)


def test_removed_document_leaves_nothing_in_the_files(filled):
    words = b'"burnt"'
    assert any(words in f.read_bytes() for f in filled.store.rglob("about.json"))
    with filled.read() as snapshot:
        gone = next(d.id for d in snapshot.documents.values() if "Child B" in d.title)

    filled.remove(gone)

    assert list((filled.store / "index").iterdir()) == []
    assert filled.build_index()
    assert not any(words in f.read_bytes() for f in filled.store.rglob("about.json"))
    assert all(row.document_id != gone for row in said(filled, QUESTIONS[1])[0])


def test_removal_during_a_build_drops_what_was_built(filled):
    with filled.read() as snapshot:
        gone = next(iter(snapshot.documents))

    assert not filled._index.build(
        filled.catalog, filled.store, lambda path: filled.remove(gone), force=True
    )

    assert list((filled.store / "index").iterdir()) == []
    assert filled.build_index()


def test_viewer_hears_no_document_above_their_clearance(filled, tmp_path, embedder):
    path = tmp_path / "closed.txt"
    path.write_text("Serious case review of Child E\n\nInformation was not shared with anybody.")
    incoming = Incoming(parse(str(path), path.name), str(path), path.name)
    catalog = filled.catalog
    publication = replace(
        prepare([incoming], catalog.embeddings, embedder, lambda n: None)[0],
        access=Access.RESTRICTED,
    )
    with filled.writing("test"):
        catalog.publish([(publication, str(path))])
    assert filled.build_index(force=True)

    assert len(said(filled, QUESTIONS[0])[0]) == 4
    rows, citations, _ = said(filled, QUESTIONS[0], Viewer(Access.PUBLIC))
    assert len(rows) == 3
    assert all(c.document_id != publication.document.id for c in citations)


def test_products_are_those_of_the_stored_vectors(filled, columns, embedder):
    vector = embedder.encode_question("information was not shared")
    with filled.read() as snapshot:
        stored = snapshot.passages.by_key(snapshot.passages.owners())
        keys = [key for v in columns.versions for key in range(v.first_key, v.last_key + 1)]
        rows = np.concatenate([stored[key].embedding.sentences for key in keys])
        statements = np.concatenate([stored[key].embedding.statements for key in keys])
    row, _ = statement_encoder().subject("failing", "information was not shared")
    asked = np.zeros((2, len(vector) + len(row)), dtype=np.float32)
    asked[0, : len(vector)], asked[1, len(vector) :] = vector, row

    found = columns.sentences(0, len(columns.documents)).products(asked)

    np.testing.assert_allclose(found[:, 0], rows @ vector, atol=1e-4)
    np.testing.assert_allclose(found[:, 1], statements @ row, atol=1e-2)


def test_statements_of_other_weights_are_not_read(filled, monkeypatch):
    with filled.read() as snapshot:
        (name, found), *_ = snapshot.passages.ranges().items()
        present = read_document(Reader(snapshot), name, Version(*found))
        monkeypatch.setattr(statement_encoder(), "digest", "of-another-day")
        foreign = read_document(Reader(snapshot), name, Version(*found))

    dim = present.vectors.shape[1] - statement_encoder().dim
    assert (foreign.vectors[:, :dim] == present.vectors[:, :dim]).all()
    assert present.vectors[:, dim:].any()
    assert not foreign.vectors[:, dim:].any()


def test_words_and_themes_are_found_where_they_stand(filled, columns):
    theme = theme_of("failure to share information")
    with filled.read() as snapshot:
        reader = Reader(snapshot)
        for n, name in enumerate(columns.documents):
            part = columns.sentences(n, n + 1)
            texts = [reader.text(name, part.place(row).spans) for row in range(len(part))]
            covered = part.coverage({"share": 1.0, "bread": 3.0})
            present, _ = part.said(theme)
            for row, text in enumerate(texts):
                stems = word_stems(text)
                expected = ("share" in stems) * 0.25 + ("bread" in stems) * 0.75
                assert covered[row] == pytest.approx(expected)
                assert present[row] == (theme.phrase_in(text) is not None)


def test_what_sentences_show_is_what_the_classifier_says_of_them(filled, columns):
    classifier = theme_classifier()
    with filled.read() as snapshot:
        reader = Reader(snapshot)
        for n, name in enumerate(columns.documents):
            part = columns.sentences(n, n + 1)
            texts = [reader.text(name, part.place(row).spans) for row in range(len(part))]
            axes = np.eye(classifier.rows.shape[1], dtype=np.float32)
            told = classifier(part.products(axes), [word_stems(text) for text in texts])
            for number in (0, len(classifier.codes) - 1):
                wanted = np.clip(told[:, number], -127 / 8, 127 / 8)
                np.testing.assert_allclose(part.shows(number), wanted, atol=0.1)


def test_list_item_is_quoted_with_its_stem(filled):
    quotes = [citation.quote for citation in said(filled, QUESTIONS[1])[1]]

    assert any("looked for" in quote and "burnt" in quote for quote in quotes)


@given(st.lists(st.lists(st.frozensets(st.sampled_from("abcdefg")), max_size=6), max_size=5))
def test_postings_have_the_rows_of_each_name(parts):
    rows = [names for part in parts for names in part]

    builder = PostingsBuilder()
    for part in parts:
        builder.add(part)
    postings = builder.postings()

    for name in "abcdefgh":
        assert postings[name].tolist() == [n for n, names in enumerate(rows) if name in names]


def test_files_hold_what_was_written_and_outlive_their_removal(columns, tmp_path, filled):
    with filled.read() as snapshot:
        ranges = snapshot.passages.ranges().items()
        write_columns(
            tmp_path / "sentences",
            [(name, read_document(Reader(snapshot), name, Version(*r))) for name, r in ranges],
        )
    opened = open_columns(tmp_path / "sentences")
    shutil.rmtree(tmp_path / "sentences")

    assert isinstance(opened.vectors, VectorFile)
    for field in ("starts", "acts", "marks", "blocks", "checks", "span_bounds", "spans"):
        np.testing.assert_array_equal(getattr(opened, field), getattr(columns, field))
    whole = slice(0, len(columns))
    np.testing.assert_array_equal(opened.vectors[whole], columns.vectors[whole])
    assert opened.words["share"].tolist() == columns.words["share"].tolist()
    assert opened.by_id == columns.by_id
