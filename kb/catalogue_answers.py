"""Answers from the catalogue: who wrote a named review, when it was published, how long it is."""

from kb.catalogue_lines import field_lines, has_field
from kb.citing import Citer, Written, document_row
from kb.evidence import Asked
from kb.named_cases import papers_of_one_case, review_documents
from kb.planning.asked_fields import asked_fields
from kb.reader import Reader
from kb.types import Verdict
from kb.wording import named


def write_catalogue(reader: Reader, asked: Asked) -> Written | None:
    """What the catalogue has of the fields asked for; None where it lacks them or more is asked."""
    names = asked_fields(asked.scope.rest)
    papers = papers_of_one_case(reader, asked) if names else []
    citer, parts, rows = Citer(reader), [], []
    for paper in papers:
        documents = review_documents(reader, paper)
        known = [n for n in names if any(has_field(reader, d, n) for d in documents)]
        if len(known) < len(names):
            return None  # a sentence may say it
        before = len(citer.citations)
        lines = field_lines(reader, citer, documents, known)
        document = reader.snapshot.documents[paper]
        title = named(document.title, document.authority, document.year)
        parts.append("\n".join([f"**{title}**", *lines]))
        ids = [c.id for c in citer.citations[before:]]
        rows.append(document_row(document, Verdict.CITES, 1.0, ids))
    return (
        Written("answered", "\n\n".join(parts), rows, citer.citations, [], 1.0) if parts else None
    )
