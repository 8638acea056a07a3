"""Evidence -> the answer of the kind that was asked for, with what its premise gets wrong."""

from collections.abc import Sequence
from dataclasses import replace

from kb.answering import write_fact
from kb.catalogue_answers import write_catalogue
from kb.citing import Citer, Written, source_line, write_refusal
from kb.compare_answers import write_compare
from kb.conflicts import conflicting
from kb.definition_answers import write_definition
from kb.evidence import Asked, Evidence
from kb.inventory_answers import write_holdings
from kb.judging import judge
from kb.premises import Premise, read_premise
from kb.profile_answers import write_profile
from kb.reader import Reader
from kb.record_answers import write_recommendations, write_timeline
from kb.wording import quoted

_FROM_TABLES = {
    "definition": write_definition,
    "fact": write_catalogue,
    "inventory": write_holdings,
    "profile": write_profile,
    "recommendations": write_recommendations,
    "timeline": write_timeline,
}


def write_kind(
    reader: Reader, asked: Asked, evidence: Sequence[Evidence], confidence: float
) -> Written:
    """The answer to a question that asks for no set of documents.

    Args:
        reader: what may be read.
        asked: what is asked, of which documents.
        evidence: the sentences that come nearest, best first.
        confidence: how probable it is that they answer, 0 to 1.
    """
    premise = read_premise(reader, asked, evidence)
    if premise is not None and not premise.goes_on:
        return _denied(reader, premise)
    sure = max(confidence, judge().answered)
    written = _of_kind(reader, asked, evidence, confidence)
    written = (
        write_fact(reader, asked, evidence, confidence)
        if written is None
        else replace(written, confidence=sure if written.status == "answered" else confidence)
    )
    if premise is not None:
        written = replace(written, text=f"{premise.said}\n\n{written.text}")
    return conflicting(asked, written)


def _of_kind(
    reader: Reader, asked: Asked, evidence: Sequence[Evidence], confidence: float
) -> Written | None:
    """The answer from tables, or side by side; None where only a sentence can tell."""
    kind = asked.plan.kind
    if kind == "compare" and (asked.scope.documents or confidence >= judge().answered):
        return write_compare(reader, asked, evidence)
    write = _FROM_TABLES.get(kind)
    return write(reader, asked) if write is not None else None


def _denied(reader: Reader, premise: Premise) -> Written:
    """What the question supposes and nothing held says, with the evidence."""
    citer = Citer(reader)
    cited = [c for c in map(citer.cite, premise.evidence) if c is not None]
    if premise.evidence and not cited:
        return write_refusal(premise.said)
    answered = premise.contradicted and bool(cited)
    marks = {c.id: f" [{c.id}]" if answered else "" for c in cited}  # a refusal cites nothing
    lines = [f"- {quoted(c.quote)} — {source_line(c)}{marks[c.id]}" for c in cited]
    text = "\n\n".join([premise.said, "\n".join(lines)]).rstrip()
    if answered:
        return Written("answered", text, [], citer.citations, [], judge().answered)
    return Written("insufficient_evidence", text, [], [], citer.citations)
