"""The types of document: how each names itself, who speaks in it, whether it is a review."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kb.paper_words import standing_in_words
from kb.types import Standing

_FILE = Path(__file__).parent / "document_types.toml"

UNKNOWN = "document"
PRESS = "press"
BLOG = "blog"
LETTER = "letter"
SERIOUS_CASE_REVIEW = "serious case review"

# What may stand before a type's name on a cover: a title of its own, and words of this kind.
_LEAD = (
    r"^(?:.{3,80}?(?:[:–—|]|\s-)\s+)?\W*(?:(?:the|an?|this|final|full|draft|redacted|published|independent|first|second|"
    r"joint|thematic|adroddiad|concise|extended|revised|reconsidered|combined|appreciative|local|"
    r"confidential|learning from|lessons (?:learn(?:ed|t) )?from|findings from|"
    r"report (?:of|on|into)|report (?:to|for) (?:[\w’']+ ){1,6}(?:board|committee|partnership) on|"
    r"overview report(?: of| on| into)?|executive summary(?: of| for)?|"
    r"of|summary of|findings of|a summary of|adroddiad cryno|/|notice of|re-?consideration of|"
    r"title|document|type|"
    r"(?:child(?:ren)?|baby|family|young person) (?-i:[A-Z]{1,2}\d{0,2}\b)(?:\W+(?-i:[A-Z]\w?\b))*|"
    r"(?:[\w’'.&,-]+ ){1,9}(?:boards?(?: for northern ireland)?|partnerships?|"
    r"council|committee|trust|constabulary|inspectorate|"
    r"(?-i:LSCB|ACPC|LSCP|SCB|SCP)))[\s:–—-]+)*"
)


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One type; the patterns find its name in a line of a title or cover, or a running line.

    `named` is what `opens` is, anywhere in a line.
    """

    name: str
    standing: Standing
    is_review: bool
    opens: re.Pattern[str] | None
    named: re.Pattern[str] | None
    says: re.Pattern[str] | None
    codes: re.Pattern[str] | None
    letterhead: re.Pattern[str] | None
    nation: str | None
    tells: re.Pattern[str] | None
    in_letters: bool
    unless: re.Pattern[str] | None


@cache
def document_types() -> tuple[DocumentType, ...]:
    """Every type of the vocabulary file, the first that fits a document winning."""
    items = tomllib.loads(_FILE.read_text(encoding="utf-8"))["type"]
    return tuple(
        DocumentType(
            item["name"],
            Standing(item["standing"]),
            item.get("review", False),
            _any(item.get("opens", ()), _LEAD, re.IGNORECASE),
            _any(item.get("opens", ()), r"\b", re.IGNORECASE),
            _any(item.get("says", ()), "", re.IGNORECASE),
            _any(item.get("codes", ()), "", 0),
            _any(item.get("letterhead", ()), "", re.IGNORECASE),
            item.get("nation"),
            _any(item.get("tells", ()), "", re.IGNORECASE),
            item.get("in_letters", False),
            _any(item.get("unless", ()), "", re.IGNORECASE),
        )
        for item in items
    )


def _any(patterns: list[str], before: str, flags: int) -> re.Pattern[str] | None:
    return re.compile(f"{before}(?P<name>{'|'.join(patterns)})", flags) if patterns else None


@cache
def type_names() -> tuple[str, ...]:
    """The names of all types, those of press and the unknown too."""
    return (*(kind.name for kind in document_types()), PRESS, BLOG, UNKNOWN)


def standing_of_type(name: str) -> Standing:
    """Who speaks in documents of the type called `name`, one of the vocabulary or plain words."""
    found = {PRESS: Standing.PRESS, BLOG: Standing.COMMENT}
    found |= {kind.name: kind.standing for kind in document_types()}
    if name in (UNKNOWN, Standing.UNKNOWN):
        return Standing.UNKNOWN
    return found.get(name) or standing_in_words(name) or Standing.UNKNOWN


REVIEW_TYPES = frozenset(kind.name for kind in document_types() if kind.is_review)
