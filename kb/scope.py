"""Which documents a question names, and what it asks of them: "How old was Child H of Acre …?".

A question about one case spends half its words on saying which case. Those words choose documents;
they must not choose sentences, for a report names its case on the cover and says "he" thereafter.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.types import DocumentSummary, Field, Spans

LABEL = re.compile(
    r"\b(?:Child|Baby|Young Person|Family|Adult|Sibling|Infant) (?:[A-Z]{1,2}\d{0,2}|\d{1,2})\b"
    r"|\b[A-Z]{2,6} \d{1,3}/(?:19|20)\d{2}\b"
)
"""A pseudonym as reviews give them, or a review's code."""

ACRONYMS = {
    "SCR": "serious case review",
    "LCSPR": "local child safeguarding practice review",
    "JAR": "joint area review (JAR)",
    "DHR": "domestic homicide review",
}

_SHORT = re.compile(rf"\b(?:{'|'.join(ACRONYMS)})(?=s?\b)")

_CASE, _TITLE, _AUTHORITY, _TYPE, _YEAR = 8, 6, 4, 2, 1
_ENOUGH = 3  # an authority does, or a type with its year; a type or a year alone does not
_YEAR_SAID = re.compile(r"(?<![\w/])(?:19|20)\d{2}(?![\w/])")
_TYPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("joint area review", r"\bJARs?\b|\bjoint area reviews?\b"),
        (
            "committee report",
            r"\b(?:scrutiny |select )?committee (?:reports?|papers?|briefings?)\b",
        ),
        ("minutes", r"\bminutes\b"),
        ("press", r"\bnewspapers?\b|\bpress\b|\barticles?\b"),
        ("blog", r"\bblogs?\b|\bbloggers?\b"),
        ("government response", r"\bgovernment(?:['’]s)? response\b"),
        ("inquiry", r"\b(?:public )?inquir(?:y|ies)\b"),
        ("guidance", r"\bprocedures\b|\bguidance\b"),
        ("learning brief", r"\blearning briefs?\b"),
        ("executive summary", r"\bexecutive summar(?:y|ies)\b"),
        ("overview report", r"\boverview reports?\b"),
        ("serious case review", r"\bSCRs?\b|\bserious case reviews?\b"),
        (
            "local child safeguarding practice review",
            r"\bLCSPRs?\b|\b(?:child )?safeguarding practice reviews?\b",
        ),
        ("child practice review", r"\bchild practice reviews?\b"),
    )
)
_TYPE_PATTERNS = dict(_TYPES)
_APART = ("press", "blog")  # which belong to no authority
_TIED = re.compile(
    r"(?:\b(?:in|of|at|by|from|for|on|about|over|under|the|a|an|to|that|which|led)\s+)*\x00",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that a question names: a `case`, `title`, `authority`, `type` or `year`.

    A `place` is an authority in titles of others' papers. `documents` are those that it names; none
    where the store holds no such case.
    """

    kind: str
    value: str
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents that a question names, best first, and the words that remain to be answered.

    `documents` is empty where nothing is named, or nothing that is held; then `rest` is the whole
    question. `named` says what was.
    """

    documents: tuple[str, ...]
    named: tuple[Named, ...]
    rest: str

    def of(self, kind: str) -> list[Named]:
        """What is named of one kind."""
        return [item for item in self.named if item.kind == kind]


def read_scope(
    question: str,
    documents: Mapping[str, DocumentSummary],
    fields: Mapping[str, Sequence[Field]],
) -> Scope:
    """The documents of the store that `question` names.

    A case, a title or an authority makes a scope; a type or a year only narrows one.
    """
    named = [
        *_cases(question, documents, fields),
        *_titles(question, documents),
        *_authorities(question, documents),
        *_titled_places(question, documents),
        *_types(question, documents),
        *_years(question, documents),
    ]
    best = _best(named)
    return Scope(best, tuple(named), _rest(question, named) if best else spelled_out(question))


def spelled_out(question: str) -> str:
    """`question` with the short names of kinds of document as documents write them in full.

    >>> spelled_out("Who chaired the SCR?")
    'Who chaired the serious case review'
    """
    return _SHORT.sub(lambda m: ACRONYMS[m[0]], question).rstrip("? ")


def labels_of(fields: Iterable[Field]) -> list[tuple[str, Spans]]:
    """The labels of a document's case, with the words that give them."""
    return [(f.value, f.spans) for f in fields if f.name in ("case label", "also known as")]


def _cases(
    question: str,
    documents: Mapping[str, DocumentSummary],
    fields: Mapping[str, Sequence[Field]],
) -> list[Named]:
    held: dict[str, set[str]] = {}
    for document_id in documents:
        for label, _ in labels_of(fields.get(document_id, ())):
            held.setdefault(label, set()).add(document_id)
    said = {
        label: frozenset(ids)
        for label, ids in held.items()
        if re.search(rf"(?<!\w){_as_typed(label)}(?:['’]?s)?(?!\w)", question)
    }
    for match in LABEL.finditer(question):
        if not any(match[0] in label for label in said):
            said[match[0]] = frozenset()
    return [Named("case", label, ids) for label, ids in said.items()]


def _as_typed(label: str) -> str:
    """The expression of a label, in small letters too, unless that is common ("the child a …")."""
    several = len(label.split()) > 1 and label.rsplit(maxsplit=1)[-1] not in ("A", "I")
    return f"(?i:{re.escape(label)})" if several else re.escape(label)


def _titles(question: str, documents: Mapping[str, DocumentSummary]) -> list[Named]:
    """Titles of which a question has a run of words of their own ("Out of Sight of Home")."""
    asked = f" {_plain(question)} "
    found: dict[str, set[str]] = {}
    for document in documents.values():
        for part in re.split(r"[:.–—|\"“”]|\s-\s", document.title):
            if f" {_plain(part)} " not in asked:
                continue
            is_name = sum(word[:1].isupper() for word in part.split()) >= 2
            generic = any(pattern.search(part) for _, pattern in _TYPES) or LABEL.search(part)
            if is_name and not generic:
                found.setdefault(part.strip(), set()).add(document.id)
    return [Named("title", name, frozenset(ids)) for name, ids in found.items()]


def _authorities(question: str, documents: Mapping[str, DocumentSummary]) -> list[Named]:
    return [
        Named("authority", name, frozenset(d.id for d in documents.values() if d.authority == name))
        for name in _places(question, documents)
    ]


def _titled_places(question: str, documents: Mapping[str, DocumentSummary]) -> list[Named]:
    """Authorities that stand in titles of papers of others, or of nobody known."""
    held = {
        name: frozenset(
            d.id
            for d in documents.values()
            if d.authority != name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", d.title)
        )
        for name in _places(question, documents)
    }
    return [Named("place", name, ids) for name, ids in held.items() if ids]


def _places(question: str, documents: Mapping[str, DocumentSummary]) -> list[str]:
    """The authorities that `question` names."""
    known = dict.fromkeys(d.authority for d in documents.values() if d.authority)
    return [name for name in known if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", question)]


def _types(question: str, documents: Mapping[str, DocumentSummary]) -> list[Named]:
    return [
        Named(
            "type",
            name,
            frozenset(
                d.id
                for d in documents.values()
                if d.document_type == name or pattern.search(d.title)
            ),
        )
        for name, pattern in _TYPES
        if pattern.search(question)
    ]


def _years(question: str, documents: Mapping[str, DocumentSummary]) -> list[Named]:
    years = {int(match[0]) for match in _YEAR_SAID.finditer(question)}
    return [
        Named("year", str(year), frozenset(d.id for d in documents.values() if d.year == year))
        for year in sorted(years)
    ]


def _best(named: Sequence[Named]) -> tuple[str, ...]:
    """The documents that fit most of what is named; () where no document is singled out."""
    weights = {
        "case": _CASE,
        "title": _TITLE,
        "authority": _AUTHORITY,
        "place": _AUTHORITY,
        "type": _TYPE,
        "year": _YEAR,
    }
    scores: dict[str, int] = {}
    for item in named:
        for document_id in item.documents:
            scores[document_id] = scores.get(document_id, 0) + weights[item.kind]
    chosen = {i for i, score in scores.items() if score >= _ENOUGH}
    cases = [item for item in named if item.kind == "case"]
    if cases:
        of_cases = frozenset[str]().union(*(item.documents for item in cases))
        chosen &= of_cases
        placed = [item.documents for item in named if item.kind in ("authority", "title")]
        placed += [i.documents for i in named if placed and i.kind == "type" and i.value in _APART]
        within = chosen & frozenset[str]().union(*placed) if placed else chosen
        chosen = within or chosen
    return tuple(sorted(chosen, key=lambda i: (-scores[i], i)))


def _rest(question: str, named: Sequence[Named]) -> str:
    """`question` without the words that say which documents are meant; a case is "the child"."""
    rest = question
    for item in named:
        if item.kind == "type":
            rest = _TYPE_PATTERNS[item.value].sub("\x00", rest)
        elif item.documents:
            plural = "" if item.kind == "case" else "(?:['’]?s(?!\\w))?"
            mark = _mark(item)
            words = _as_typed(item.value) if item.kind == "case" else re.escape(item.value)
            rest = re.sub(rf"(?<!\w){words}(?!\w){plural}", mark, rest)
    rest = re.sub(r"\((?:[\s,]|\x00|\x02|in|of)*\)", " ", rest)
    rest = _TIED.sub(" ", rest)
    rest = re.sub(r"(?:\bthe\s+)?\x01", "the family", rest)
    rest = re.sub(r"(?:\bthe\s+)?\x02", "the child", rest)
    return re.sub(r"\s+(?=[,.?:;])", "", " ".join(rest.split())).strip(" ,.:;-–?")


def _mark(item: Named) -> str:
    if item.kind != "case":
        return "\x00"
    return "\x01" if item.value.startswith("Family") else "\x02"


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
