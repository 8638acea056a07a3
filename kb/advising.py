"""What says that recommendations follow, and the labels that they bear.

Headings ("What needs to happen", "Matters for the Board"), sentences ("The Panel invites the Board
to resolve:", "RESOLVED: That …") and labels ("Recommendation 3 –", "R3.", "Rec 3)"). Headings
of what was done about earlier recommendations do not count.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.sentences import marker_length
from kb.words import NUMBER_WORDS

_BODIES = (
    r"boards?|partnerships?|partners|agenc(?:y|ies)|councils?|trusts?|police|schools?|services|"
    r"practitioners|professionals|organisations?|government|ministers?|committee|cabinet|lscb|lscp"
)
ADVISING = re.compile(
    r"recommend(?:ation|ed\b|s?\b)|"
    r"what (?:(?:the )?(?:\w+ ){1,3})?(?:should|must|needs? to|ought to|has to) (?:now )?"
    r"(?:be done|happen|change|improve|do)\b|areas for improvement|"
    r"what (?:to do|needs doing)\b|"
    r"what (?:we|i|(?:the |this |our )?(?:inquiry|panel|review|reviewers?|report|board|committee|"
    r"commission|coroner|partnership|authors?))(?: now)? "
    r"(?:asks?|asked|wants?|wanted|expects?|proposes?|proposed)\b|"
    r"what (?:has|have|does|do|did) (?:the )?(?:\w+ ){1,3}(?:asked?|want|propose|recommend)\b|"
    rf"(?:matters|issues|points|considerations|challenges|actions|requests|proposals|priorities|tasks)"
    rf" (?:for|to) (?:the )?(?:attention of (?:the )?)?(?:\w+ ){{0,4}}(?:{_BODIES})\b|"
    r"actions? (?:required|needed|requested|to be taken)|"
    r"(?:required|requested|immediate) actions?\b|"
    r"(?:learning|lessons|points|areas)\b.{0,30} (?:for|into|and) action\b|"
    r"^\W*(?:\d+(?:\.\d+)*\.?\s+)?proposals\W*$|improving systems\b|"
    r"^\W*(?:things to )?try (?:this|these|it)\b|\bwhat (?:can you|you can)(?: all)? do\b|"
    r"what (?:\w+ ){1,3}(?:like|hope|think ought)\b.{0,40} "
    r"(?:to see|to do|to happen|to change|follow)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:previous|earlier|past|progress|implement\w+|responses? to|monitoring|response:|"
    r"reasons? for|background to|"
    r"(?:actions?|steps) (?:\w+ )?(?:taken|since)|already|so far|to date)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:previous|earlier|past|progress|so far|to date|already)\b", re.IGNORECASE
)
_NUMBER = r"\d{1,3}(?:[./]\d{1,2})*(?:\s?\([a-z]{1,3}\)|[a-z]\b)?"
_WORDS = "|".join(map(str.capitalize, NUMBER_WORDS))
_LABEL = re.compile(
    rf"[\s#>*_(\[•●▪–-]*(?:\d{{1,2}}(?:[.\-]\d{{1,3}})*[.)]?\s+)?[*_(\[]*"
    rf"(?P<label>R\.?\s?{_NUMBER}|(?:Recommendation|RECOMMENDATION|recommendation|Rec\.?|REC)\s+"
    rf"(?:[Nn]o\.?\s+|#)?(?:{_NUMBER}|(?:{_WORDS})\b|[A-Z]\b(?!['’])))"
    r"[)\]]?[*_]*(?:\s*[.:)–—-]+[*_]*(?:\s+|$)|\s*$|\s+\(?(?=[A-Z“‘])|\s+\()"
)
_ANSWER = re.compile(  # what a response says behind the label of what it responds to
    r"(?<=\()|(?:Not |Partially |Partly |In part |Fully )?(?:Accept|Agree|Reject|Declin|Complete|"
    r"Implement|Done|Ongoing|In progress|Noted|Under consideration)",
    re.IGNORECASE,
)
_UNNUMBERED = re.compile(r"[*_]*Recommendation:[*_]*\s+(?=\S)")
RESOLVED = re.compile(
    r"\W*(?:RESOLVED|AGREED|DECIDED|It was (?:RESOLVED|resolved|AGREED)|"
    r"(?:Resolved|Agreed|Decided)(?=:| –)|Resolved(?= that| to))\b"
)
_ASKED = re.compile(
    r"(?:the\s+)?[\w’' -]{2,60}\b(?:is|are)\s+(?:therefore\s+)?"
    r"(?:recommended|asked|requested|invited|urged|called\s+on)(?:\s+(?:to|that)\b|:)|"
    r"it is recommended that\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:panel|review|reviewers?|report|inquiry|authors?|(?:review|inquiry) team|committee|we|i)"
    r"\s+(?:\w+\s+){0,2}?"
    r"(?:invites?|asks?|urges?|recommends?|requests?|advises?|proposes?|calls?\s+(?:up)?on|"
    r"(?:should|would)\s+like(?=\s+(?!to\b|that\b)))\s+"
    r"(?P<whom>(?!that\b)(?:[\w’'-]+,?\s+){1,12}?(?=to\b))?(?P<what>(?:to|that)\b)?",
    re.IGNORECASE,
)
_ANNOUNCING = re.compile(
    r"\b(?:following|these) (?:\w+ ){0,2}recommendations\b|"
    r"\brecommendations\b.{0,120}\b(?:below|as follows|given here|set out here|are:|are these)|"
    r"\bexpects? [\w’' ]{3,40} to\b.{0,60}\bthe following\b",
    re.IGNORECASE | re.DOTALL,
)
_MUST = re.compile(r"\b(?:should|must|shall|will|needs? to)\b", re.IGNORECASE)
_STEM = re.compile(
    r"\b(?:should|must|shall|will|needs? to|ought to|(?:is|are) to)\s*:\W*$|"
    r"^\W*That (?:the )?[\w’' ]{2,60}:\W*$"
)
_OPEN_END = re.compile(r"(?:[:–—-]|\bto|\bthat)\W*$")
_PRINTED = re.compile(
    r"\s*(?:[-•]\s+)?(?:\*\*(?P<bold>[A-Z]{0,3}\d{1,3}(?:\.\d{1,2})?)[.)]?\*\*[.)]?(?:\s[–—-])?|"
    r"(?P<lettered>[A-Z]\.\d{1,2}|[A-Z]\d{1,2}(?=\.\s))\.?)\s+(?=\S)"
)
_ORDINAL = re.compile(
    r"\s*[*_]*(?P<ordinal>(?:First|Second|Third|(?:Four|Fif|Six|Seven|Eigh|Nin|Ten)th)(?:ly)?|"
    r"Lastly|Finally)[*_]*,\s+[*_]*(?=\w)"
)
_CAPITAL = re.compile(r"\s*(?P<ordinal>[A-HJ-UW-Z])\.\s+(?=[A-Z][a-z]+\s)")
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
_BRACKETED = re.compile(r"\s*(\(\d{1,2}\))\s+(?=\S)")
_INLINE = re.compile(
    r"(?:(?<=[:;,.])|(?<=; and)|(?<=, and))\s+(?=\(?(?:[a-h]|[ivx]{1,4}|\d{1,2})\)\s)"
)


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
    label = label_of(text)
    return max(lead, label.end) if label else lead


def printed_number(text: str) -> str | None:
    """The number at the head of a block in bold, or with the letter of its chapter.

    >>> printed_number("**57.** The Board should audit."), printed_number("E.1 The Board")
    ('57', 'E.1')
    """
    match = _PRINTED.match(text)
    return match and (match["bold"] or match["lettered"])


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
    """The number of an item that is only counted: `1.` or `(1)`."""
    match = _BRACKETED.match(text)
    digits = match[1].strip("()") if match else paragraph or ""
    return int(digits) if re.fullmatch(r"\d{1,2}", digits) else None


def is_unnumbered(words: str) -> bool:
    """Whether words open with "Recommendation:"."""
    return bool(_UNNUMBERED.match(words))


def advising(section: Sequence[str]) -> int:
    """Which of the headings above, counted from 1, says that recommendations follow; 0 for none."""
    return next(
        (
            n
            for n, heading in enumerate(section, 1)
            if ADVISING.search(heading) and not _ABOUT.search(heading) and not label_of(heading)
        ),
        0,
    )


def looks_back(section: Sequence[str]) -> bool:
    """Whether what stands under these headings tells what became of earlier recommendations."""
    return any(_EARLIER.search(heading) for heading in section)


def asks(words: str) -> bool:
    """Whether words open by asking somebody: "Members are asked to", "It is recommended that"."""
    return bool(_ASKED.match(words) or _ASKS.search(words))


def whom_it_asks(words: str) -> str | None:
    """Whom a sentence such as "The Panel invites the Board to resolve:" asks, as it names them."""
    match = _ASKS.search(words)
    return match["whom"].strip() if match and match["whom"] else None


def announces(text: str) -> bool:
    """Whether a stem only says that recommendations follow: "Members are asked to:"."""
    return (
        bool(RESOLVED.match(text))
        or counts_up(text)
        or bool(
            (_ASKED.search(text) and not _MUST.search(text))
            or (_ASKS.search(text) and _OPEN_END.search(text))
        )
    )


def counts_up(text: str) -> bool:
    """Whether a sentence says that recommendations follow, and not only that there are some."""
    return bool(_ANNOUNCING.search(text))


def leads_to_items(words: str) -> bool:
    """Whether a sentence makes recommendations or resolutions of the list below it."""
    asking = _ASKED.search(words) or _ASKS.search(words)
    return bool(
        RESOLVED.match(words) or (asking and _OPEN_END.search(words.rstrip())) or counts_up(words)
    )


def is_stem(words: str) -> bool:
    """Whether words name only who should act, and what follows says how: "The Board should:"."""
    return bool(_STEM.search(words))


def inline_items(words: str) -> list[tuple[int, int]]:
    """Half-open ranges of lettered items within a paragraph that resolves or asks for them.

    >>> text = "The Panel asks the Board to resolve: (i) that it meet; (ii) that it report."
    >>> [text[a:b] for a, b in inline_items(text)]
    ['(i) that it meet;', '(ii) that it report.']
    """
    starts = [match.end() for match in _INLINE.finditer(words)]
    if len(starts) < 2 or not leads_to_items(words[: starts[0]].rstrip()):
        return []
    ends = [*(match.start() for match in _INLINE.finditer(words)), len(words)][1:]
    return list(zip(starts, ends, strict=True))
