"""Question -> plan: what kind of answer it wants, what it is about, in which documents. Pure.

A set question ("which reviews cite X", "X, all reviews") is swept over every document; a fact is
answered from the best sentences. What a question is about is what remains when its frame
(`kb.framing`) and its filters (`kb.filters`) are taken away.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from kb.asked_kinds import asked_kind
from kb.document_types import REVIEW_TYPES
from kb.errors import QuestionError
from kb.filters import NO_FACETS, Facets, Filter
from kb.framing import (
    BEFORE_UNIT,
    UNIT,
    asks_for_many,
    trimmed,
    without_asides,
    without_frame,
)
from kb.themes import theme_names
from kb.unframed import asked_of_all, points_at_one
from kb.words import content_terms

_MAX_CHARS = 1000
_TYPE = "document type"
_NO_FIELDS = frozenset({"name", _TYPE})  # conditions that a question states of no field

_TYPES = (
    (
        "press",
        r"\b(?:press|newspaper) (?:articles?|reports?|cuttings?|clippings?)|\bpress coverage\b",
    ),
    ("domestic homicide review", r"\bDHRs?\b|\bdomestic homicide reviews?"),
    ("government response", r"\bgov(?:ern?men)?t responses?"),
    ("committee report", r"\bcommittee (?:reports?|papers?)"),
    ("inspection report", r"\binspections?\b(?: reports?)?"),
    ("inquiry", r"\binquir(?:y|ies)\b(?: reports?)?"),
    ("executive summary", r"\bexecutive summar(?:y|ies)"),
    ("local child safeguarding practice review", r"\bLCSPRs?\b|safeguarding practice reviews?"),
    ("child practice review", r"\bCPRs?\b|\bchild practice reviews?"),
    ("serious case review", r"\bSCRs?\b|\bserious case reviews?"),
    ("case management review", r"\bCMRs?\b|\bcase management reviews?"),
    ("learning review", r"\blearning reviews?"),
    ("joint area review", r"\bJARs?\b|\bjoint area reviews?"),
)
_COUNT = re.compile(
    r"^\W*how often (?:do|have|are|is|has)\b|\bno\. of\b|"
    r"\b(?:how many|how common|number of|count|total(?: of)?|tally|"
    r"what (?:proportion|percentage|share|fraction)|(?:are|do|say|says) (?:most|the majority))\b",
    re.IGNORECASE,
)
_BY_UNIT = re.compile(
    r"\b(?:according to|count(?:ed|ing)? by|across|in) (?:\w+ ){0,3}?"
    r"(?:reviews?|SCRs?|reports?|documents?|cases)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[:,–-]\s*(?:please )?list(?: please)?[.?!]*$", re.IGNORECASE)
_WHICH_AFTER = re.compile(  # yes or no, and at the end which documents
    r"^(\W*(?:did|do|does|is|are|was|were|has|have|had)\b.*?)"
    r"(?:[?.]\s+(?:if so,? )?(?:in )?which|[,;]?\s+(?:and |if so,? )(?:in )?which(?= \w))"
    r"(?: (?:ones?|of them|case|review|report|document)s?)?(?: (?:are they|is it|was it))?\W*$",
    re.IGNORECASE,
)
_MAY_ASK_OF_ALL = (None, "fact")
_ONE_THING = re.compile(
    r"^\W*(?:when|why|how (?:old|long|much)|on what date|at what|"
    r"how many (?:of )?(?:the |its )?(?:\w+ ){0,2}(?:recommendations|actions))\b",
    re.IGNORECASE,
)
_MENTION = re.compile(r"\b(?:mention|refer|contain|includ|talk)\w*\b", re.IGNORECASE)
_NOT_ONLY_REVIEWS = re.compile(r"\bnot just reviews\b|\bof any kind\b", re.IGNORECASE)

_KIND_OF_NAME = r"\b(?:(?:first|middle|last|maiden|full|birth|given)[ -]names?|surnames?)\b"
KIND_OF_NAME = re.compile(_KIND_OF_NAME, re.IGNORECASE)
"""A kind of personal name, which a sentence that gives it says."""

_BEFORE = r"\W*(?:(?:after|at|by|during|following|for|from|in|on|to|under|with) (?:[^,]*, )?)?"
_WANTS = tuple(  # also in "In the D case, how many …?" and "For how many weeks …?"
    (kind, re.compile(f"{_BEFORE}(?:{pattern})"))
    for kind, pattern in (
        ("name", rf"(?:what|which) .*{_KIND_OF_NAME}"),
        (
            "number",
            r"(?:how (?:many|much|old|long|often|far|heavy|quickly|soon|fast)|"
            r"what (?:number|percentage|proportion))\b",
        ),
        (
            "date",
            r"(?:when|(?:what|which) (?:date|year|day|month))\b",
        ),
        (
            "person",  # of posts only those that one person holds
            r"who(?:m|se)?\b|(?:which|what) "
            r"(?:(?!(?:did|do|does|is|are|was|were|has|have|had|the|an?)\b)[\w-]+ ){0,2}?"
            r"(?:worker|officer|visitor|manager|director|doctor|nurse|midwife|teacher|minister|"
            r"inspector|coroner|judge|author|consultant|paediatrician|psychiatrist|constable|chair)\b",
        ),
        (
            "advice",
            r"what (?:did|does|do|has|have) .+ (?:want|call for|called for|propose|suggest|urge|"
            r"advise|wanted|proposed|suggested|urged|advised)\b",
        ),
    )
)

_AND = re.compile(
    r"\s*(?:[,;:]\s*)?(?:\band also\b|\bas well as\b|\balong with\b|\btogether with\b|"
    r"\bcombined with\b|\bhand in hand with\b|\bAND\b|\bwhere,? in addition,?|"
    r",? and,? (?:on top of that|in addition|nevertheless|at the same time),?)\s*"
)
_BUT_NOT = re.compile(
    r"[,;]?\s*\b(?:but not|but without|excluding|except(?:ing)?(?: for)?|apart from|not counting|"
    r"other than|(?:but |and )?leav(?:e|ing) out|minus)\b"
    r"(?:\s+(?:any|those|ones|the|all|that|which|with|also|where|who))*\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that must be said, or with `negated` must not be; `terms` are its content words."""

    text: str
    terms: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a question asks for.

    `kind` is "fact", "list", "count" or "inventory" (documents that pass the filters, nothing else
    asked); `subject` is what must be said for a document to count, in `parts` that must all hold,
    or with `any_part` one of them; `unit` is "review" or "document" for set questions, and
    `document_type` the one type asked for; `wants` is the kind of thing a fact question asks for
    ("number", "date", "person", "name", "advice"); `mention` says that naming the subject is
    enough, `expand` that the vocabulary's names for the subject are searched too.
    """

    question: str
    kind: str
    subject: str
    parts: tuple[Part, ...]
    unit: str | None = None
    document_type: str | None = None
    any_part: bool = False
    filters: tuple[Filter, ...] = ()
    wants: str | None = None
    mention: bool = False
    expand: bool = True

    @property
    def wants_set(self) -> bool:
        """Whether the answer is a verdict a review or document."""
        return self.unit is not None

    @property
    def given(self) -> tuple[Filter, ...]:
        """The filters that were set beside the question."""
        return tuple(condition for condition in self.filters if condition.given)

    @property
    def conditions(self) -> dict[str, str]:
        """Every condition on documents, by field, as people read it."""
        found = {_TYPE: self.document_type} if self.document_type else {}
        return found | {condition.name: condition.value for condition in self.filters}

    def admits(self, *documents: str) -> bool:
        """Whether a document, or a review with these (the fullest first), passes every filter."""
        return all(condition.admits(documents) for condition in self.filters)

    @property
    def terms(self) -> tuple[str, ...]:
        """The content words of the parts that must be said."""
        wanted = (part for part in self.parts if not part.negated)
        return tuple(dict.fromkeys(term for part in wanted for term in part.terms))


@dataclass(frozen=True, slots=True)
class Steering:
    """What an asker sets beside the question.

    `filters` are values by field, of which one must be met; of the fields `ignored` no condition is
    read out of the question ("name": that its names must be held). Without `expand`, only the
    question's own words are searched.
    """

    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ignored: Collection[str] = ()
    expand: bool = True


AS_ASKED = Steering()
"""Nothing beside the question."""


def plan(
    question: str,
    facets: Facets = NO_FACETS,
    steering: Steering = AS_ASKED,
    asks_of_all: Callable[[str], bool] = lambda text: False,
) -> Plan:
    """The plan of `question`, its filters read with the `facets` of the store.

    `asks_of_all` judges of questions in no known form whether they ask of every document.

    Raises:
        QuestionError: it is empty, too long, or has no word to search for, or a filter names a
            field or value that no document has.

    >>> plan("Which reviews cite failure to share information?").subject
    'failure to share information'
    """
    text = _checked(question)
    given = tuple(
        facets.given(facets.checked_name(name), values)
        for name, values in steering.filters.items()
        if values
    )
    set_by = {condition.name for condition in given}
    ignored = {
        name if name in _NO_FIELDS else facets.checked_name(name) for name in steering.ignored
    }
    which_after = _WHICH_AFTER.match(text)
    asked = without_asides(which_after[1] if which_after else text)
    read, rest = facets.read(asked, ignored)
    filters = (*given, *(condition for condition in read if condition.name not in set_by))
    wanted = asked_kind(text)
    kind = "list" if which_after else None
    if kind is None and (UNIT.search(text) or _LISTED.search(text)):
        kind = _set_kind(text, rest, wanted)
    framed = kind is not None
    # a number in one place is a fact: "How many children in Northwick had a plan?"
    named_in = text if _COUNT.search(text) else rest
    if not framed and wanted in _MAY_ASK_OF_ALL and not points_at_one(text, named_in):
        kind, rest = asked_of_all(rest) or (None, rest)
        if kind is None and not _ONE_THING.search(text) and asks_of_all(text):
            kind = "count" if _COUNT.search(text) else "list"
    document_type = None if _TYPE in set_by | ignored else _document_type(asked)
    subject = without_frame(rest, theme_names()) if kind is not None else ""
    any_part, parts = _parts(subject)
    is_held = framed and kind == "list" and wanted == "inventory" and bool(parts)
    if kind is None or is_held:  # of what is named, which nothing has to say
        subject = text.rstrip("? ")
        return Plan(
            question=text,
            kind=wanted or "fact",
            subject=subject,
            parts=(Part(subject, content_terms(subject)),),
            document_type=document_type if wanted == "inventory" else None,
            filters=filters,
            wants=_wants(text),
        )
    return Plan(
        question=text,
        kind=kind if parts else "inventory",
        subject=subject,
        parts=parts,
        unit=_unit(text, next((c.value for c in given if c.name == _TYPE), None)),
        document_type=document_type,
        any_part=any_part,
        filters=filters,
        mention=bool(_MENTION.search(text.replace(subject, " "))),
        expand=steering.expand,
    )


def _document_type(text: str) -> str | None:
    names = (name for name, pattern in _TYPES if re.search(pattern, text, re.IGNORECASE))
    return next(names, None)


def _checked(question: str) -> str:
    text = " ".join(question.split())
    if not text:
        raise QuestionError("the question is empty; ask something")
    if any("\ud800" <= ch <= "\udfff" for ch in text):
        raise QuestionError("the question is not valid Unicode text; type it again")
    if len(text) > _MAX_CHARS:
        raise QuestionError(
            f"the question has {len(text):,} characters; the limit is {_MAX_CHARS:,}: shorten it"
        )
    if not content_terms(text):
        raise QuestionError(f"{text!r} has no word to search for; say what it is about")
    return text


def _set_kind(text: str, rest: str, wanted: str | None) -> str | None:
    """What a question whose honest answer is a set of documents asks for: "list", "count" or None.

    `rest` is `text` without filters, `wanted` the kind that its words ask for.
    """
    if _LISTED.search(text):
        return "list"
    first = UNIT.search(rest)
    if first is None or wanted not in (None, "inventory") or not asks_for_many(rest):
        return None
    counted = _COUNT.search(rest)
    if counted is None:
        return "list"
    between = rest[counted.end() : first.start()].lower().split()
    units = counted.start() < first.start() and len(set(between) - BEFORE_UNIT) <= 1
    units_first = not rest[first.end() : counted.start()].strip(" ,:;-–—")
    set_first = first.end() <= counted.start() and units_first
    return "count" if units or set_first or _BY_UNIT.search(text) else None


def _unit(text: str, document_type: str | None) -> str:
    """What is counted; a type of document that is set beside the question decides."""
    if document_type is not None:
        return "review" if document_type in REVIEW_TYPES else "document"
    units = list(UNIT.finditer(text))
    named = not units or any(unit["review"] or unit[0].lower() == "cases" for unit in units)
    return "review" if named and not _NOT_ONLY_REVIEWS.search(text) else "document"


def _parts(subject: str) -> tuple[bool, tuple[Part, ...]]:
    """Whether one part suffices, and the parts of a subject; a theme's name is never parted."""
    names = theme_names()
    named = [name.span() for name in names.finditer(subject)]
    wanted, *unwanted = _split(_BUT_NOT, subject, named)
    both = re.match(r"(?:.*\b)?both:? (.+) and (.+)$", wanted, re.IGNORECASE)
    either = re.match(r"(?:.*\b)?either (.+?),? or (?:else )?(.+)$", wanted, re.IGNORECASE)
    else_ = re.split(r",? or else ", wanted)
    if both:
        texts = list(both.groups())
    elif either:
        texts = list(either.groups())
    else:
        texts = else_ if len(else_) > 1 else _AND.split(wanted)
    parts = [Part(t, content_terms(t)) for t in (trimmed(t, names) for t in texts)]
    parts += [
        Part(t, content_terms(t), negated=True) for t in (trimmed(t, names) for t in unwanted)
    ]
    any_part = not both and bool(either or len(else_) > 1)
    return any_part, tuple(part for part in parts if part.terms)


def _split(between: re.Pattern[str], text: str, held: Sequence[tuple[int, int]]) -> list[str]:
    """What stands before, between and after the matches of `between` outside the spans `held`."""
    parts, start = [], 0
    for match in between.finditer(text):
        if not any(first < match.end() and match.start() < last for first, last in held):
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]


def _wants(question: str) -> str | None:
    lowered = question.lower()
    return next((kind for kind, pattern in _WANTS if pattern.match(lowered)), None)
