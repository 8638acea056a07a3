"""What stands at the head of a line: number, letter, bullet, heading mark, name of a commenter."""

import re
from dataclasses import replace

from ingest.parsing.lines import PARAGRAPH_GAP, Draft, Line
from kb.types import BlockKind

_NUMBER = re.compile(
    r"(\d{1,2}(?:[.\-–]\d{1,3}){1,3})[.)]?(?=\s+\S|\s*$)|(\d{1,3})[.)](?=\s+\S|\s*$)"
)
_DATE = re.compile(r"\d{1,2}([.\-–])[01]\d\1\d\d(?:\d\d)?\b")
_BARE = re.compile(
    r"(\d{1,3})\s+(?=[A-Z“‘\"'])(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
)
_ADVICE = re.compile(
    r"(R\s?\d{1,3}(?:\.\d{1,2})?)(?:\s*[.:)–-]\s*(?=\S)|\s+(?=[A-Z“‘\"]))|"
    r"((?:[Rr]ecommendation|RECOMMENDATION|Rec\.?)\s+\d{1,3}(?:\.\d{1,2})?)"
    r"(?:\s*[.:)–-]\s*(?=\S)|\s*$)"
)
_LETTER = re.compile(r"\(([a-z]{1,2}|[ivx]{1,5})\)\s+|([a-z]|[ivx]{1,5})[.)]\s+(?=\S)")
_BULLET = re.compile(r"[•●▪◦·‣*–-]\s+(?=\S)")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BOLD_LINE = re.compile(r"\*\*([^*]+)\*\*:?$")
_QUOTE = re.compile(r">\s+")
_TABLE = re.compile(r"\|.*\|$")
_RULE = re.compile(r"[\s|:\-_=.*]+$")
_COMMENT = re.compile(
    r"\s*\d{1,3}\.\s+(?P<speaker>.{1,60}?)\s+\d{1,2}\s+[A-Z][a-z]+\s*,?\s+\d{4}"
    r"(?:\s+at\s+\d{1,2}:\d{2}\s*(?:am|pm)?)?\s*#?\s*$"
)
_BOLD_LEVEL = 6  # below the headings that Markdown marks
_COMMENT_LEVEL = 7  # below every heading, so that each comment ends the one before


def begin(line: Line) -> Draft:
    """The block that `line` would open, its marker taken off the line."""
    if line.level:
        return Draft(BlockKind.HEADING, line, [line], level=line.level, speaker=line.speaker)
    if line.kind not in (None, BlockKind.PARAGRAPH) or line.number is not None:
        kind = line.kind or BlockKind.PARAGRAPH
        return Draft(kind, line, [line], line.number, speaker=line.speaker)
    if match := _COMMENT.match(line.text):
        speaker = match["speaker"].strip()
        return Draft(BlockKind.HEADING, line, [line], level=_COMMENT_LEVEL, speaker=speaker)
    if _RULE.match(line.text):
        return Draft(BlockKind.FURNITURE, line, [line])
    return _heading(line) or marked(line)


def marked(line: Line) -> Draft:
    """A list item, quotation, table row or paragraph, by the mark at its head."""
    for pattern, kind in ((_BULLET, BlockKind.LIST_ITEM), (_QUOTE, BlockKind.QUOTATION)):
        if match := pattern.match(line.text):
            body = _skip(line, match.end())
            return Draft(kind, line, [body], number=advice_number(body))
    if _TABLE.match(line.text):
        return Draft(BlockKind.TABLE_ROW, line, [line])
    if match := _LETTER.match(line.text):
        body = _skip(line, match.end())
        return Draft(BlockKind.LIST_ITEM, line, [body], number=f"({match[1] or match[2]})")
    if number := advice_number(line):
        return Draft(BlockKind.PARAGRAPH, line, [line], number=number)
    number, body = _numbered(line)
    return Draft(BlockKind.PARAGRAPH, line, [body], number=number)


def advice_number(line: Line) -> str | None:
    """The number of a recommendation, as printed, where `line` opens one."""
    match = _ADVICE.match(line.text)
    if match is None or not line.text[:1].isupper():
        return None
    return " ".join((match[1] or match[2]).split())


def _numbered(line: Line) -> tuple[str | None, Line]:
    """The paragraph number at the head of `line`, and the line after it."""
    match = _NUMBER.match(line.text)
    if match is None or _DATE.match(line.text):
        return None, line
    number = match[1] or match[2]
    rest = _skip(line, match.end())
    return number, _skip(rest, len(rest.text) - len(rest.text.lstrip()))


def _heading(line: Line) -> Draft | None:
    if match := _MARKDOWN_HEADING.match(line.text):
        inner = _unbold(_skip(line, match.start(2), match.end(2)))
        return Draft(BlockKind.HEADING, line, [inner], level=len(match[1]))
    if _BOLD_LINE.match(line.text):
        return Draft(BlockKind.HEADING, line, [_unbold(line)], level=_BOLD_LEVEL)
    return None


def _unbold(line: Line) -> Line:
    match = _BOLD_LINE.match(line.text)
    return _skip(line, match.start(1), match.end(1)) if match else line


def has_bullet(line: Line) -> bool:
    """Whether a bullet or dash stands at the head of `line`."""
    return bool(_BULLET.match(line.text))


def _skip(line: Line, start: int, end: int | None = None) -> Line:
    """`line` without its first `start` characters."""
    return replace(line, text=line.text[start:end])


def opens_next(line: Line, block: Draft, number: str) -> bool:
    """Whether `line` opens with the number after `number`, and with no point or bracket to it."""
    match = _BARE.match(line.text)
    if match is None or line.level or line.kind is not None or not line.place:
        return False
    below = block.kind is BlockKind.HEADING
    if below and match[1] == "1":
        return True  # chapters may count from one again
    counts = number.isdigit() and int(match[1]) == int(number) + 1
    return counts and (line.gap >= PARAGRAPH_GAP or below)


def bare_number(line: Line) -> Draft:
    """The paragraph that `line` opens with a number that has no point or bracket to it."""
    match = _BARE.match(line.text)
    number, end = (match[1], match.end()) if match else (None, 0)
    return Draft(BlockKind.PARAGRAPH, line, [_skip(line, end)], number=number)


def follows(number: str, candidate: str) -> bool:
    """Whether `candidate` is the paragraph number after `number`, or opens a level or chapter."""
    before, after = ([int(n) for n in re.split(r"[.\-–]", text)] for text in (number, candidate))
    if len(after) > len(before):
        return after[-1] == 1
    return (
        after[: len(after) - 1] == before[: len(after) - 1]
        and after[-1] == before[len(after) - 1] + 1
    )
