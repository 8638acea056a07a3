"""Question -> plan: what kind of answer it wants, what it is about, in which documents. Pure.

A set question ("which reviews cite X", "X, all reviews") is swept over every document; a fact is
answered from the best sentences. What a question is about is what remains when its frame
(`kb.planning.framing`) and its filters (`kb.planning.filters`) are taken away.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kb.errors import QuestionError
from kb.planning.asked_advice import Advice, asked_advice
from kb.planning.asked_kinds import asked_kind
from kb.planning.asked_tallies import THEMES, AskedTally, asked_tally
from kb.planning.asked_terms import asked_term
from kb.planning.courtesies import without_courtesies
from kb.planning.filters import NO_FACETS, Facets, Filter
from kb.planning.framing import asks_for_many, without_asides, without_frame
from kb.planning.parting import Part, joined_plainly, parts_of, plainly
from kb.planning.set_questions import (
    COUNT,
    asked_before_which,
    claim_put,
    set_kind,
    type_asked,
    unit_asked,
)
from kb.planning.unframed import asked_of_all, points_at_one
from kb.praise import is_failing_word
from kb.themes import theme_names
from kb.words import content_terms

_MAX_CHARS = 1000
_TYPE = "document type"
_HOLDINGS = "inventory"
_PARTY = "party"
_TALLY = "tally"
_NO_FIELDS = frozenset({"name", _PARTY, _TYPE})  # conditions that a question states of no field

_MAY_ASK_OF_ALL = (None, "fact")
_ONE_THING = re.compile(
    r"^\W*(?:when|why|how (?:old|long|much)|on what date|at what|"
    r"how many (?:of )?(?:the |its )?(?:\w+ ){0,2}(?:recommendations|actions))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_EITHER_OR_BOTH = re.compile(r"[a-z] (?:AND|OR) \w")  # as one asks a catalogue
_MENTION = re.compile(r"\b(?:mention|refer|contain|includ)\w*\b", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class Plan:
    """What a question asks for.

    `kind` is "fact", "list", "count", "inventory" (documents that pass the filters, nothing else
    asked) or "tally" (how many papers find each theme, or have each value); `subject` is what must
    be said for a document to count, in `parts` that must all hold, or with `any_part` one of them;
    `unit` is "review" or "document" for sets and tallies, and `document_type` the one type asked
    for; `wants` is the kind of thing a fact question asks for ("number", "date", "person", "name",
    "advice"); `mention` says that naming the subject is enough, `expand` that the vocabulary's
    names for the subject are searched too, `of_party` that what must be said must be said of those
    whom the subject names (`kb.parties`); `advice` is what papers must recommend, where they are
    asked for by that, `tally` what a tally counts.
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
    of_party: bool = True
    advice: Advice | None = None
    tally: AskedTally | None = None

    @property
    def of_all(self) -> bool:
        """Whether it is asked of every document that the filters admit."""
        return self.unit is not None

    @property
    def wants_set(self) -> bool:
        """Whether the answer is a verdict a review or document."""
        return self.of_all and self.kind != _TALLY

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

    def may_admit(self, *documents: str) -> bool:
        """Whether none of what is known of these documents fails a filter."""
        return all(
            condition.admits(documents) or not condition.knows(documents)
            for condition in self.filters
        )

    @property
    def terms(self) -> tuple[str, ...]:
        """The content words of the parts that must be said."""
        wanted = (part for part in self.parts if not part.negated)
        return tuple(dict.fromkeys(term for part in wanted for term in part.terms))


@dataclass(frozen=True, slots=True)
class Steering:
    """What an asker sets beside the question.

    `filters` are values by field, of which one must be met; of the fields `ignored` no condition is
    read out of the question ("name": that its names must be held; "party": that it be said of those
    whom it names). Without `expand`, only the question's own words are searched.
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
    today: date | None = None,
    defines: Callable[[str], bool] = lambda term: False,
) -> Plan:
    """The plan of `question`, its filters read with the `facets` of the store.

    `asks_of_all` judges of questions in no known form whether they ask of every document, `defines`
    of a term whether any says what it means: else a question for its meaning is a fact or a set.
    "The last five years" are counted from `today`, and not read without it.

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
    bare = without_courtesies(claim_put(text) or text)
    before_which = asked_before_which(bare)
    asked = without_asides(before_which or bare)
    term = asked_term(bare)
    wanted = "definition" if term and defines(term) else asked_kind(text) or asked_kind(bare)
    of_papers = wanted != "fact" and asks_for_many(asked)
    read, rest = facets.read(asked, ignored, of_papers=of_papers, today=today)
    filters = (*given, *(condition for condition in read if condition.name not in set_by))
    type_given = next((c.value for c in given if c.name == _TYPE), None)
    document_type = None if _TYPE in set_by | ignored else type_asked(asked)
    tally = _tally(text, asked, rest, read)
    if tally is not None:
        unit = unit_asked(asked, type_given)
        return Plan(text, _TALLY, "", (), unit, document_type, filters=filters, tally=tally)
    wanted = wanted or _record_kind(rest)
    advice = asked_advice(rest, wanted)
    kind_named = None if advice else wanted
    kind = "list" if before_which else set_kind(claim_put(text) or text, rest, kind_named)
    framed = kind is not None
    wanted = kind_named if framed else wanted
    if not framed and wanted in _MAY_ASK_OF_ALL:
        kind, rest = _unframed(text, rest, asks_of_all)
    subject = without_frame(joined_plainly(rest), theme_names()) if kind is not None else ""
    if framed and advice is not None:
        subject, any_part = advice.words, False
        parts: tuple[Part, ...] = (Part(subject, content_terms(subject), advice.negated),)
    else:
        advice = None
        any_part, parts = parts_of(subject)
    is_held = framed and kind == "list" and wanted == _HOLDINGS and bool(parts)
    if kind is None or is_held:  # of what is named, which nothing has to say
        subject = text.rstrip("? ")
        return Plan(
            question=text,
            kind=wanted or "fact",
            subject=subject,
            parts=(Part(subject, content_terms(subject)),),
            document_type=document_type if wanted == _HOLDINGS else None,
            filters=filters,
            wants=_wants(text),
        )
    return Plan(
        question=text,
        kind=kind if parts else _HOLDINGS,
        subject=plainly(subject),
        parts=parts,
        unit="document" if kind == _HOLDINGS else unit_asked(asked, type_given),
        document_type=document_type,
        any_part=any_part,
        filters=filters,
        mention=_is_mention(text, parts),
        expand=steering.expand,
        of_party=_PARTY not in ignored,
        advice=advice,
    )


def _unframed(text: str, rest: str, asks_of_all: Callable[[str], bool]) -> tuple[str | None, str]:
    """The kind of a set question in no known form (None: it is none), and what is left of it."""
    # a number in one place is a fact: "How many children in Northwick had a plan?"
    if points_at_one(text, text if COUNT.search(text) else rest):
        return None, rest
    if found := asked_of_all(rest):
        return found
    if not _ONE_THING.search(text) and asks_of_all(text):
        return "count" if COUNT.search(text) else "list", rest
    return "list" if _EITHER_OR_BOTH.search(rest) else None, rest


def _tally(text: str, asked: str, rest: str, read: Sequence[Filter]) -> AskedTally | None:
    """The tally asked for; of one review's themes none."""
    found = asked_tally(rest)
    if found is None and not read:
        found = asked_tally(text)  # "by year" is an afterthought of other questions
    elif found is None and any(condition.name == "year" for condition in read):
        found = asked_tally(_YEAR.sub("", asked))  # "published each year between 2008 and 2014"
    one = found is not None and found.of == THEMES and points_at_one(asked, "")
    return None if one else found


def _record_kind(rest: str) -> str | None:
    """The kind that shows when conditions are gone: "what inquiries [of 1975] recommended"."""
    wanted = asked_kind(rest)
    return wanted if wanted == "recommendations" else None


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


def _is_mention(text: str, parts: Sequence[Part]) -> bool:
    """Whether a question asks, around what must be said, only that it be mentioned.

    "A father nobody assessed" can be told in any words.
    """
    if any(is_failing_word(term) for part in parts for term in part.text.split()):
        return False
    for part in parts:
        text = text.replace(part.text, " ")
    return bool(_MENTION.search(text))


def _wants(question: str) -> str | None:
    lowered = question.lower()
    return next((kind for kind, pattern in _WANTS if pattern.match(lowered)), None)
