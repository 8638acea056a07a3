"""Labels in the running words of a paragraph: "First, …", "(R1)", "**Recommendation 2: …**"."""

import re

from kb.recommending.advice_labels import NUMBER, NUMBER_WORD

_ORDINAL = re.compile(
    r"\s*(?:And\s+)?[*_]*(?P<ordinal>(?:First|Second|Third|(?:Four|Fif|Six|Seven|Eigh|Nin|Ten|Eleven|Twelf)th)"
    r"(?:ly)?|[Ll]astly|[Ff]inally|"
    r"In the (?:first|second|third|next|last) place|First of all|Next|Last)"
    r"[*_]*,\s+[*_]*(?=\w)"
)
_ADVERB = re.compile(
    r"\s*(?:(?:And\s+)?(?:[A-Z][a-z]+thly|Secondly|Thirdly|Firstly)|In\sthe\s\w+\splace|First\sof\sall),"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|should|must|shall|ought|will|may|might|would|could|can|need|needs|has|have|had|"
    r"do|does|did|we|I|they|it)\b|\w{3,}ed\b"
)
_CAPITAL = re.compile(r"\s*(?P<ordinal>[A-HJ-UW-Z])\.\s+(?=[A-Z][a-z]*\s)")
_HEAD = re.compile(r"\s*\*\*[IVXL\d.]+\*\*\s+|\s*[A-Z][^.?!]{2,40}\?\s+(?=[A-Z])")
_TOPIC = re.compile(  # "Thirdly, the police. They should": what it is about, with no verb
    r"(?:as\s+to\s+|on\s+|for\s+)?(?P<topic>(?:the\s+)?(?:[\w’'-]+\s?){1,7}?)(?:\s(?:itself|themselves))?\.\s+(?=[A-Z])",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s*[*_]*[(\[]\W*(?P<label>(?:Recommendation|Rec\.?)\s+\w{1,3}|R\s?\d{1,2})"
    r"(?:,\s+(?:to|for)\s+(?P<whom>[^()]+?))?\W*[)\]][*_]*[.;]?"
)
_OPENING = re.compile(
    r"(?:[^.;:]{0,60}[.,]?\s)??[*_]*\((?P<label>(?:Recommendation|Rec\.?)\s+\w{1,3})\)[*_]*\s+(?=\w)"
)
_WITHIN = re.compile(  # a label in the running words of a paragraph, behind a sentence's end
    r"(?:^|(?<=[.!?:;”\"’)*_]))\s*(?P<marks>[*_]{0,3})\(?"
    rf"(?P<label>(?:Recommendation|RECOMMENDATION|Rec\.?)\s+(?:[Nn]o\.?\s)?(?:{NUMBER}|(?:{NUMBER_WORD})\b))\)?"
    r"(?:\s?[.:–—-](?P<closed>[*_]{1,3})?|(?P<ends>[*_]{1,3})[.:–—]?)\s+(?=\S)"
)
_COUNTING = re.compile(
    r"\W*(?:we|i|the\s+\w+)\s+(?:also\s+)?recommends?,?\s+"
    r"((?:first|second|third|(?:four|fif|six|seven|eigh|nin|ten)th)(?:ly)?|lastly|finally),\s+that\b",
    re.IGNORECASE,
)


def counting_word(text: str) -> str | None:
    """The word that counts within a sentence: "We recommend, first, that the Board audit"."""
    match = _COUNTING.match(text)
    return match[1] if match else None


def ordinals(text: str) -> list[tuple[int, int, str]]:
    """What each word or capital that counts recommendations opens, where `text` begins with one.

    >>> ordinals("First, the Board should audit. *Secondly*, it should report.")
    [(7, 30, 'First'), (43, 60, 'Secondly')]
    >>> ordinals("A. That the Board audit. B. That it report.")
    [(3, 24, 'A'), (28, 43, 'B')]
    """
    head = _HEAD.match(text)
    first = head.end() if head else 0
    for pattern in (_ORDINAL, _CAPITAL):
        matches = [
            m
            for m in pattern.finditer(text, first)
            if m.start() == first or text[: m.start()].rstrip("*_")[-1:] in ".;"
        ]
        if matches and matches[0].start() == first:
            ends = [*(match.start() for match in matches[1:]), len(text)]
            topics = [pattern is _ORDINAL and topic_after(text, m.end()) for m in matches]
            starts = [t.end() if t else m.end() for m, t in zip(matches, topics, strict=True)]
            numbers = [m["ordinal"] for m in matches]
            return list(zip(starts, ends, numbers, strict=True))
    return []


def topic_after(text: str, start: int) -> re.Match[str] | None:
    """The few words without a verb behind a counting word that say what it is about."""
    match = _TOPIC.match(text, start)
    return match if match and not _VERB.search(match["topic"]) else None


def counts_in_adverbs(text: str) -> bool:
    """Whether "Secondly," opens a sentence of a text, as a word of it and not as a number set off.

    >>> counts_in_adverbs("Secondly, it met."), counts_in_adverbs("*Secondly*, it met.")
    (True, False)
    """
    return bool(_ADVERB.match(text))


def bracketed(text: str) -> list[tuple[int, int, str]]:
    """What each number in brackets opens, where a text counts with them from (1).

    >>> bracketed("(1) That it meet; (2) That it report.")
    [(4, 17, '(1)'), (22, 37, '(2)')]
    """
    matches: list[re.Match[str]] = []
    for match in re.finditer(r"(?:^|(?<=[.;])\s+|(?<=; and)\s+)\((\d{1,2})\)\s+", text):
        if int(match[1]) == len(matches) + 1:
            matches.append(match)
    if len(matches) < 2 or matches[0].start():
        return []
    ends = [*(match.start() for match in matches[1:]), len(text)]
    return [(m.end(), end, f"({m[1]})") for m, end in zip(matches, ends, strict=True)]


def closing_labels(text: str) -> list[tuple[int, int, str, str]]:
    """What each label at the end of its recommendation belongs to: range, label, whom it asks.

    >>> closing_labels("The Board should audit (R1). It should report (R2, to the Council).")
    [(0, 22, 'R1', ''), (29, 45, 'R2', 'the Council')]
    """
    found, start = [], 0
    matches = list(_CLOSING.finditer(text))
    if any(map(_may_open, matches)) and text[matches[-1].end() :].strip():
        return []
    for match in matches:
        start += len(text[start : match.start()]) - len(text[start : match.start()].lstrip())
        found.append((start, match.start(), match["label"], match["whom"] or ""))
        start = match.end()
    return found


def _may_open(match: re.Match[str]) -> bool:
    """Whether a label stands behind the end of a sentence, and opens what follows it."""
    before, behind = match.string[: match.start()], match.string[match.end() :]
    return before.rstrip(" *_")[-1:] in (*".!?;:", "") and bool(behind.strip())


def labels_within(text: str) -> list[tuple[int, int, str]]:
    """What each label in the running words of a paragraph opens: to the end of its bold, or all.

    >>> text = "Nobody rang. **Recommendation 2: The Board should ask.** It has begun."
    >>> [(text[a:b], label) for a, b, label in labels_within(text)]
    [('The Board should ask.', 'Recommendation 2')]
    """
    matches = list(_WITHIN.finditer(text))
    if not matches or (len(matches) == 1 and not text[: matches[0].start()].strip()):
        return []
    ends = [*(match.start() for match in matches[1:]), len(text)]
    found = []
    for match, end in zip(matches, ends, strict=True):
        marks = match["marks"]
        open_yet = marks and not (match["closed"] or match["ends"])
        closes = text.find(marks, match.end(), end) if open_yet else -1
        stop = closes if closes > 0 else len(text[:end].rstrip())
        found.append((match.end(), stop, match["label"]))
    return found


def opening_label(text: str) -> tuple[int, str] | None:
    """Where the words begin that a label in brackets leads to, and the label; a few may precede it.

    >>> opening_label("As to the law, (Recommendation 4) the Council should ask.")
    (34, 'Recommendation 4')
    """
    match = _OPENING.match(text)
    return (match.end(), match["label"]) if match else None
