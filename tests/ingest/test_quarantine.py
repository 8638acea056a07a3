"""Hidden text: found however it is hidden, kept nowhere, and a person decides."""

import hashlib
import sqlite3

import pytest
from click.testing import CliRunner
from hiding import (
    AFTER,
    BEFORE,
    END,
    HIDDEN,
    PLACE,
    SECRET,
    SENTENCE,
    START,
    X,
    Y,
    annotated,
    apart,
    box,
    make,
    words,
)
from PIL import Image

from ingest.parsing import parse
from kb.commands import documents
from kb.errors import DocumentError, UnknownDocument
from kb.types import FileStatus, HiddenText


def read(path):
    return parse(str(path), path.name)


def picture(folder, colour, size=(60, 20)):
    path = folder / f"{colour}.png"
    Image.new("RGB", size, colour).save(path)
    return str(path)


@pytest.mark.parametrize("way", HIDDEN)
def test_hidden_words_are_found_counted_and_left_out(tmp_path, way):
    draw, reason = HIDDEN[way]

    document = read(make(tmp_path / "a.pdf", draw))

    assert document.hidden == (HiddenText(1, reason, 2),)
    text = document.pages[0].text
    assert "Osbert" not in text
    assert SENTENCE in text
    assert ("[redacted]" in text) == (reason == "under a box")


@pytest.mark.parametrize("kind", ["square", "highlight"])
def test_words_under_a_black_annotation_are_hidden(tmp_path, kind):
    document = read(annotated(tmp_path / "a.pdf", kind))

    assert document.hidden == (HiddenText(1, "under a box", 2),)
    assert f"{BEFORE}[redacted]{AFTER}" in document.pages[0].text


@pytest.mark.parametrize(("colour", "hidden"), [("black", True), ("white", True), ("grey", False)])
def test_words_under_a_patch_of_a_picture_are_hidden(tmp_path, colour, hidden):
    def draw(canvas):
        words(canvas)
        canvas.drawImage(picture(tmp_path, colour), *PLACE)

    assert bool(read(make(tmp_path / "a.pdf", draw)).hidden) is hidden


def banner(canvas):
    canvas.setFillColorRGB(0.1, 0.2, 0.5)
    canvas.roundRect(*PLACE, 4, stroke=0, fill=1)
    apart(canvas, lambda page: (page.setFillColorRGB(1, 1, 1), page.drawString(START, Y, SECRET)))


def highlighter(canvas):
    words(canvas)
    canvas.setFillColorRGB(1, 1, 0)
    canvas.setFillAlpha(0.5)
    canvas.rect(*PLACE, stroke=0, fill=1)


def clipped_ground(canvas):
    words(canvas)
    path = canvas.beginPath()
    path.rect(0, 0, 50, 50)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(0, 0, 595, 842, stroke=0, fill=1)


def rule_below(canvas):
    words(canvas)
    canvas.setLineWidth(2)
    canvas.line(START, Y - 2, END, Y - 2)


@pytest.mark.parametrize("draw", [banner, highlighter, clipped_ground, rule_below])
def test_words_that_are_seen_are_not_hidden(tmp_path, draw):
    document = read(make(tmp_path / "a.pdf", draw))

    assert document.hidden == ()
    assert "Osbert" in document.pages[0].text


def test_one_digit_over_and_over_under_a_box_hides_nothing(tmp_path):
    def draw(canvas):
        words(canvas, "1111111111")
        canvas.rect(*PLACE, stroke=0, fill=1)

    document = read(make(tmp_path / "a.pdf", draw))

    assert document.hidden == ()
    assert f"{BEFORE}[redacted]" in document.pages[0].text


def test_hidden_words_that_stand_in_another_order_are_left_out_too(tmp_path):
    def draw(canvas):
        words(canvas)
        canvas.drawString(X, Y - 200, "Osbert")  # seen, and drawn before the hidden one
        canvas.drawString(X, Y - 100, "by name: Osbert")
        canvas.rect(X + 50, Y - 104, 60, 16, stroke=0, fill=1)

    text = read(make(tmp_path / "a.pdf", draw)).pages[0].text

    assert text.count("Osbert") == 2


# What becomes of the document

pytestmark = pytest.mark.usefixtures("_unindexed")


def history(kb):
    with sqlite3.connect(kb.store / "catalog.sqlite3") as connection:
        return connection.execute("SELECT event, source, reason FROM history").fetchall()


def stale(kb):
    """As if a newer program read documents otherwise."""
    with sqlite3.connect(kb.store / "catalog.sqlite3") as connection:
        connection.execute("UPDATE document SET pipeline = 'older'")


def is_found(kb):
    return any("quartermaster" in hit.text for hit in kb.search("the quartermaster").hits)


def test_quarantined_document_is_held_and_not_searched(kb, ingest, tmp_path):
    path = make(tmp_path / "a.pdf", box)
    (tmp_path / "b.txt").write_text("3.1 The police came to the house in June and wrote it down.\n")
    document_id = hashlib.sha256(path.read_bytes()).hexdigest()[:16]

    files = {file.document_id: file for file in ingest(path, tmp_path / "b.txt").files}

    file = files[document_id]
    assert file.status is FileStatus.QUARANTINED
    assert "page 1: 2 words under a box" in file.cause
    assert f"kb documents accept {document_id}" in file.cause
    assert not is_found(kb)
    for question in ("Who told the quartermaster?", "Which documents mention a bruise?"):
        answer = kb.ask(question)
        assert (answer.searched.documents, answer.searched.quarantined) == (1, 1)
        assert "1 quarantined document was not searched" in answer.text
        assert document_id not in {c.document_id for c in [*answer.citations, *answer.nearest]}
    with kb.read() as snapshot:
        found = snapshot.details(document_id)
    assert found.status is FileStatus.QUARANTINED
    assert found.hidden == [HiddenText(1, "under a box", 2)]


def test_hidden_words_are_in_no_file_of_the_store_but_the_original(kb, ingest, tmp_path):
    path = tmp_path / "a.pdf"
    make(path, lambda canvas: (canvas.setPageCompression(0), box(canvas)))
    assert b"Osbert" in path.read_bytes()

    ingest(path)

    holders = [f for f in kb.store.rglob("*") if f.is_file() and b"Osbert" in f.read_bytes()]
    assert [f.parent.parent.name for f in holders] == ["files"] or [
        f.parent.name for f in holders
    ] == ["files"]


def test_every_run_says_again_that_it_waits(ingest, tmp_path):
    path = make(tmp_path / "a.pdf", box)
    first, again = (ingest(path).files[0] for _ in range(2))

    assert (again.status, again.cause) == (first.status, first.cause)


def test_accepted_document_is_searched_and_the_history_says_who(kb, ingest, tmp_path):
    path = make(tmp_path / "a.pdf", box)
    document_id = ingest(path).files[0].document_id

    kb.accept(document_id, "J. Marsh", "the name is public")

    assert is_found(kb)
    answer = kb.ask("Who told the quartermaster?")
    assert (answer.searched.documents, answer.searched.quarantined) == (1, 0)
    event = ("accepted", str(path), "by J. Marsh: the name is public")
    assert event in history(kb)
    with kb.read() as snapshot:
        (acceptance,) = snapshot.details(document_id).acceptances
    assert (acceptance.by, acceptance.reason) == ("J. Marsh", "the name is public")
    assert ingest(path).files[0].status is FileStatus.UNCHANGED
    with pytest.raises(DocumentError, match="not quarantined"):
        kb.accept(document_id, "J. Marsh")


def test_acceptance_survives_reading_the_same_bytes_again_and_no_others(kb, ingest, tmp_path):
    path = make(tmp_path / "a.pdf", box)
    kb.accept(ingest(path).files[0].document_id, "J. Marsh")
    stale(kb)

    assert ingest(path).files[0].status is FileStatus.REPLACED
    assert is_found(kb)

    before = path.read_bytes()
    make(path, lambda canvas: (box(canvas), canvas.drawString(X, 100, "A second version.")))
    assert ingest(path).files[0].status is FileStatus.QUARANTINED
    assert not is_found(kb)

    path.write_bytes(before)
    assert ingest(path).files[0].status is FileStatus.REPLACED


def test_erasing_forgets_the_acceptance(kb, ingest, tmp_path):
    path = make(tmp_path / "a.pdf", box)
    document_id = ingest(path).files[0].document_id
    kb.accept(document_id, "J. Marsh")

    kb.remove(document_id)

    assert ingest(path).files[0].status is FileStatus.QUARANTINED


def test_document_that_is_not_held_cannot_be_accepted(kb):
    with pytest.raises(UnknownDocument, match="0123456789abcdef"):
        kb.accept("0123456789abcdef", "J. Marsh")


def test_accepting_on_the_command_line(kb, ingest, tmp_path, monkeypatch):
    document_id = ingest(make(tmp_path / "a.pdf", box)).files[0].document_id
    monkeypatch.setenv("KB_STORE", str(kb.store))
    run = CliRunner().invoke

    listed = run(documents, [])
    shown = run(documents, ["show", document_id])
    nameless = run(documents, ["accept", document_id])
    accepted = run(documents, ["accept", document_id, "--by", "J. Marsh"])

    assert "hides text" in listed.stdout
    assert "hidden on page 1: 2 words, under a box" in shown.stdout
    assert nameless.exit_code == 2
    assert accepted.exit_code == 0, accepted.output
    assert is_found(kb)
    assert "accepted by J. Marsh" in run(documents, ["show", document_id]).stdout
    assert SECRET not in listed.output + shown.output + accepted.output
