"""Verbs of saying in a sentence, and what stands around each: its subject, a lead, an aside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.word_lists import WordLists

_WORDS = WordLists.of_files("speaking/speakers.toml", "speaking/voices.toml")
_VERBS = ("looks_back", "present", "said", "explained", "held", "judged", "found", "of_many_lay")
_VERB = re.compile(
    rf"(?<![\w’'-])(?:{'|'.join(f'(?P<{n}>{_WORDS.any(n)})' for n in _VERBS)})(?![\w-])",
    re.IGNORECASE,
)
_ADVERBS = re.compile(rf"(?:\s{_WORDS.any('adverbs')})+$", re.IGNORECASE)
_LEAD = _WORDS.pattern("leads")
_BESIDE_NAME = _WORDS.pattern("beside_name")
_FIRST_VERB = re.compile(
    r"(?<=\w)\s(?:\w+ed|came|gave|rang|spoke|went|wrote|read|met|saw|took|left|kept|sent|made|has|had|"
    r"have|is|was|were|are|does|did)\s.*\s(?:and|but)(?:\s(?:has|had|have|would)(?:\s(?:on|in|at)\s.*)?)?$"
)
_BOUNDARY = re.compile(r"(?:[,:;”\"’'—–]|\s-)\s+")
_NO_SUBJECT = re.compile(r"\b(?:(?:was|were|be|been|being)(?: \w+ly)?|to) $")
_IS = re.compile(
    r"^\s*(?:whom? )?(?:(?:was|is|had been) )?"
    r"(?:(?:the )?(?:then|now|former|formerly|current|late) |at (?:that|the) time )?"
    r"(?:(?:counsel |acting |appearing |speaking )?(?:for|on behalf of) |representing )?",
    re.IGNORECASE,
)
_AGE = re.compile(r", (?:aged )?\d{1,3},$")
_THAT = re.compile(r"^(?:that|those|these|neither(?: of)?|none of)\s(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb of saying; `lead` stands before its subject `who`, and `aside` beside that."""

    before: str
    lead: str
    who: str
    aside: str
    verb: re.Match[str]
    after: str

    @property
    def now(self) -> bool:
        """Whether the verb tells what somebody says to this day, or says of the past."""
        return bool(self.verb["present"] or self.verb["looks_back"])

    @property
    def posts(self) -> tuple[str, str]:
        """What may name the post or side of its subject: "Ms L, for the trust," "for the trust"."""
        return _BESIDE_NAME.sub("", who_is(self.aside)), who_is(self.lead.rstrip(", "))


def clauses_of(text: str) -> Iterator[Clause]:
    """The verbs of saying in `text`, those left out that have no subject or are quoted.

    >>> next(clauses_of("In May the nurse, Ms L, told us that she left.")).who
    'the nurse'
    """
    for verb in _VERB.finditer(text):
        before = text[: verb.start()]
        if not (_NO_SUBJECT.search(before) or _in_quotation(before)):
            yield Clause(before, *_parts(before), verb, text[verb.end() :])


def who_is(aside: str) -> str:
    """`aside` without what binds it to a name: "who was then", "for"."""
    return _IS.sub("", aside)


def _in_quotation(before: str) -> bool:
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _parts(before: str) -> tuple[str, str, str]:
    """What stands before a verb: a lead, the name of its subject, and what is said of that."""
    before = _AGE.sub(",", _ADVERBS.sub("", f" {before.rstrip()}").strip())
    aside = ""
    if before.endswith((",", ")", "–", "—")):
        *rest, aside = re.split(r",\s|\s\(|\s[–—]\s", before.rstrip(",)–— "))
        before = ", ".join(rest)
    boundaries = [*_BOUNDARY.finditer(_BESIDE_NAME.sub("", before))]
    start = boundaries[-1].end() if boundaries else 0
    lead, who = before[:start], before[start:]
    if beside := _BESIDE_NAME.search(who):
        who, aside = who[: beside.start()], f"{aside} {beside[0]}"
    if opening := _LEAD.match(who):
        lead, who = f"{lead}{opening[0]}", who[opening.end() :]
    who = _THAT.sub("the ", who)
    who = _FIRST_VERB.sub("", who)  # "The manager came to court and told us"
    return lead, _ADVERBS.sub("", f" {who}").strip(), aside
