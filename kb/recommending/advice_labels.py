"""The labels that recommendations bear: "Recommendation 3 –", "R3.", "Rec 3)", "First, …"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.named_bodies import bodies_in
from kb.sentences import marker_length
from kb.words import NUMBER_WORDS

NUMBER = r"\d{1,3}(?:[./]\d{1,2})*(?:\s?\([a-z]{1,3}\)|[a-z]\b)?"
NUMBER_WORD = "|".join(map(str.capitalize, NUMBER_WORDS))
_SORTS = (
    "Local|National|Regional|Key|Further|Additional|Joint|Overarching|Strategic|Final|Priority|"
    "(?:Multi|Single|Inter)[ -][Aa]gency"
)
_LABEL = re.compile(
    rf"[\s#>*_(\[•●▪–-]*(?:\d{{1,2}}(?:[.\-]\d{{1,3}})*[.)]?\s+)?[*_(\[]*"
    rf"(?:(?:{_SORTS})\s+(?=[Rr]ec))?"
    rf"(?P<label>R\.?\s?{NUMBER}|(?:Recommendation|RECOMMENDATION|recommendation|Rec\.?|REC|"
    rf"Priority [Aa]ction|"
    rf"Area for (?:[Ii]mprovement|[Pp]riority [Aa]ction|[Dd]evelopment))\s+"
    rf"(?:[Nn]o\.?\s+|#)?(?:{NUMBER}|(?:{NUMBER_WORD})\b|[A-Z]\b(?!['’])))"
    r"[)\]]?[*_]*(?:\s*[.:)–—-]+[*_]*(?:\s+|$)|\s*$|\s+\(?(?=[A-Z“‘])|\s+\()"
)
_OTHER_WORDS = re.compile(r"(?:Priority|Area for)\s\D*")
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
    r"\s*(?:[-•>]\s+)?(?:[*_]{1,3}(?P<within>\d{1,2}(?:\.\d{1,2})?)[.)](?=\s+[^*_]{20,}[*_]{1,3}\s*$)|"
    r"\*\*(?P<opening>\d{1,2}(?:\.\d{1,2})?|[A-Z]{1,3}\d{1,2})(?:[.):]|\s[–—-])(?=\s+(?:(?!\*\*).){20,}\*\*\s*$)|"
    r"\*\*(?P<bold>[A-Z]{0,3}\d{1,3}(?:\.\d{1,2})?(?:\([a-z]\))?)[.):]?"
    rf"(?:\s{_NO_VERB}[^*_]{{3,90}})?\*\*[.):]?"
    r"(?:\s[–—-])?|"
    r"[*_]*(?P<sub>\d{1,2}\s?\([a-z]\)|\d{1,2}[a-z](?=[.):]))[.):]?[*_]*|"
    r"[*_]{2,3}(?P<code>[A-Z]{1,5}(?:[/.-][A-Z]{1,5}){0,3}[/.-]?\d{1,3})[*_]{2,3}[.):]?|"
    r"\[(?P<squared>\d{1,3})\]|"
    r"(?P<lettered>[A-Z]\.\d{1,2}|[A-Z]{1,3}\d{1,2}(?=[.:)]\s))[.:)]?|"
    r"[*_]*(?:Action|Proposal|Request|Ask|Requirement|Undertaking|Commitment|Improvement|Priority|Suggestion|Resolution)\s+(?P<counted>\d{1,2})[*_]*\s?[.:)–—-][*_]*|"
    r"[*_]*(?P<named>(?:Action|Proposal|Request)\s+[A-Z])[*_]*\s?[.:)][*_]*)\s+(?=\S)"
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
    number = _OTHER_WORDS.sub("", " ".join(match["label"].split()))
    return Label(number, end, firm)


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
    return match and (next(filter(None, map(match.group, _PRINTED.groupindex)), None))


def counts_from_one(counts: Sequence[int]) -> bool:
    """Whether counts are 1 and all up to their number, each once, in any order."""
    return sorted(counts) == list(range(1, len(counts) + 1))


def is_coded(text: str) -> bool:
    """Whether a block bears a label made for it: "SA2.", "**Action 3** –"; not a plain number.

    >>> is_coded("SA2. To keep a list."), is_coded("**57.** The Board met.")
    (True, False)
    """
    match = _PRINTED.match(text)
    number = match and (match["bold"] or match["opening"] or match["lettered"] or match["code"])
    return bool(match and (match["counted"] or (number and re.match(r"[A-Z/.-]+\d", number))))


def sub_number(text: str) -> str | None:
    """The number of a part that a block opens with as a recommendation of its own: "1(a)".

    >>> sub_number("1(a) The Board should audit."), sub_number("1. The Board met.")
    ('1(a)', None)
    """
    match = _PRINTED.match(text)
    return match and match["sub"]


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
