"""What is held: of a case or a place, under conditions, or in all; each with where it says so."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kb.catalogue_lines import line_of
from kb.citing import Citer, Written, document_row, write_refusal
from kb.evidence import Asked, Evidence, absent_names, names_in
from kb.planning import Plan
from kb.reader import Reader
from kb.scope import labels_of
from kb.types import DocumentSummary, Verdict
from kb.wording import counted, named


def write_holdings(reader: Reader, asked: Asked) -> Written | None:
    """The documents that the question names or sets conditions on, reviews counted once.

    Without either it asks what the library holds in all. None where it names what no document is
    known by.
    """
    plan, snapshot = asked.plan, reader.snapshot
    documents = snapshot.documents
    if meant := _meant(asked, documents):
        names = dict.fromkeys(item.value for item in asked.scope.named if item.documents)
        return _listed(reader, ", ".join(names), meant)
    if absent := absent_names(snapshot, plan.question):
        return write_refusal(f"Nothing held has the name {' or '.join(absent)}.")
    if plan.conditions:
        under = ", ".join(f"{name} {value}" for name, value in plan.conditions.items())
        held = [document for document in documents.values() if _fits(plan, document)]
        if not held:
            return write_refusal(f"No document held has {under}.")
        return _listed(reader, under, held)
    if asked.scope.named or names_in(plan.question) or not documents:
        return None
    return _overview(reader, list(documents.values()))


def _meant(asked: Asked, documents: Mapping[str, DocumentSummary]) -> list[DocumentSummary]:
    """Those that the question names, of the types and under the conditions that it sets."""
    named_too = {item.value for item in asked.scope.named}
    held = [documents[i] for i in asked.scope.documents if i in documents]
    choices = [item.documents for item in asked.scope.of("type")]
    choices += [c.documents for c in asked.plan.filters if c.value not in named_too]
    for chosen in choices:
        held = [document for document in held if document.id in chosen] or held
    return held


def _fits(plan: Plan, document: DocumentSummary) -> bool:
    is_type = plan.document_type in (None, document.document_type)
    return is_type and plan.admits(document.id)


def _listed(reader: Reader, what: str, held: Sequence[DocumentSummary]) -> Written:
    citer = Citer(reader)
    lines, rows = [], []
    for document in sorted(held, key=_by_year):
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
    text = f"Held on {what}: {_number(reader, held)}.\n\n" + "\n".join(lines)
    return Written("answered", text, rows, citer.citations, [], 1.0)


def _overview(reader: Reader, held: Sequence[DocumentSummary]) -> Written:
    """Of which types, years and authorities the documents are, and what could not be read.

    Each document has a row.
    """
    held = sorted(held, key=_by_year)
    dated = [document for document in held if document.year]
    types = Counter(document.document_type for document in held)
    places = Counter(document.authority for document in held if document.authority)
    lines = [f"Held in all: {_number(reader, held)}."]
    lines.append("- types: " + ", ".join(counted(n, name) for name, n in types.most_common()))
    if dated:
        first, last = dated[0], dated[-1]
        lines.append(f"- years: {first.year} to {last.year}")
        lines += [f"- the oldest: {_titled(first)}", f"- the newest: {_titled(last)}"]
    if places:
        lines.append(
            "- authorities: " + ", ".join(f"{name} {n}" for name, n in sorted(places.items()))
        )
    lines += _unread(reader, held)
    lines.append("`kb documents` lists them.")
    rows = [document_row(document, Verdict.CITES, 1.0, []) for document in held]
    return Written("answered", "\n".join(lines), rows, [], [], 1.0)


def _unread(reader: Reader, held: Sequence[DocumentSummary]) -> Iterator[str]:
    """A line for what is not held because it could not be read, and for each document in part."""
    for source, cause in sorted(reader.snapshot.failures.items()):
        yield f"- could not be read: {Path(source).name} ({cause})"
    for document in held:
        if document.unreadable_pages:
            read = document.pages - len(document.unreadable_pages)
            yield f"- read in part: {_titled(document)}, {read} of {document.pages} pages"


def _number(reader: Reader, held: Sequence[DocumentSummary]) -> str:
    reviews = {reader.snapshot.identity.review_of(d.id) for d in held} - {None}
    of = f", {len(reviews)} review{'' if len(reviews) == 1 else 's'} among them" if reviews else ""
    return f"{len(held)} document{'' if len(held) == 1 else 's'}{of}"


def _titled(document: DocumentSummary) -> str:
    return named(document.title, document.authority, document.year)


def _by_year(document: DocumentSummary) -> tuple[int, str]:
    return document.year or 0, document.title


def _label_line(reader: Reader, document_id: str) -> Evidence | None:
    """Where a document says which case it is of."""
    labels = labels_of(reader.snapshot.fields.get(document_id, ()))
    lines = (line_of(reader, document_id, spans) for _, spans in labels if spans)
    return next((line for line in lines if line is not None), None)
