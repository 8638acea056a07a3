"""Judgements -> Answer: a row a review (or document), an exact count with its denominator.

Papers that are not what the question counts, and say the same, are listed apart.
"""

from collections.abc import Sequence

from kb.citing import Citer, Written, place_of, waiting, write_refusal
from kb.describing import REVIEW_TYPES
from kb.planning import Plan
from kb.reader import Reader
from kb.sweep import Judgement
from kb.types import Citation, DocumentSummary, Row, Verdict
from kb.wording import quoted, verdict_words


def write_set(reader: Reader, plan: Plan, judgements: Sequence[Judgement]) -> Written:
    """One row a review (or document), the count with its denominator, others that report it."""
    citer = Citer(reader)
    documents = reader.snapshot.documents
    counted = [j for j in judgements if _counts(plan, documents[j.document_id])]
    rows = [_row(citer, reader, judgement) for judgement in counted]
    rows += [
        Row(None, name.rsplit("/", 1)[-1], [name], Verdict.UNREADABLE, 0.0, [])
        for name in sorted(reader.snapshot.failures)
    ]
    others = [
        (j, citation)
        for j in judgements
        if j not in counted and j.verdict is Verdict.CITES and j.evidence
        for citation in (citer.cite(j.evidence[0]),)
        if citation is not None
    ]
    if not counted:
        return _none_admitted(reader, plan)
    lines = [_count_line(plan, rows), *_row_lines(rows, citer.citations)]
    if others:
        lines.append("Also said in documents that are not counted here:")
        lines += [f"- {_row_title(c)}: {quoted(c.quote)} [{c.id}]" for _, c in others]
    lines.append(f"{waiting(reader)}This counts what this store holds, not all published reviews.")
    found = any(r.verdict in (Verdict.CITES, Verdict.BORDERLINE, Verdict.CONTRARY) for r in rows)
    status = "answered" if found else "partial" if others else "insufficient_evidence"
    confidence = max((row.score for row in rows), default=0.0)
    return Written(status, "\n\n".join(lines), rows, citer.citations, [], confidence)


def _none_admitted(reader: Reader, plan: Plan) -> Written:
    conditions = " and ".join(f"{c.name} {c.value}" for c in plan.filters)
    kind = plan.document_type or plan.unit
    asked = f" with {conditions}" if conditions else ""
    said = f"No {kind} held{asked}: there is nothing to search."
    return write_refusal(f"{said} {waiting(reader)}".rstrip())


def _counts(plan: Plan, document: DocumentSummary) -> bool:
    """Whether a document is of the kind that the question counts."""
    if plan.document_type is not None:
        return document.document_type == plan.document_type
    return plan.unit == "document" or document.document_type in REVIEW_TYPES


def _row(citer: Citer, reader: Reader, judgement: Judgement) -> Row:
    document = reader.snapshot.documents[judgement.document_id]
    cited = [
        citation
        for evidence in (*judgement.evidence, *judgement.contrary)
        if (citation := citer.cite(evidence)) is not None
    ]
    return Row(
        document_id=document.id,
        title=document.title,
        files=document.sources,
        verdict=judgement.verdict,
        score=round(judgement.score, 4),
        citation_ids=[citation.id for citation in cited],
        also_contrary=bool(judgement.contrary),
    )


def _count_line(plan: Plan, rows: Sequence[Row]) -> str:
    def count(*verdicts: Verdict) -> int:
        return sum(row.verdict in verdicts for row in rows)

    readable = len(rows) - count(Verdict.UNREADABLE)
    unit = plan.unit if readable == 1 else f"{plan.unit}s"
    within = "".join(f", {c.name} {c.value}" for c in plan.filters)
    subject = f": {plan.subject}" if plan.parts else ""
    parts = [f"**{count(Verdict.CITES)} of {readable} {unit}{within}**{subject}"]
    for verdict, words in (
        (Verdict.BORDERLINE, "borderline"),
        (Verdict.CONTRARY, "saying the opposite"),
        (Verdict.SILENT_IN_PART, "silent but read only in part"),
    ):
        if number := count(verdict):
            parts.append(f"{number} {words}")
    if number := count(Verdict.UNREADABLE):
        parts.append(f"{number} {'file' if number == 1 else 'files'} unreadable")
    return "; ".join(parts) + "."


def _row_lines(rows: Sequence[Row], citations: Sequence[Citation]) -> list[str]:
    by_id = {citation.id: citation for citation in citations}
    lines = []
    for row in rows:
        quotes = "; ".join(
            f"{quoted(by_id[i].quote)} ({place_of(by_id[i])}) [{i}]" for i in row.citation_ids
        )
        tail = f": {quotes}" if quotes else ""
        lines.append(f"- {row.title} — {verdict_words(row.verdict)}{tail}")
    return lines


def _row_title(citation: Citation) -> str:
    return f"{citation.title} ({citation.document_type}, {place_of(citation)})"
