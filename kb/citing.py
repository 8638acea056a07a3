"""Evidence -> citations, each cut from the stored page and dropped when the words differ."""

from dataclasses import dataclass, field

from kb.evidence import Evidence
from kb.reader import Reader
from kb.speaking.attribution import speaker_in
from kb.speech import standing_of
from kb.types import (
    Citation,
    Count,
    DocumentSummary,
    Row,
    RowDocument,
    Spans,
    Standing,
    Tally,
    Verdict,
)
from kb.wording import named, place, quoted


@dataclass(frozen=True, slots=True)
class Written:
    """The parts of an Answer that come from evidence."""

    status: str
    text: str
    rows: list[Row]
    citations: list[Citation]
    nearest: list[Citation]
    confidence: float = 0.0
    count: Count | None = None
    conflicts: list[list[int]] = field(default_factory=list)
    tally: Tally | None = None


_SPOKEN = frozenset({Standing.SECOND_HAND, Standing.ALLEGED, Standing.ASSERTED, Standing.RESPONSE})


class Citer:
    """Numbers citations in order of first use; checks each against the store as it is made."""

    def __init__(self, reader: Reader):
        self._reader = reader
        self.citations: list[Citation] = []
        self._known: dict[tuple[str, Spans], Citation] = {}

    def cite(self, evidence: Evidence) -> Citation | None:
        """The citation of `evidence`; None where the store does not hold its words."""
        known = self._known.get((evidence.document_id, evidence.spans))
        if known is not None:
            return known
        citation = self.resolve(evidence, len(self.citations) + 1)
        if citation is not None:
            self.citations.append(citation)
            self._known[evidence.document_id, evidence.spans] = citation
        return citation

    def resolve(self, evidence: Evidence, number: int) -> Citation | None:
        """`evidence` as citation `number`, its quote cut from pages whose hashes are checked."""
        document = self._reader.snapshot.documents[evidence.document_id]
        text = self._reader.text(evidence.document_id, evidence.spans)
        if text != evidence.text or not text.strip():
            return None
        block, spans = evidence.block, evidence.quoted or evidence.spans
        before = self._reader.before(evidence.document_id, block, text)
        standing = standing_of(document.standing, block, text, before)
        last = evidence.spans[-1]  # where the sentence stands; a list stem may be a page before
        return Citation(
            id=number,
            document_id=document.id,
            title=document.title,
            document_type=document.document_type,
            standing=standing,
            authority=document.authority,
            year=document.year,
            page=last.page,
            page_label=self._reader.page(evidence.document_id, last.page).label,
            paragraph=block.paragraph,
            section=" / ".join(block.section) or None,
            speaker=block.speaker or (speaker_in(text) if standing in _SPOKEN else None),
            spans=spans,
            quote=self._reader.text(evidence.document_id, spans),
            score=round(evidence.score, 4),
        )


def document_row(
    document: DocumentSummary, verdict: Verdict, score: float, citation_ids: list[int]
) -> Row:
    """The row of one document that stands for itself."""
    return Row(
        document_id=document.id,
        review_id=None,
        title=document.title,
        authority=document.authority,
        year=document.year,
        files=document.sources,
        documents=[RowDocument(document.id, document.document_type, document.sources, verdict)],
        verdict=verdict,
        score=score,
        citation_ids=citation_ids,
        contrary_ids=[],
        also_contrary=False,
        voice=None,
        pages=document.pages,
        pages_read=document.pages - len(document.unreadable_pages),
    )


def write_refusal(reason: str) -> Written:
    """A refusal for the stated reason, whatever the store holds."""
    return Written("insufficient_evidence", reason, [], [], [])


def source_line(citation: Citation) -> str:
    """Where a quotation stands, as people cite it, and who speaks."""
    parts = [named(citation.title, citation.authority, citation.year), place_of(citation)]
    who = citation.standing.value
    if citation.speaker:
        who = (
            f"{who} by {citation.speaker}"
            if who == Standing.COMMENT
            else f"{who}: {citation.speaker}"
        )
    return f"{', '.join(part for part in parts if part)} ({citation.document_type}; {who})"


def place_of(citation: Citation) -> str:
    """Page and paragraph of a citation."""
    return place(citation.page_label, citation.paragraph, citation.section)


def quotation(citation: Citation, *, with_title: bool) -> str:
    """A quotation with its place and marker, and with its document where that is another."""
    where = source_line(citation) if with_title else place_of(citation)
    return f"{quoted(citation.quote)}{f' ({where})' if where else ''} [{citation.id}]"


def waiting(reader: Reader) -> str:
    """How many documents wait for a person and were not searched; "" where none does."""
    n = len(reader.snapshot.quarantined)
    if not n:
        return ""
    return f"{n} quarantined {'document was' if n == 1 else 'documents were'} not searched. "
