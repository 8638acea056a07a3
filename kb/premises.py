"""What a question supposes, held against the store: a case, a place, who did what to whom.

A question that supposes what the documents contradict, or never say, is answered by saying so. The
rules ask for much before they speak, for a question that is merely put badly must be answered.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.evidence import Asked, Evidence
from kb.reader import Reader
from kb.scope import LABEL, Named
from kb.words import STOPWORDS, word_stems

_REJECTS = (
    r"(?:reject|refus|declin|dismiss|oppos|rul(?:ed|es|ing) out|den(?:y|ied|ies)|resist|"
    r"(?:did|does|do|has|have|had|was|were|is) not|(?:did|does|has|had|was|were)n['’]t|never)\w*"
)
_SUPPOSED = re.compile(
    r"^\W*(?i:why|when|how) (?:did|does|do|has|have|had) (?P<subject>(?:the |an? )?.+?) "
    r"(?P<verb>[a-z]+) (?P<object>.+?)\W*$"
)
_NAME = re.compile(r"\b[A-Z][\w’'-]*\b")
_CRITICISES = frozenset("criticis critic blame condemn fault censur".split())
_CRITICAL = re.compile(
    r"\b(?:criticis|fault|blam|condemn|fail|poor|weak|inadequa|insufficient|shortcoming)\w*",
    re.IGNORECASE,
)
_REPORT_OF = re.compile(
    r"\b(?P<year>(?:19|20)\d\d) (?:[\w’'-]+ ){0,3}?(?:report|review|inquiry|enquiry)\b|"
    r"\b(?:report|review|inquiry|enquiry) (?:of|from|in) (?P<later>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_BORN = re.compile(r"\bborn\b[^.]{0,40}?\b((?:19|20)\d\d)\b")
_CLAUSE = re.compile(
    r"^\W*(?:since|given that|as|because|considering that) (?P<who>[^,]+?) "
    r"(?:was|were|is|had been) (?:(?:entirely|wholly|completely) )?"
    r"(?P<said>unknown|not known|never seen|unseen)\b[^,]*,",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"\b(?:known to|on (?:the |[\w’']+ )?(?:child protection |at risk )?register|"
    r"child protection plan|(?:was|were|been) seen|contacts? (?:with|between)|visited)\b",
    re.IGNORECASE,
)
_SHOWN = 3
_OF_ONE_PLACE = ("joint area review", "inquiry", "learning brief")


@dataclass(frozen=True, slots=True)
class Premise:
    """What is wrong with a question's premise, for people, and the sentences that show it.

    `contradicted` tells what the documents contradict from what they do not say; `goes_on` that the
    question is answered all the same, with `said` above.
    """

    said: str
    evidence: tuple[Evidence, ...] = ()
    contradicted: bool = False
    goes_on: bool = False


def read_premise(reader: Reader, asked: Asked, evidence: Sequence[Evidence]) -> Premise | None:
    """What is wrong with what the question supposes; None where nothing is seen to be."""
    rules = (_case_not_held, _other_place, _predates, _rejected, _known, _never_said)
    found = (rule(reader, asked, evidence) for rule in rules)
    return next((premise for premise in found if premise is not None), None)


def _case_not_held(reader: Reader, asked: Asked, evidence: Sequence[Evidence]) -> Premise | None:
    """A child or code that no document is about and no sentence near the question names."""
    absent = [item.value for item in asked.scope.of("case") if not item.documents]
    seen = " ".join(
        [e.text for e in evidence] + [d.title for d in reader.snapshot.documents.values()]
    )
    absent = [name for name in absent if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", seen)]
    if not absent or len(absent) < len(asked.scope.of("case")):
        return None
    places = [p for item in asked.scope.of("authority") for p in item.documents]
    labels = sorted({label for i in places for label in _labels(reader, i)})
    within = asked.scope.of("authority")
    of = f" of {within[0].value}" if within else ""
    cases = f" Cases held{of}: {', '.join(labels)}." if labels else ""
    n = len(reader.snapshot.documents)
    unread = len(reader.snapshot.failures)
    but = f" {unread} file{'' if unread == 1 else 's'} could not be read." if unread else ""
    said = f"Not found in the {n} documents searched: none is of {absent[0]}.{cases}{but}"
    return Premise(said)


def _other_place(reader: Reader, asked: Asked, evidence: Sequence[Evidence]) -> Premise | None:
    """A case, or a kind of report, of one place that is held of another place alone."""
    places = asked.scope.of("authority")
    if len(places) != 1 or asked.plan.kind == "compare":
        return None
    place = places[0].value
    cases, types = asked.scope.of("case"), asked.scope.of("type")
    if len(cases) == 1 and (others := _authorities(reader, cases[0])) and place not in others:
        name, where = cases[0].value, " and ".join(sorted(others))
        return Premise(
            f"The question speaks of {name} and {place}. What is held of {name} is of {where}, "
            f"not of {place}.",
            goes_on=True,
        )
    for item in () if cases else types:
        others = _authorities(reader, item)
        if item.value in _OF_ONE_PLACE and others and place not in others:
            shown = tuple(e for e in evidence if e.document_id in item.documents)[:_SHOWN]
            return Premise(
                f"No {item.value} of {place} is held; what is held is of "
                f"{' and '.join(sorted(others))}.",
                shown,
                contradicted=bool(shown),
            )
    return None


def _predates(reader: Reader, asked: Asked, evidence: Sequence[Evidence]) -> Premise | None:
    """A report of a year before the child that it is asked about was born."""
    question = asked.plan.question
    report = _REPORT_OF.search(question)
    label = LABEL.search(question)
    if report is None or label is None:
        return None
    year = int(report["year"] or report["later"])
    for item in evidence:
        born = _BORN.search(item.text)
        if born and label[0] in item.text and int(born[1]) > year:
            return Premise(
                f"Nothing: {label[0]} was born in {born[1]}, after the report of {year}.",
                (item,),
                contradicted=True,
            )
    return None


def _rejected(reader: Reader, asked: Asked, evidence: Sequence[Evidence]) -> Premise | None:
    """A sentence that says that the subject rejected what it is asked why it did."""
    supposed = _read(asked.plan.question)
    if supposed is None:
        return None
    subject, verb, rest = supposed
    wanted = _stems(rest) | {verb}
    for item in evidence:
        said = _modern(item.text)
        held = _stems(said)
        near = f"{item.text} {_around(reader, item)}"
        turned = re.search(rf"\b{_REJECTS}\s+(?:\w+\s+){{0,3}}?{re.escape(verb)}", said, re.I)
        if turned and subject <= _stems(near) and len(wanted & held) >= 0.6 * len(wanted):
            return Premise(
                "The documents say the opposite of what the question supposes:",
                (item,),
                contradicted=True,
            )
    return None


def _known(reader: Reader, asked: Asked, evidence: Sequence[Evidence]) -> Premise | None:
    """A clause that says that a child was unknown, where sentences say who knew of it."""
    clause = _CLAUSE.search(asked.plan.question)
    if clause is None:
        return None
    who = _stems(clause["who"])
    shown = [
        e for e in evidence
        if _KNOWN.search(e.text) and who <= _stems(f"{e.text} {_around(reader, e)}")
    ]  # fmt: skip
    if not shown:
        return None
    return Premise(
        f"The documents do not bear out that {clause['who']} was {clause['said']}:",
        tuple(shown[:_SHOWN]),
        contradicted=True,
    )


def _never_said(reader: Reader, asked: Asked, evidence: Sequence[Evidence]) -> Premise | None:
    """A criticism of one body by another, where no sentence that names both is one."""
    match = _SUPPOSED.search(asked.plan.question)
    if match is None:
        return None
    one, other = set(_NAME.findall(match["subject"])), set(_NAME.findall(match["object"]))
    verb = min(word_stems(match["verb"]))
    if not one or not other or verb not in _CRITICISES:
        return None
    naming = [e for e in evidence if _names(e.text, one)]
    if not naming or any(_names(e.text, other) and _CRITICAL.search(e.text) for e in naming):
        return None
    return Premise(
        f"Nothing held says that {match['subject']} {_past(match['verb'])} {match['object']}. "
        f"What is held of {match['subject']}:",
        tuple(naming[:_SHOWN]),
    )


def _read(question: str) -> tuple[set[str], str, str] | None:
    """Subject (stems), verb (stem) and the rest of what a why-question supposes."""
    match = _SUPPOSED.search(question)
    if (
        match is None
        or not _NAME.search(match["subject"])
        or re.search(r"\bnot\b|n['’]t\b", question)
    ):
        return None
    return _stems(match["subject"]), min(word_stems(match["verb"])), _modern(match["object"])


def _stems(text: str) -> set[str]:
    words = re.findall(r"[a-z]+", _modern(text).lower())
    return word_stems(" ".join(word for word in words if word not in STOPWORDS))


def _modern(text: str) -> str:
    """One spelling of inquiry."""
    return re.sub(r"\b([Ee])nquir", lambda m: f"{'I' if m[1] == 'E' else 'i'}nquir", text)


def _past(verb: str) -> str:
    return f"{verb}d" if verb.endswith("e") else f"{verb}ed"


def _names(text: str, names: Iterable[str]) -> bool:
    return all(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)


def _around(reader: Reader, item: Evidence) -> str:
    """The words of the block that a sentence stands in."""
    return reader.text(item.document_id, item.block.spans)


def _labels(reader: Reader, document_id: str) -> list[str]:
    fields = reader.snapshot.fields.get(document_id, ())
    return [f.value for f in fields if f.name == "case label"]


def _authorities(reader: Reader, item: Named) -> set[str]:
    documents = reader.snapshot.documents
    return {a for i in item.documents if (a := documents[i].authority)}
