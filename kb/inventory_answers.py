"""What is held of a case or a place: the documents, by review, each with where it says so."""

from kb.citing import Citer, Written, document_row
from kb.evidence import Asked, Evidence
from kb.reader import Reader
from kb.scope import labels_of
from kb.types import Verdict


def write_holdings(reader: Reader, asked: Asked) -> Written | None:
    """The documents that the question names, their reviews counted once; None without any."""
    snapshot, citer = reader.snapshot, Citer(reader)
    held = [snapshot.documents[i] for i in asked.scope.documents if i in snapshot.documents]
    if not held:
        return None
    reviews = {snapshot.identity.review_of(d.id) for d in held} - {None}
    lines, rows = [], []
    for document in sorted(held, key=lambda d: (d.year or 0, d.title)):
        evidence = _label_line(reader, document.id)
        citation = citer.cite(evidence) if evidence is not None else None
        marker = f" [{citation.id}]" if citation is not None else ""
        told = (document.document_type, document.authority, document.year)
        pages = f"{document.pages} page{'' if document.pages == 1 else 's'}"
        unread = len(document.unreadable_pages)
        state = f", {unread} of them unreadable" if unread else ""
        known = ", ".join(str(value) for value in told if value)
        lines.append(f"- {document.title} ({known}; {pages}{state}){marker}")
        ids = [citation.id] if citation is not None else []
        rows.append(document_row(document, Verdict.CITES, 1.0, ids))
    names = ", ".join(dict.fromkeys(item.value for item in asked.scope.named if item.documents))
    n = f"{len(held)} document{'' if len(held) == 1 else 's'}"
    of = f", {len(reviews)} review{'' if len(reviews) == 1 else 's'} among them" if reviews else ""
    text = f"Held on {names}: {n}{of}.\n\n" + "\n".join(lines)
    return Written("answered", text, rows, citer.citations, [], 1.0)


def _label_line(reader: Reader, document_id: str) -> Evidence | None:
    """Where a document says which case it is of."""
    for _, spans in labels_of(reader.snapshot.fields.get(document_id, ())):
        for block in reader.blocks(document_id):
            if (
                spans
                and block.spans[0].page == spans[0].page
                and any(s.start <= spans[0].start and spans[0].end <= s.end for s in block.spans)
            ):
                text = reader.text(document_id, block.spans)
                return Evidence(document_id, block, block.spans, text, 1.0, 0.0, 0.0)
    return None
