"""Titles of reviews: lines that can be one, and what such a line says where it names no kind."""

import re
from collections.abc import Iterable, Iterator

from kb.describing.opening import Opening, Said
from kb.document_types import SERIOUS_CASE_REVIEW, DocumentType
from kb.types import Field

_LINE_WORDS = 24
_STACKED_WORDS = 60  # of the lines of a cover that were joined
_UNNAMED = re.compile(
    r"(?:report|summary|account|findings|outcome) (?:of|on|from) (?:an?|the|"
    r"this) (?:\w+ )?review\b|"
    r"(?:the )?review (?:of|into|concerning|in respect of) (?:the )?(?:case|death|life|care|"
    r"circumstances|"
    r"services|injur)|(?:an? )?(?:overview report|(?:executive|public) summary)\b|"
    r"(?:the )?(?:[\w’'“”\"-]+ ){0,6}(?<!peer )(?<!annual )(?<!progress )(?<!under )(?<!for )"
    r"(?<!rapid )review(?: (?:report|panel))?\W*$",
    re.IGNORECASE,
)
# Of what kind the reviews of a body are, by its name: what it holds no other body holds.
_REVIEWS_OF = (
    (
        "child practice review",
        r"\bregional safeguarding (?:children )?board\b|\bbwrdd diogelu\b",
    ),
    ("case management review", r"\bsafeguarding board for northern ireland\b"),
    (
        SERIOUS_CASE_REVIEW,
        r"\barea child protection committee\b|\b(?:(?-i:ACPC|LSCB)|safeguarding children board)\b",
    ),
    (
        "local child safeguarding practice review",
        r"\bsafeguarding children['’]?s? partnership\b|\b(?-i:LSCP)\b",
    ),
    ("significant case review", r"\bchild protection committee\b"),
)
# What may follow a review's name on its cover; "finds failings" after it is a headline.
AFTER = re.compile(
    r"\s*(?:$|[:–—|,.(/‘“\"-]|'(?=[A-Z])|(?:in respect of|into|concerning|regarding|relating to|"
    r"relation|and|on|of|for|about|re|under|using|with|by|reports?|overview|executive|final|full|summary|panel|"
    r"conducted|carried out|undertaken|commissioned|in accordance|no\.?|number|\d[\d/]*|"
    r"child(?:ren)?|baby|young (?:person|people)|family|case|"
    r"subject|author|independent|(?-i:[A-Z]{2,}\d*)|"
    r"(?!finds?\b|found|reveal|says?\b|slams?\b|blames?\b|critici[sz]|shows?\b|warns?\b|"
    r"(?:sub-?)?(?:group|committee)|team|delayed|launched|ordered)(?-i:[A-Z][a-z]+))\b)",
    re.IGNORECASE,
)
# A sentence, or a line of what is written about a review.
_SAYS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|should|must|may|says?|said|finds?|found)\b|[?!]\W*$",
    re.IGNORECASE,
)
_OF_OTHER = re.compile(
    r"\b(?:response|reply|letter|statement|following|after|about|regarding|update|progress|"
    r"publication|plan|briefing|training|question|request|ref(?:erence)?)\b",
    re.IGNORECASE,
)
_IS_BODY = re.compile(r"\s(?:panel|(?:sub-?)?group|(?:sub-?)?committee|team)\b", re.IGNORECASE)


def title_lines(lines: Iterable[Said]) -> Iterator[Said]:
    """The lines that can be a title, a long one only where no sentence is in it."""
    for line in lines:
        n_words = len(line.text.split())
        told = line.text.rstrip().endswith(".") or _SAYS.search(line.text)
        if n_words <= _LINE_WORDS or (n_words <= _STACKED_WORDS and not told):
            yield line


def find_in_line(kind: DocumentType, opening: Opening) -> Field | None:
    """A line of the cover that tells nothing and has the kind's name in capitals in it."""
    for line in title_lines(opening.lines):
        match = kind.named.search(line.text) if kind.named else None
        if match is None or _SAYS.search(line.text) or _OF_OTHER.search(line.text[: match.start()]):
            continue
        if _IS_BODY.match(line.text, match.end()):
            continue
        words = [word for word in match["name"].split() if word.isalpha() and len(word) > 2]
        if all(word[0].isupper() for word in words) and AFTER.match(line.text, match.end()):
            return line.field("regime", match["name"].lower(), match.span("name"), 0.7)
    return None


def find_of_body(opening: Opening) -> Field | None:
    """A title "Report of a second review" on a cover of a body that holds reviews of one kind."""
    for line in title_lines(opening.lines):
        match = None if _SAYS.search(line.text) else _UNNAMED.match(line.text)
        for kind, body in _REVIEWS_OF if match else ():
            said = any(re.search(body, other.text, re.IGNORECASE) for other in opening.lines)
            if said and match:
                return line.field("regime", kind, match.span(), 0.6)
    return None
