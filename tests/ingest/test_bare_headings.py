"""Headings that nothing marks, in texts that mark others and in texts that mark none."""

from ingest.parsing import parse


def sections(path, text):
    path.write_text(text)
    document = parse(str(path), path.name)
    return [(document.text(block.spans), block.section) for block in document.blocks]


def test_a_bare_line_ranks_below_a_heading_that_is_marked(tmp_path):
    text = "# Review\n\n### Advice\n\n**Single**\n\nAcre Trust\n\nIt should ask who lives there."
    body = sections(tmp_path / "a.md", text)[-1]
    assert body[1] == ("Review", "Advice", "Single", "Acre Trust")


def test_a_bare_chapter_ends_a_heading_that_is_marked(tmp_path):
    text = (
        "### Advice\n\nAcre should ask who lives there.\n\nAppendix A\n\nThe list is here, in full."
    )
    body = sections(tmp_path / "a.md", text)[-1]
    assert body[1] == ("Appendix A",)


def test_numbered_lines_that_count_on_are_headings(tmp_path):
    body = "Nobody asked who lived there, and nobody rang her."
    text = f"Review\n\n5 What we found\n\n{body}\n\n6 What we ask for\n\n{body}"
    assert [s for t, s in sections(tmp_path / "a.txt", text) if t == body] == [
        ("5 What we found",),
        ("6 What we ask for",),
    ]


def test_names_in_a_numbered_list_are_no_headings(tmp_path):
    text = "Sent to\n\n1. Chief Executive, Acre Council\n\n2. The Acre Trust\n\nThey have to reply."
    assert sections(tmp_path / "a.txt", text)[-1][1] == ("Sent to",)


def test_a_table_without_its_outer_bars_is_one(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("Advice | Agency\n--- | ---\nKeep lists | Acre Trust\n\nThe end of it.")
    kinds = [block.kind.value for block in parse(str(path), path.name).blocks]
    assert kinds == ["table_row", "furniture", "table_row", "paragraph"]
