"""Blacked-out words, which come as runs of one sign, read `[redacted]` in every format."""

import docx
import pytest
from pdfs import one_page

from ingest.parsing import parse

DRAWN = "3.1 Mr 1111111111 of XXXXXXXX told the nurse; Mrs xxxxxxxxxx did not."
SHOWN = "3.1 Mr [redacted] of [redacted] told the nurse; Mrs [redacted] did not."


def word(path):
    document = docx.Document()
    document.add_paragraph(DRAWN)
    document.save(path)


MAKERS = {
    "a.pdf": lambda path: one_page(path, DRAWN),
    "a.docx": word,
    "a.html": lambda path: path.write_text(f"<html><body><p>{DRAWN}</p></body></html>"),
    "a.txt": lambda path: path.write_text(DRAWN),
    "a.md": lambda path: path.write_text(DRAWN),
    "a.eml": lambda path: path.write_text(
        f"From: a@example.org\nSubject: Notes\nMIME-Version: 1.0\n\n{DRAWN}\n"
    ),
}


@pytest.mark.parametrize("name", MAKERS)
def test_runs_of_one_sign_are_redactions(tmp_path, name):
    path = tmp_path / name
    MAKERS[name](path)

    document = parse(str(path), name)

    assert document.text(document.blocks[-1].spans) == SHOWN
    assert document.blocks[-1].paragraph == "3.1"


def test_a_heading_is_redacted_in_the_section_of_what_stands_below(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# The account of ██████\n\nShe was not told.\n")

    heading, below = parse(str(path), "a.md").blocks

    assert below.section == ("The account of [redacted]",)
    assert heading.section == ()
