"""Evidence -> Answer: verbatim sentences, numbered citations, an honest count, or a refusal.

No sentence here is the system's own but the frame around quotations. A citation is made by cutting
the stored page at its spans, and dropped when what is cut is not what was judged.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kb.describing import REVIEW_TYPES, standing_of
from kb.evidence import Evidence
from kb.judging import judge
from kb.planning import Plan
from kb.reader import Reader
from kb.sweep import Judgement
from kb.types import Citation, DocumentSummary, Row, Standing, Verdict, cut
from kb.wording import place, quoted, verdict_words

_NEAR_BEST, _PRIMARY_NEAR_BEST = 0.91, 0.75
_MAX_QUOTES = 4
_NEAREST = 3
_ORDER = list(Standing)


@dataclass(frozen=True, slots=True)
class Written:
    """The parts of an Answer that come from evidence."""

    status: str
    text: str
    rows: list[Row]
    citations: list[Citation]
    nearest: list[Citation]
    confidence: float = 0.0
    conflicts: list[list[int]] = field(default_factory=list)


class Citer:
    """Numbers citations in order of first use; checks each against the store as it is made."""

    def __init__(self, reader: Reader):
        self._reader = reader
        self.citations: list[Citation] = []

    def cite(self, evidence: Evidence) -> Citation | None:
        """The citation of `evidence`; None where the store does not hold its words."""
        for known in self.citations:
            if known.document_id == evidence.document_id and known.spans == evidence.spans:
                return known
        citation = self.resolve(evidence, len(self.citations) + 1)
        if citation is not None:
            self.citations.append(citation)
        return citation

    def resolve(self, evidence: Evidence, number: int) -> Citation | None:
        """`evidence` as citation `number`, its quote read anew from the store, hash and all."""
        snapshot = self._reader.snapshot
        document = snapshot.documents[evidence.document_id]
        pages = snapshot.pages(evidence.document_id, {span.page for span in evidence.spans})
        if any(span.page not in pages for span in evidence.spans):
            return None
        quote = cut({n: page.text for n, page in pages.items()}, evidence.spans)
        if quote != evidence.text or not quote.strip():
            return None
        block = evidence.block
        last = evidence.spans[-1]  # where the sentence stands; a list stem may be a page before
        return Citation(
            id=number,
            document_id=document.id,
            title=document.title,
            document_type=document.document_type,
            standing=standing_of(document.standing, block),
            authority=document.authority,
            year=document.year,
            page=last.page,
            page_label=pages[last.page].label,
            paragraph=block.paragraph,
            section=" / ".join(block.section) or None,
            speaker=block.speaker,
            spans=evidence.spans,
            quote=quote,
            score=round(evidence.score, 4),
        )


def write_fact(reader: Reader, evidence: Sequence[Evidence], confidence: float) -> Written:
    """The best sentences, primary sources first; or a refusal with what came nearest."""
    citer = Citer(reader)
    if confidence < judge().answered:
        return _refuse(citer, evidence, confidence)
    chosen = _choose(reader, distinct(evidence))
    cited = [c for c in (citer.cite(e) for e in chosen) if c is not None]
    if not cited:
        return _refuse(citer, evidence, 0.0)
    text = "\n\n".join(f"{quoted(c.quote)} [{c.id}]\n— {source_line(c)}" for c in cited)
    return Written("answered", text, [], citer.citations, [], confidence)


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
    lines.append(f"{_waiting(reader)}This counts what this store holds, not all published reviews.")
    found = any(r.verdict in (Verdict.CITES, Verdict.BORDERLINE, Verdict.CONTRARY) for r in rows)
    status = "answered" if found else "partial" if others else "insufficient_evidence"
    confidence = max((row.score for row in rows), default=0.0)
    return Written(status, "\n\n".join(lines), rows, citer.citations, [], confidence)


def write_refusal(reason: str) -> Written:
    """A refusal for the stated reason, whatever the store holds."""
    return Written("insufficient_evidence", reason, [], [], [])


def _none_admitted(reader: Reader, plan: Plan) -> Written:
    conditions = " and ".join(f"{c.name} {c.value}" for c in plan.filters)
    kind = plan.document_type or plan.unit
    asked = f" with {conditions}" if conditions else ""
    said = f"No {kind} held{asked}: there is nothing to search."
    return write_refusal(f"{said} {_waiting(reader)}".rstrip())


def _counts(plan: Plan, document: DocumentSummary) -> bool:
    """Whether a document is of the kind that the question counts."""
    if plan.document_type is not None:
        return document.document_type == plan.document_type
    return plan.unit == "document" or document.document_type in REVIEW_TYPES


def source_line(citation: Citation) -> str:
    """Where a quotation stands, as people cite it, and who speaks."""
    parts = [citation.title]
    if citation.authority and citation.authority not in citation.title:
        parts.append(citation.authority)
    if citation.year:
        parts.append(str(citation.year))
    parts.append(_place(citation))
    who = f"comment by {citation.speaker}" if citation.speaker else citation.standing.value
    return f"{', '.join(part for part in parts if part)} ({citation.document_type}; {who})"


def _place(citation: Citation) -> str:
    return place(citation.page_label, citation.paragraph, citation.section)


def _refuse(citer: Citer, evidence: Sequence[Evidence], confidence: float) -> Written:
    snapshot = citer._reader.snapshot
    nearest = [
        citation
        for number, e in enumerate(distinct(evidence[: _NEAREST * 3])[:_NEAREST], 1)
        if (citation := citer.resolve(e, number)) is not None
    ]
    searched = f"Not found in the {len(snapshot.documents)} documents searched."
    lines = [f"{searched} {_waiting(citer._reader)}".rstrip()]
    if nearest:
        lines.append("Nearest passages, none of which answers the question:")
        lines += [f"- {quoted(c.quote)} — {source_line(c)}" for c in nearest]
    return Written("insufficient_evidence", "\n\n".join(lines), [], [], nearest, confidence)


def _waiting(reader: Reader) -> str:
    n = len(reader.snapshot.quarantined)
    if not n:
        return ""
    return f"{n} quarantined {'document was' if n == 1 else 'documents were'} not searched. "


def distinct(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Evidence without a second copy of the same words."""
    seen: set[str] = set()
    kept = []
    for item in evidence:
        key = "".join(ch for ch in item.text.lower() if ch.isalnum())
        if key not in seen:
            seen.add(key)
            kept.append(item)
    return kept


def _choose(reader: Reader, strong: Sequence[Evidence]) -> list[Evidence]:
    """The sentences that answer as well as the best one, primary sources first.

    A primary source may fall further behind than the others: a newspaper that paraphrases a review
    in the words of the question must not displace the review.
    """
    documents = reader.snapshot.documents

    def rank(e: Evidence) -> int:
        return _rank(documents[e.document_id].standing, e)

    best = strong[0].score
    primary = [e for e in strong if rank(e) == 0 and e.score >= _PRIMARY_NEAR_BEST * best][:1]
    near = [e for e in strong if e.score >= _NEAR_BEST * best and e not in primary]
    chosen = [*primary, *near][:_MAX_QUOTES]
    return sorted(chosen, key=lambda e: (rank(e), -e.score))


def _rank(standing: Standing, evidence: Evidence) -> int:
    return _ORDER.index(standing_of(standing, evidence.block))


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
            f"{quoted(by_id[i].quote)} ({_place(by_id[i])}) [{i}]" for i in row.citation_ids
        )
        tail = f": {quotes}" if quotes else ""
        lines.append(f"- {row.title} — {verdict_words(row.verdict)}{tail}")
    return lines


def _row_title(citation: Citation) -> str:
    return f"{citation.title} ({citation.document_type}, {_place(citation)})"
