"""Small texts -> blocks: kinds, numbers, stems, sections, speakers."""

import pytest

from ingest.parsing import parse

# text -> a line for each block: kind, paragraph, stem, section, speaker, text
CASES = {
    "numbered paragraphs": (
        "1. The plan lapsed.\n\n2) Nobody asked.\n\n4.12 The board met.\n\n4.12.3 It met again.",
        [
            "paragraph 1 | 1. The plan lapsed.",
            "paragraph 2 | 2) Nobody asked.",
            "paragraph 4.12 | 4.12 The board met.",
            "paragraph 4.12.3 | 4.12.3 It met again.",
        ],
    ),
    "numbers right below each other": (
        "1. The plan lapsed\n2. Nobody asked\n3. The board met",
        [
            "paragraph 1 | 1. The plan lapsed",
            "paragraph 2 | 2. Nobody asked",
            "paragraph 3 | 3. The board met",
        ],
    ),
    "a number alone, its points below": (
        "20. The plan lapsed.\n\n21.\n\n• one thing\n• another thing\n\n22. The board met.",
        [
            "paragraph 20 | 20. The plan lapsed.",
            "paragraph 21 | 21.",
            "list_item 21 stem=1 | • one thing",
            "list_item 21 stem=1 | • another thing",
            "paragraph 22 | 22. The board met.",
        ],
    ),
    "bullets below a stem": (
        "3.1 The agencies did not:\n- share what they knew\n- write it down\n\n3.2 Nobody asked.",
        [
            "paragraph 3.1 | 3.1 The agencies did not:",
            "list_item 3.1 stem=0 | - share what they knew",
            "list_item 3.1 stem=0 | - write it down",
            "paragraph 3.2 | 3.2 Nobody asked.",
        ],
    ),
    "bullets below a whole sentence have no stem": (
        "3.1 The agencies met.\n\n* They shared it.\n* They wrote it down.",
        [
            "paragraph 3.1 | 3.1 The agencies met.",
            "list_item 3.1 | * They shared it.",
            "list_item 3.1 | * They wrote it down.",
        ],
    ),
    "lettered items": (
        "1.6 It was known that:\n\n(a) the school was told;\n\n(b) the nurse was not.\n\n"
        "1.7 So:\n\ni) one;\n\nii) two.",
        [
            "paragraph 1.6 | 1.6 It was known that:",
            "list_item 1.6(a) stem=0 | (a) the school was told;",
            "list_item 1.6(b) stem=0 | (b) the nurse was not.",
            "paragraph 1.7 | 1.7 So:",
            "list_item 1.7(i) stem=3 | i) one;",
            "list_item 1.7(ii) stem=3 | ii) two.",
        ],
    ),
    "numbers as they are printed": (
        "4-12 The board met.\n\n4–13 It met again.\n\n12.03.2009 was a Thursday.",
        [
            "paragraph 4-12 | 4-12 The board met.",
            "paragraph 4–13 | 4–13 It met again.",
            "paragraph 4–13 | 12.03.2009 was a Thursday.",
        ],
    ),
    "recommendations": (
        "7.1 We recommend:\n\nR1. The Board should act.\n\nIt should do so soon.\n\n"
        "Recommendation 2: The police should act.\n\n- Recommendation 3. All should.\n\n"
        "R1 and R2 were seen in May; R2 was seen with\nR3. She was well.",
        [
            "paragraph 7.1 | 7.1 We recommend:",
            "paragraph R1 | R1. The Board should act.",
            "paragraph R1 | It should do so soon.",
            "paragraph Recommendation 2 | Recommendation 2: The police should act.",
            "list_item Recommendation 3 | - Recommendation 3. All should.",
            "paragraph Recommendation 2 | R1 and R2 were seen in May; R2 was seen with R3. "
            "She was well.",
        ],
    ),
    "a recommendation below its heading": (
        "## Recommendation 4\n\nThe Board should act.",
        [
            "heading | ## Recommendation 4",
            "paragraph Recommendation 4 section=Recommendation 4 | The Board should act.",
        ],
    ),
    "roman items below lettered ones": (
        "6. It was known that:\n\n(a) the school:\n\n(i) was told;\n\n(ii) wrote it down;\n\n"
        "(b) the nurse was not.\n\n7. And:\n\n(i) so;\n\n(ii) on.",
        [
            "paragraph 6 | 6. It was known that:",
            "list_item 6(a) stem=0 | (a) the school:",
            "list_item 6(a)(i) stem=0 | (i) was told;",
            "list_item 6(a)(ii) stem=0 | (ii) wrote it down;",
            "list_item 6(b) stem=0 | (b) the nurse was not.",
            "paragraph 7 | 7. And:",
            "list_item 7(i) stem=5 | (i) so;",
            "list_item 7(ii) stem=5 | (ii) on.",
        ],
    ),
    "the letter between h and j": (
        "6. These:\n\n" + "\n\n".join(f"({letter}) it;" for letter in "ghij"),
        [
            "paragraph 6 | 6. These:",
            *(f"list_item 6({letter}) stem=0 | ({letter}) it;" for letter in "ghij"),
        ],
    ),
    "a soft hyphen at a line's end": (
        "The infor\u00ad\nmation was safe\u00adguarded.",
        ["paragraph | The information was safeguarded."],
    ),
    "a typesetter's hyphens, in a document that has many": (
        "The infor-\nmation of the chil-\ndren was in a docu-\nment.\n\n"
        "Information on children is a document.\n\n"
        "The unbe-\nlievable multi-\nagency plan was docu-\nment -\nchildren too.",
        [
            "paragraph | The information of the children was in a document.",
            "paragraph | Information on children is a document.",
            "paragraph | The unbelievable multi-agency plan was document - children too.",
        ],
    ),
    "a contents list without dots": (
        "Contents\n\nIntroduction 3\n\nWhat happened 5\n\nFindings 9\n\n1. The plan lapsed.",
        [
            "furniture | Contents",
            "furniture | Introduction 3",
            "furniture | What happened 5",
            "furniture | Findings 9",
            "paragraph 1 | 1. The plan lapsed.",
        ],
    ),
    "a wrapped list item": (
        "3.1 The agencies did not:\n\n- share what they\n  knew\n- write it down",
        [
            "paragraph 3.1 | 3.1 The agencies did not:",
            "list_item 3.1 stem=0 | - share what they knew",
            "list_item 3.1 stem=0 | - write it down",
        ],
    ),
    "headings in Markdown": (
        "# The review\n\n## Findings ##\n\n3.1 The plan lapsed.\n\n## Advice\n\n5.1 Write it down.",
        [
            "heading | # The review",
            "heading section=The review | ## Findings ##",
            "paragraph 3.1 section=The review/Findings | 3.1 The plan lapsed.",
            "heading section=The review | ## Advice",
            "paragraph 5.1 section=The review/Advice | 5.1 Write it down.",
        ],
    ),
    "headings underlined": (
        "The review\n==========\n\nFindings\n--------\nThe plan lapsed.",
        [
            "heading | The review",
            "furniture | ==========",
            "heading section=The review | Findings",
            "furniture | --------",
            "paragraph section=The review/Findings | The plan lapsed.",
        ],
    ),
    "bold lines are headings": (
        "**Findings**\n\nThe plan lapsed.\n\n**Advice:**\n\nThe word **bold** is no heading.",
        [
            "heading | **Findings**",
            "paragraph section=Findings | The plan lapsed.",
            "heading | **Advice:**",
            "paragraph section=Advice: | The word **bold** is no heading.",
        ],
    ),
    "a short line that stands alone is a heading": (
        "What the nurse knew\n\nThe nurse was told in May.\n\nNot this one.\n\nShe told nobody.",
        [
            "heading | What the nurse knew",
            "paragraph section=What the nurse knew | The nurse was told in May.",
            "paragraph section=What the nurse knew | Not this one.",
            "paragraph section=What the nurse knew | She told nobody.",
        ],
    ),
    "a paragraph number does not outlive its chapter": (
        "## One\n\n3.1 The plan lapsed.\n\nNobody asked.\n\n## Two\n\nThe board met.",
        [
            "heading | ## One",
            "paragraph 3.1 section=One | 3.1 The plan lapsed.",
            "paragraph 3.1 section=One | Nobody asked.",
            "heading | ## Two",
            "paragraph section=Two | The board met.",
        ],
    ),
    "hard-wrapped lines": (
        "3.1 The nurse wrote to the social\nworker and nobody\nanswered her.",
        ["paragraph 3.1 | 3.1 The nurse wrote to the social worker and nobody answered her."],
    ),
    "a hyphen at a line's end stays where only the compound is known": (
        "The multi-\nagency plan.\n\nA multi-agency meeting. The infor-\nmation is information.",
        [
            "paragraph | The multi-agency plan.",
            "paragraph | A multi-agency meeting. The information is information.",
        ],
    ),
    "a paragraph broken over an empty line": (
        "3.1 The health visitor wrote to the\n\nsocial worker in May.\n\n3.2 Nobody asked.",
        [
            "paragraph 3.1 | 3.1 The health visitor wrote to the social worker in May.",
            "paragraph 3.2 | 3.2 Nobody asked.",
        ],
    ),
    "a capital after an empty line begins a paragraph": (
        "3.1 The health visitor wrote to the social worker,\n\nSocial care did not answer.",
        [
            "paragraph 3.1 | 3.1 The health visitor wrote to the social worker,",
            "paragraph 3.1 | Social care did not answer.",
        ],
    ),
    "a wrapped line that begins with a number": (
        "3.1 The council was told that it would need about\n2.5 million pounds a year\n"
        "12. It did not pay.",
        [
            "paragraph 3.1 | 3.1 The council was told that it would need about "
            "2.5 million pounds a year 12. It did not pay.",
        ],
    ),
    "the next number begins a paragraph, whatever stands before it": (
        "3.1 The council was told that it would need\n3.2 million pounds a year.",
        [
            "paragraph 3.1 | 3.1 The council was told that it would need",
            "paragraph 3.2 | 3.2 million pounds a year.",
        ],
    ),
    "a quotation": (
        "3.1 The aunt said:\n\n> Nobody asked us.\n\n3.2 That was so.",
        [
            "paragraph 3.1 | 3.1 The aunt said:",
            "quotation 3.1 | > Nobody asked us.",
            "paragraph 3.2 | 3.2 That was so.",
        ],
    ),
    "a table in Markdown": (
        "| Date | Event |\n|------|-------|\n| May | A bruise |\n\nthe table ends.",
        [
            "table_row | | Date | Event |",
            "furniture | |------|-------|",
            "table_row stem=0 | | May | A bruise |",
            "paragraph | the table ends.",
        ],
    ),
    "a contents list": (
        "1. Introduction ........ 3\n2. What happened ........ 5\n\n1. The plan lapsed.",
        [
            "furniture | 1. Introduction ........ 3",
            "furniture | 2. What happened ........ 5",
            "paragraph 1 | 1. The plan lapsed.",
        ],
    ),
    "a thread of comments": (
        "The review is published\n\nThe board published it in May.\n\n"
        "  1. Jane Roe 11 April , 2013 at 11:00 pm #\n\n     I was the nurse.\n\n"
        "     nobody listened\n\n"
        "  2. John Doe, Leeds 12 April, 2013 at 1:05 am #\n\n     1. The same here.\n\n"
        "     * Twice.",
        [
            "heading | The review is published",
            "paragraph section=The review is published | The board published it in May.",
            "heading section=The review is published speaker=Jane Roe "
            "| 1. Jane Roe 11 April , 2013 at 11:00 pm #",
            "comment section=The review is published/1. Jane Roe 11 April , 2013 at 11:00 pm # "
            "speaker=Jane Roe | I was the nurse.",
            "comment section=The review is published/1. Jane Roe 11 April , 2013 at 11:00 pm # "
            "speaker=Jane Roe | nobody listened",
            "heading section=The review is published speaker=John Doe, Leeds "
            "| 2. John Doe, Leeds 12 April, 2013 at 1:05 am #",
            "comment section=The review is published/"
            "2. John Doe, Leeds 12 April, 2013 at 1:05 am # speaker=John Doe, Leeds "
            "| 1. The same here.",
            "comment section=The review is published/"
            "2. John Doe, Leeds 12 April, 2013 at 1:05 am # speaker=John Doe, Leeds | * Twice.",
        ],
    ),
    "the tail of a saved web page": (
        "The review is published\n\nThe board published it in May, and it was read.\n\n"
        "Related articles\n\nMinister resigns over report\n\nTwo more arrests in Leeds\n\n"
        "Comments are closed.\n\nMost read\n\nWeather for the weekend",
        [
            "heading | The review is published",
            "paragraph section=The review is published "
            "| The board published it in May, and it was read.",
            "furniture | Related articles",
            "furniture | Minister resigns over report",
            "furniture | Two more arrests in Leeds",
            "furniture | Comments are closed.",
            "furniture | Most read",
            "furniture | Weather for the weekend",
        ],
    ),
    "page furniture in the middle takes no text with it": (
        "The review is published\n\nRelated articles\n\n"
        "The board published it in May, and it was read by everyone in the town.",
        [
            "heading | The review is published",
            "furniture | Related articles",
            "paragraph section=The review is published "
            "| The board published it in May, and it was read by everyone in the town.",
        ],
    ),
}


def written(document):
    """A line for each block, what it lacks left out."""
    lines = []
    for block in document.blocks:
        stem = "" if block.stem is None else f"stem={block.stem}"
        section = f"section={'/'.join(block.section)}" if block.section else ""
        speaker = f"speaker={block.speaker}" if block.speaker else ""
        parts = [block.kind.value, block.paragraph or "", stem, section, speaker]
        lines.append(f"{' '.join(filter(None, parts))} | {document.text(block.spans)}")
    return lines


@pytest.mark.parametrize(("text", "blocks"), CASES.values(), ids=CASES)
def test_blocks(tmp_path, text, blocks):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")

    assert written(parse(str(path), path.name)) == blocks


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("bom.txt", "\ufeffThe plan lapsed.".encode(), "The plan lapsed."),
        ("utf16.txt", "The plan lapsed.".encode("utf-16"), "The plan lapsed."),
        ("dos.txt", b"The plan\r\nlapsed.\r\n", "The plan lapsed."),
        ("mac.txt", b"The plan\rlapsed.\r", "The plan lapsed."),
        (
            "zero.txt",
            b"so " * 2000 + b"the plan\0 lapsed.",
            "so " * 2000 + "the plan\ufffd lapsed.",
        ),
        ("mother.txt", b"MZ is the mother of the child.", "MZ is the mother of the child."),
        ("picture.txt", b"GIF89a is a kind of picture.", "GIF89a is a kind of picture."),
    ],
)
def test_characters(tmp_path, name, data, text):
    path = tmp_path / name
    path.write_bytes(data)

    document = parse(str(path), name)

    assert document.pages[0].text == text
    assert document.media_type == "text/plain"
