"""Where the sentences of a block begin and end.

A rule-based splitter for English official prose. A sentence ends at `.`, `!`, `?` (with closing
quotes or brackets after it) before white space and a capital, a digit, an opening quote or bracket,
unless the stop belongs to an abbreviation, an initial or a list number.
"""

import re

_BOUNDARY = re.compile(r"[.!?…][\"'”’)\]⁰¹²³⁴-⁹]*(?=\s+[\"'“‘(\[]*[A-Z0-9£])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rev|Hon|Sir|St|Sgt|Insp|Cllr|Supt|Det|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sept?|Oct|Nov|Dec|No|Nos|Vol|Ch|Art|Sch|Fig|para|paras|pp?|ss?|cf|vs|v|e\.g|i\.e|etc|al|"
    r"approx|dept|ed|eds|ref|viz|Ltd|Co|Inc|plc)|\b[A-Z]|^\s*\(?[0-9]{1,3}(?:\.[0-9]{1,3})*|"
    r"^\s*\(?[ivx]{1,4}|^\s*[a-z])\.$"
)


_MARKER = re.compile(
    r"\s*(?:[•●▪◦·‣*>–-]|\((?:[a-z]{1,2}|[ivx]{1,5})\)|(?:[a-z]|[ivx]{1,5})[.)])\s+"
)


def marker_length(text: str, paragraph: str | None) -> int:
    """How many characters at the head of a block are its bullet, letter or paragraph number.

    >>> marker_length("4.12 The plan lapsed.", "4.12"), marker_length("(b) by June", "4.12(b)")
    (5, 4)
    """
    if paragraph and (match := re.match(rf"\s*{re.escape(paragraph)}[.):]?\s+", text)):
        return match.end()
    match = _MARKER.match(text)
    return match.end() if match else 0


def sentence_ranges(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of the sentences of `text`, white space at their ends left out.

    >>> text = 'Dr. A. Kell was told. "Nobody asked." The plan (v. 2) lapsed.'
    >>> [text[a:b] for a, b in sentence_ranges(text)]
    ['Dr. A. Kell was told.', '"Nobody asked."', 'The plan (v. 2) lapsed.']
    """
    ranges, start = [], 0
    for match in _BOUNDARY.finditer(text):
        if text[match.start()] == "." and _ABBREVIATION.search(text[start : match.start() + 1]):
            continue
        ranges.append((start, match.end()))
        start = match.end()
    ranges.append((start, len(text)))
    return [trimmed for a, b in ranges if (trimmed := _trim(text, a, b))[0] < trimmed[1]]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
