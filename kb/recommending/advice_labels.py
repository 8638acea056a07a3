"""The labels that recommendations bear: "Recommendation 3 –", "R3.", "Rec 3)", "First, …"."""

import re
from dataclasses import dataclass

from kb.named_bodies import bodies_in
from kb.sentences import marker_length
from kb.words import NUMBER_WORDS

_NUMBER = r"\d{1,3}(?:[./]\d{1,2})*(?:\s?\([a-z]{1,3}\)|[a-z]\b)?"
NUMBER_WORD = "|".join(map(str.capitalize, NUMBER_WORDS))
_SORTS = (
    "Local|National|Regional|Key|Further|Additional|Joint|Overarching|Strategic|Final|Priority|"
    "(?:Multi|Single|Inter)[ -][Aa]gency"
)
_LABEL = re.compile(
    rf"[\s#>*_(\[•●▪–-]*(?:\d{{1,2}}(?:[.\-]\d{{1,3}})*[.)]?\s+)?[*_(\[]*"
    rf"(?:(?:{_SORTS})\s+(?=[Rr]ec))?"
    rf"(?P<label>R\.?\s?{_NUMBER}|(?:Recommendation|RECOMMENDATION|recommendation|Rec\.?|REC)\s+"
    rf"(?:[Nn]o\.?\s+|#)?(?:{_NUMBER}|(?:{NUMBER_WORD})\b|[A-Z]\b(?!['’])))"
    r"[)\]]?[*_]*(?:\s*[.:)–—-]+[*_]*(?:\s+|$)|\s*$|\s+\(?(?=[A-Z“‘])|\s+\()"
)
_ANSWER = re.compile(  # what a response says behind the label of what it responds to
    r"(?<=\()|(?:Not |Partially |Partly |In part |Fully )?(?:Accept|Agree|Reject|Declin|Complete|"
    r"Implement|Done|Ongoing|In progress|Noted|Under consideration)",
    re.IGNORECASE,
)
_SET_APART = re.compile(r"[*_]+Recommendation:[*_]*\s+(?=\S)|[*_]*Recommendation[*_]+:\s+(?=\S)")
_UNNUMBERED = re.compile(r"[*_]*Recommendation:[*_]*\s+(?=\S)")
_NO_VERB = r"(?!(?:[^*_]*\s)?(?:should|must|shall|ought|will|needs?|may|to\sbe)\b)"
_TITLE = re.compile(  # what a recommendation is about, set off from what it says
    rf"[*_]{{1,3}}(?=[A-Z]){_NO_VERB}(?P<title>[^*_]{{3,90}}?)[.:]?[*_]{{1,3}}\s?[.:–—-]?\s+(?=[“\"‘(]?[A-Z])"
)
_PRINTED = re.compile(
    r"\s*(?:[-•]\s+)?(?:\*\*(?P<bold>[A-Z]{0,3}\d{1,3}(?:\.\d{1,2})?(?:\([a-z]\))?)[.):]?"
    rf"(?:\s{_NO_VERB}[^*_]{{3,90}})?\*\*[.):]?"
    r"(?:\s[–—-])?|"
    r"(?P<lettered>[A-Z]\.\d{1,2}|[A-Z]{1,3}\d{1,2}(?=[.:)]\s))[.:)]?|"
    r"[*_]*(?:Action|Proposal|Request)\s+(?P<counted>\d{1,2})[*_]*\s?[.:)–—-][*_]*|"
    r"[*_]*(?P<named>(?:Action|Proposal|Request)\s+[A-Z])[*_]*\s?[.:)][*_]*)\s+(?=\S)"
)
_ORDINAL = re.compile(
    r"\s*(?:And\s+)?[*_]*(?P<ordinal>(?:First|Second|Third|(?:Four|Fif|Six|Seven|Eigh|Nin|Ten|Eleven|Twelf)th)"
    r"(?:ly)?|[Ll]astly|[Ff]inally|"
    r"In the (?:first|second|third|next|last) place|First of all|Next|Last)"
    r"[*_]*,\s+[*_]*(?=\w)"
)
_ADVERB = re.compile(
    r"\s*(?:(?:And\s+)?(?:[A-Z][a-z]+thly|Secondly|Thirdly|Firstly)|In\sthe\s\w+\splace|First\sof\sall),"
)
_CAPITAL = re.compile(r"\s*(?P<ordinal>[A-HJ-UW-Z])\.\s+(?=[A-Z][a-z]*\s)")
_HEAD = re.compile(r"\s*\*\*[IVXL\d.]+\*\*\s+")
_CLOSING = re.compile(
    r"\s*[*_]*\(\W*(?P<label>(?:Recommendation|Rec\.?)\s+\w{1,3}|R\s?\d{1,2})"
    r"(?:,\s+(?:to|for)\s+(?P<whom>[^()]+?))?\W*\)[*_]*[.;]?"
)
_OPENING = re.compile(
    r"(?:[^.;:]{0,60}[.,]?\s)??[*_]*\((?P<label>(?:Recommendation|Rec\.?)\s+\w{1,3})\)[*_]*\s+(?=\w)"
)
_COUNTING = re.compile(
    r"\W*(?:we|i|the\s+\w+)\s+(?:also\s+)?recommends?,?\s+"
    r"((?:first|second|third|(?:four|fif|six|seven|eigh|nin|ten)th)(?:ly)?|lastly|finally),\s+that\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\s*(\d{1,2})[.)]\s+(?=\S)")
_LETTERED = re.compile(r"\s*\(?([A-L])[.)]\s+(?=[a-z]|(?:That|The|To)\s)")
_BRACKETED = re.compile(r"\s*(\(\d{1,2}\))\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Label:
    """The number that a recommendation bears, as printed, and where its words begin.

    `firm` is False where nothing but a capital letter parts them: "Recommendation 3 The Board". A
    label in bold is firm, unless an answer follows it.
    """

    number: str
    end: int
    firm: bool


def label_of(text: str) -> Label | None:
    """The label at the head of a block or heading, after its paragraph number or bullet.

    >>> label_of("9.4 Rec 3) The Board should audit.")
    Label(number='Rec 3', end=11, firm=True)
    """
    match = _LABEL.match(text)
    if match is None:
        return None
    after = text[match.end("label") : match.end()]
    bold = "**" in after and not _ANSWER.match(text, match.end())
    firm = bool(re.search(r"[.:)–—-]", after)) or bold or match.end() == len(text)
    end = match.end() - (1 if after.endswith("(") else 0)
    return Label(" ".join(match["label"].split()), end, firm)


def words_from(text: str, paragraph: str | None) -> int:
    """Where the words of a block begin, after its number, bullet and label."""
    bracketed = _BRACKETED.match(text) or _PRINTED.match(text)
    lead = bracketed.end() if bracketed else marker_length(text, paragraph)
    counted = _COUNTED.match(text)
    if counted and paragraph == f"({counted[1]})":
        lead = max(lead, counted.end())
    label = label_of(text)
    unnumbered = _SET_APART.match(text, lead)
    lettered = _LETTERED.match(text)
    lead = max(
        lead,
        lettered.end() if lettered else 0,
        label.end if label else 0,
        unnumbered.end() if unnumbered else 0,
    )
    title = _TITLE.match(text, lead) if lead else None
    return title.end() if title and not _names_somebody(title["title"]) else lead


def _names_somebody(title: str) -> bool:
    """Whether words that stand before a recommendation say whom it asks."""
    return bool(re.match(r"All\b|Every|To\b|For\b", title) or bodies_in(title))


def printed_number(text: str) -> str | None:
    """The number at the head of a block in bold, or with the letter of its chapter.

    >>> printed_number("**57.** The Board should audit."), printed_number("E.1 The Board")
    ('57', 'E.1')
    """
    match = _PRINTED.match(text)
    return match and (match["bold"] or match["lettered"] or match["counted"] or match["named"])


def is_coded(text: str) -> bool:
    """Whether a block bears a label made for it: "SA2.", "**Action 3** –"; not a plain number.

    >>> is_coded("SA2. To keep a list."), is_coded("**57.** The Board met.")
    (True, False)
    """
    match = _PRINTED.match(text)
    number = match and (match["bold"] or match["lettered"])
    return bool(match and (match["counted"] or (number and re.match(r"[A-Z]+\d", number))))


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
            return [(m.end(), end, m["ordinal"]) for m, end in zip(matches, ends, strict=True)]
    return []


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
    for match in _CLOSING.finditer(text):
        start += len(text[start : match.start()]) - len(text[start : match.start()].lstrip())
        found.append((start, match.start(), match["label"], match["whom"] or ""))
        start = match.end()
    return found


def opening_label(text: str) -> tuple[int, str] | None:
    """Where the words begin that a label in brackets leads to, and the label; a few may precede it.

    >>> opening_label("As to the law, (Recommendation 4) the Council should ask.")
    (34, 'Recommendation 4')
    """
    match = _OPENING.match(text)
    return (match.end(), match["label"]) if match else None


def count_of(text: str, paragraph: str | None) -> int | None:
    """The number of an item that is only counted: `1.`, `(1)` or `A.`."""
    if lettered := _LETTERED.match(text):
        return ord(lettered[1]) - ord("A") + 1
    match = _BRACKETED.match(text)
    digits = match[1].strip("()") if match else paragraph or ""
    return int(digits) if re.fullmatch(r"\d{1,2}", digits) else None


def is_unnumbered(text: str, paragraph: str | None) -> bool:
    """Whether a block opens with "Recommendation:", after its number."""
    return bool(_UNNUMBERED.match(text, marker_length(text, paragraph)))
