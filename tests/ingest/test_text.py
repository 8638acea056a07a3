"""Plain text and Markdown: rules, columns, lists, notes and front matter understood."""

import pytest

from ingest.parsing import parse

CASES = {
    "a heading of two lines, as long as its rule": (
        "Recommendation 8: Services should tell those\nworking with a child\n"
        "--------------------------------------------\n\n3.5 The study lapsed.",
        [
            "heading | Recommendation 8: Services should tell those working with a child",
            "furniture | --------------------------------------------",
            "paragraph 3.5 | 3.5 The study lapsed.",
        ],
    ),
    "a salutation, and a subject in small letters below it": (
        "Dear Mr. Other,\n\nre: Ann Example, deceased\n\nThe jury sat in May.",
        [
            "paragraph | Dear Mr. Other,",
            "paragraph | re: Ann Example, deceased",
            "paragraph | The jury sat in May.",
        ],
    ),
    "a short rule of Markdown": (
        "Findings of the review\n===\n\nThe plan lapsed.",
        [
            "heading | Findings of the review",
            "furniture | ===",
            "paragraph | The plan lapsed.",
        ],
    ),
    "a paragraph above a rule that parts": (
        "The plan lapsed in May, and nobody said\nso to the board or the school until June.\n---",
        [
            "paragraph | The plan lapsed in May, and nobody said so to the board or the school "
            "until June.",
            "furniture | ---",
        ],
    ),
    "a table drawn with spaces": (
        "Response   Number\nof those   of them\n---------  ------\nAccepted   11\n"
        "Accepted   2\nin part\n\nThe table ends.",
        [
            "table_row | Response of those | Number of them",
            "furniture | --------- ------",
            "table_row 0 | Accepted | 11",
            "table_row 0 | Accepted | 2",
            "table_row 0 | in part |",
            "paragraph | The table ends.",
        ],
    ),
    "words that cross the columns are no table": (
        "The plan lapsed\n---  -----\nand nobody said so.",
        ["paragraph | The plan lapsed", "furniture | --- -----", "paragraph | and nobody said so."],
    ),
    "a numbered list below its sentence": (
        "3.1 The panel asked:\n\n1. who knew,\nand when;\n\n2. who told.\n\n3.2 It met.",
        [
            "paragraph 3.1 | 3.1 The panel asked:",
            "list_item 3.1(1) 0 | 1. who knew, and when;",
            "list_item 3.1(2) 0 | 2. who told.",
            "paragraph 3.2 | 3.2 It met.",
        ],
    ),
    "numbered paragraphs below a plain sentence": (
        "The panel asked:\n\n1. Who knew?\n\n2. Who told?",
        [
            "paragraph | The panel asked:",
            "paragraph 1 | 1. Who knew?",
            "paragraph 2 | 2. Who told?",
        ],
    ),
    "notes": (
        "3.1 The plan lapsed [1] in May.\n\n3.2 It met.\n\n[1] Minutes of\n4 May.\n[2] Others.",
        [
            "paragraph 3.1 | 3.1 The plan lapsed [1] in May.",
            "paragraph 3.2 | 3.2 It met.",
            "paragraph | [1] Minutes of 4 May.",
            "paragraph | [2] Others.",
        ],
    ),
    "fences": (
        "```\nThe plan lapsed.\n```",
        ["furniture | ```", "paragraph | The plan lapsed.", "furniture | ```"],
    ),
}


@pytest.mark.parametrize(("text", "blocks"), CASES.values(), ids=CASES)
def test_blocks(tmp_path, text, blocks):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    document = parse(str(path), path.name)

    assert [
        " ".join(
            str(part)
            for part in (b.kind.value, b.paragraph, b.stem, "|", document.text(b.spans))
            if part is not None
        )
        for b in document.blocks
    ] == blocks


def test_front_matter_declares_and_is_not_searched(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: 'Review: Child Q'\ndate: 2012-05-04\ntags:\n - a\n---\n# One\n\nTwo."
    )
    document = parse(str(path), path.name)

    assert document.declared == {"title": "Review: Child Q", "date": "2012-05-04"}
    assert [b.kind.value for b in document.blocks][-3:] == ["furniture", "heading", "paragraph"]
