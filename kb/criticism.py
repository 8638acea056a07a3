"""Which agencies a document finds fault with, by the sentences in which it does.

Reviews seldom say "failed": they tell what was not done, what was put away unread, what somebody
wrote. So a sentence counts by its signs (`kb/criticism.toml`) against the agency that is the
subject of the clause, or does the deed; where the subject is a pronoun, a nobody or a paper,
against the one that the text is on: the row of the table, the subject of the sentence before, the
heading. Sentences that are not the document's own finding (`kb.speech`) and praise count nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod

from kb.agency_names import AgencyNames, Named
from kb.chunking import block_sentences
from kb.speech import Marks, marks
from kb.types import Block, BlockKind, Document, Field, Spans
from kb.word_lists import WordLists

_WORDS = WordLists.of_files("criticism.toml")
_any, _pattern = _WORDS.any, _WORDS.pattern


_SIGNS = {
    name: _pattern(name)
    for name in ("fault", "nothing_done", "denied", "undone", "nobody", "left", "quoted")
}
_TO_CREDIT, _SUFFERED = _pattern("to_credit"), _pattern("suffered")
_PRAISED, _OTHERS = _pattern("praised"), _pattern("others")
_FAMILY, _KIN = _pattern("family"), _pattern("kin")
# How sure one sentence is by itself, set by hand; who is only carried on from before is less sure.
_WORTH = {"subject": 0.6, "matter": 0.5, "person": 0.5}
_AT_MOST = 0.9

_APART = (BlockKind.FURNITURE, BlockKind.QUOTATION, BlockKind.COMMENT)
_HAPPENED = re.compile(
    r"\b(?:was|were|had|did|has|have|took|kept|gave|told|wrote|knew|saw|held|made|came|sent|got|"
    r"left|put|lost|thought|said|rang|found|went|met|sat|read|began|\w+ed)\b|n['’]t\b"
)
_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"")
_LABEL = re.compile(r"^\W*(?:[A-Z]{0,2}[\d.]{0,5}[A-Z]?\.?\s+)?[*_]{1,2}([^*_]{3,80}?)[*_]{1,2}")
_OPENING = re.compile(
    r"\W*(?:(?:But|And|Nor|Yet|Then|So|Still|Instead|Even|Again)\b,? |(?:In|On|At|By|After|Before|"
    r"During|When|Each|For|From|Over|Between|Under|Of|Within|Once|Later|Here|Until|Following|"
    r"Although|While|As|Despite|Throughout|Twice|However)\b[^,;:]{0,60}, (?=[a-z]))?"
)
_NO_SUBJECT = (  # "it was clear that"
    r"(?! (?:follows|seems|appears|took|(?:was|is|has been|had been|would be|must be) "
    r"(?:not |also |a |an |the )?(?:so|put|that|said|known|clear|hard|difficult|possible|true|"
    r"right|fair|case|matter|easy|only|important|for|to|in|from|\w+ years|\w+ed that)\b))"
)
_PERSON = re.compile(r"(?:She|He|Hers?|His|They|Their)\b", re.IGNORECASE)
_MATTER = re.compile(  # subjects behind which somebody stands who is not named
    rf"(?:It{_NO_SUBJECT}|Its|nobody|no[- ]one|none|nothing|neither|not one|"
    r"(?:the|that|this|both|each|every|no|an?|her|his|their|its|all|two|three|four|five|six|any)"
    rf"\b(?: [\w’'-]+){{0,3}}? (?:{_any('papers')})s?)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[;:—–|]|,? (?:and|but|while|whereas|although|because|since|when|so) "
    rf"(?=(?:{_any('subject')})\b)|"
    rf"\bthat (?=(?:{_any('subject')})\b)",
    re.IGNORECASE,
)
_ARTICLES = (
    r"(?:(?:the|an?|her|his|their|its|any|either|both|those|these|two|three|four|\w+['’]s) )*"
)
_OBJECT = re.compile(  # what stands before an agency that something is done to or with
    r"\b(?:to|with|from|for|about|against|upon|into|via|through|told|informed|asked|rang|"
    r"telephoned|called|saw|met|visited|than|like|between|on|by)\s+"
    r"(?:(?:the|an?|her|his|their|its|every|each|that|any|this|both|two|three|four|local|new|old|"
    r"same|said|\w+['’]s)\s+)*$",
    re.IGNORECASE,
)
_AGENT = re.compile(
    rf"[^.;:]{{0,60}}?\b(?:by|on the part of) {_ARTICLES}|(?: in)? of {_ARTICLES}", re.IGNORECASE
)
_OF_THEM = re.compile(
    rf"(?: of| else)?(?: \w+)?? (?:from|at|in|of|within|on) {_ARTICLES}|\s+{_ARTICLES}",
    re.IGNORECASE,
)
_JOINED = re.compile(rf",? ?(?:and|or|nor)? ?{_ARTICLES}", re.IGNORECASE)
_GOES_ON = re.compile(r",? (?:and|but|then) (?!that\b)", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|were|been|being)(?: \w+)? $", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_MAX_CHARS = 2000  # what is longer is no sentence
_SHORT_WORDS = 8
_SHORT_CELL_WORDS = 4
_NEAR = 3  # sentences over which a subject is carried on


@dataclass(frozen=True, slots=True)
class Sign:
    """Why a sentence counts against an agency; `by` is how it is told which, a key of `_WORTH`."""

    value: str
    by: str
    spans: Spans


@dataclass(slots=True)
class _Context:
    """Whom the text is on where a sentence names nobody."""

    section: tuple[str, ...] = ()
    headed: str | None = None
    row: str | None = None
    topic: str | None = None
    since: int = 0
    alone: bool = False  # nobody of a family was spoken of since

    def agency(self, clause: str) -> tuple[str, str] | None:
        """Whom a clause that names no agency is about, and how that is told."""
        opening = _OPENING.match(clause)
        at = opening.end() if opening else 0
        about = self.row or (self.topic if self.since < _NEAR else None) or self.headed
        if self.row:
            return self.row, "matter"
        if about and _MATTER.match(clause, at):
            return about, "matter"
        near = self.topic if self.since < _NEAR and self.alone else None
        return (near, "person") if near and _PERSON.match(clause, at) else None


def find_criticised(document: Document) -> list[Field]:
    """The agencies that `document` criticises, each with its plainest sentence."""
    worth: dict[str, dict[Spans, float]] = {}
    for sign in signs(document):
        told = worth.setdefault(sign.value, {})
        told[sign.spans] = max(_WORTH[sign.by], told.get(sign.spans, 0))
    found = []
    for value, told in worth.items():
        plainest = max(told, key=lambda spans: told[spans])
        doubt = prod(1 - one for one in told.values())
        sure = round(min(1 - doubt, _AT_MOST), 2)
        found.append(Field("agency criticised", value, plainest, sure))
    return found


def signs(document: Document) -> Iterator[Sign]:
    """Every sign in the sentences that the document itself speaks, in reading order."""
    texts = [document.text(block.spans) for block in document.blocks]
    names = AgencyNames.of(texts)
    context = _Context()
    for block, text in zip(document.blocks, texts, strict=True):
        if block.kind in _APART:
            continue
        _enter(context, block, text, names)
        if block.kind is BlockKind.HEADING:
            continue
        for spans in block_sentences(block, text):
            sentence = _LABEL.sub(_blank, document.text(spans))
            if _is_finding(block, sentence):
                yield from _signs(sentence, spans, names, context)
            _follow(context, sentence, names)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _is_finding(block: Block, sentence: str) -> bool:
    """Whether the document itself says that something happened, and does not praise it."""
    found = marks(block, sentence)
    if Marks.APART in found and Marks.APART not in marks(replace(block, section=()), sentence):
        found &= ~Marks.APART  # what stands under "Terms of reference" is often the answer to them
    if len(sentence) > _MAX_CHARS:
        return False
    happened = _HAPPENED.search(_QUOTATION.sub(_blank, sentence))
    return bool(happened) and not (found or _PRAISED.search(sentence) or _OTHERS.search(sentence))


def _enter(context: _Context, block: Block, text: str, names: AgencyNames) -> None:
    """Keeps what headings, labels and the cells of rows say that a block is on."""
    if block.section != context.section:
        context.section = block.section
        context.headed = _only(block.section[-1], names) if block.section else None
        context.topic = None
    if label := _LABEL.match(text):
        context.headed = _only(label[1], names)
        context.topic = None
    context.row = None
    if block.kind is BlockKind.TABLE_ROW:
        context.topic = None
        cells = text.strip("| ").split(" | ")[:3]
        short = (_only(cell, names) for cell in cells if len(cell.split()) <= _SHORT_CELL_WORDS)
        context.row = next(filter(None, short), None)


def _only(words: str, names: AgencyNames) -> str | None:
    """The agency of a heading or a cell, if it is short and names one."""
    values = {named.value for named in names.find(words)}
    return values.pop() if len(values) == 1 and len(words.split()) <= _SHORT_WORDS else None


def _follow(context: _Context, sentence: str, names: AgencyNames) -> None:
    """Keeps whom a sentence is on for the next ones."""
    first = next(iter(names.find(sentence)), None)
    before = sentence[: first.start] if first else ""
    context.since += 1
    if first and not _OBJECT.search(before) and not _FAMILY.search(before):
        context.topic, context.since = first.value, 0
        context.alone = True
    elif _FAMILY.match(re.sub(r"^\W*(?:The|Her|His|Their|A|Both) ", "", sentence)) and not (
        _PERSON.match(sentence) or sentence.startswith("They")
    ):
        context.topic = None
    context.alone = context.alone and not _KIN.search(sentence)


def _signs(sentence: str, spans: Spans, names: AgencyNames, context: _Context) -> Iterator[Sign]:
    own = _QUOTATION.sub(_blank, sentence)
    named = names.find(own)
    for kind, pattern in _SIGNS.items():
        for match in pattern.finditer(sentence if kind == "quoted" else own):
            if _TO_CREDIT.match(own, match.end()):
                continue
            for value, by in _blamed(own, named, match, kind, context):
                yield Sign(value, by, spans)


def _blamed(
    text: str, named: list[Named], sign: re.Match[str], kind: str, context: _Context
) -> list[tuple[str, str]]:
    """Against whom a sign counts, and how that is told."""
    if agents := _agents(text, named, sign, kind):
        return [(value, "subject") for value in agents]
    start = _clause(text, named, sign.start())
    subjects = [
        one
        for one in named
        if start <= one.start < sign.start() and not _OBJECT.search(text[start : one.start])
    ]
    if subjects:
        owned = _POSSESSIVE.search(text[: subjects[-1].end])  # "the school's letter was not sent"
        told = owned or (kind != "undone" and _acts(text, subjects, sign, start))
        return [(value, "subject") for value in _joined(text, subjects)] if told else []
    clause = text[start : sign.start()]
    if kind == "nobody" and not _OPENING.fullmatch(clause):
        return []  # "they found none"
    about = context.agency(text[start:])
    if about is None or (about[1] == "person" and kind == "undone"):
        return []
    others = _FAMILY.search(re.sub(r"^\W*\w+", "", clause))
    return [] if others else [about]


def _clause(text: str, named: list[Named], end: int) -> int:
    """Where the clause begins that goes on at `end`; "the police and the school" are not parted."""
    joined = [
        (one.end, other.start)
        for one, other in pairwise(named)
        if _JOINED.fullmatch(text[one.end : other.start])
    ]
    breaks = (match.span() for match in _BREAK.finditer(text, 0, end))
    return max((b for a, b in breaks if not any(c <= a and b <= d for c, d in joined)), default=0)


def _agents(text: str, named: list[Named], sign: re.Match[str], kind: str) -> list[str]:
    """Who did it, or who is none of those: "by the school", "none of the teachers"."""
    held = [one.value for one in named if sign.start() <= one.start < sign.end()]
    links = _OF_THEM if kind == "nobody" else _AGENT
    after = (one for one in named if one.start >= sign.end())
    return held or [one.value for one in after if links.fullmatch(text[sign.end() : one.start])][:1]


def _acts(text: str, subjects: list[Named], sign: re.Match[str], start: int) -> bool:
    """Whether the subjects do what the sign says, and nobody comes between."""
    if _SUFFERED.match(text, sign.end()):
        return False
    if re.match(r"\w+ed\b", sign[0]) and _PASSIVE.search(text[: sign.start()]):
        return False
    between = text[subjects[-1].end : sign.start()]
    if not _FAMILY.search(text[start : subjects[0].start]):
        between = _GOES_ON.split(between)[-1]
    elif "," in between:  # "the father, whom the nurse saw twice, did not"
        return False
    return not _FAMILY.search(between)


def _joined(text: str, subjects: list[Named]) -> list[str]:
    """The last of `subjects`, and those that "and" joins to it."""
    found = [subjects[-1]]
    for one in reversed(subjects[:-1]):
        if not _JOINED.fullmatch(text[one.end : found[-1].start]):
            break
        found.append(one)
    return [one.value for one in found]
