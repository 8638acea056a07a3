"""The profile of one review: what it is, what happened, what it found and what it recommends.

Each part is cut from the review's fullest document, or from its summary where that says nothing.
"""

from collections.abc import Sequence

from kb.catalogue_lines import field_lines
from kb.citing import Citer, Written, document_row, quotation
from kb.evidence import Asked, Evidence
from kb.named_cases import papers_of_one_case, review_documents
from kb.planning.asked_fields import PAGES
from kb.profile_sentences import befallen, findings
from kb.reader import Reader
from kb.record_lines import NONE_MADE, cited_line, numbered, whom
from kb.records import list_recommendations
from kb.types import Verdict
from kb.wording import counted, named

_FIELDS = (
    "document type", "board", "date published", "author", "chair", "review period", PAGES
)  # fmt: skip
_TOLD, _FOUND, _RECOMMENDED = 3, 5, 3
_NOTHING = {
    "What happened": "No sentence was found that tells it in short.",
    "What it found": "No finding on a theme of the vocabulary was found.",
    "What it recommends": "No recommendation was found, nor that it makes none.",
}


def write_profile(reader: Reader, asked: Asked) -> Written | None:
    """The profile of the review that a question names, or of each review of its case.

    None where it names none that is held, or too many.
    """
    citer = Citer(reader)
    profiles, rows = [], []
    for paper in papers_of_one_case(reader, asked):
        before = len(citer.citations)
        profiles.append(_profile(reader, citer, paper))
        cited = [c.id for c in citer.citations[before:]]
        rows.append(document_row(reader.snapshot.documents[paper], Verdict.CITES, 1.0, cited))
    if not profiles:
        return None
    return Written("answered", "\n\n".join(profiles), rows, citer.citations, [], 1.0)


def _profile(reader: Reader, citer: Citer, paper: str) -> str:
    document, documents = reader.snapshot.documents[paper], review_documents(reader, paper)
    is_it = [*field_lines(reader, citer, documents, _FIELDS), *_held(reader, paper)]
    parts = [f"**{named(document.title, document.authority, document.year)}**\n" + "\n".join(is_it)]
    for head, write in _PARTS.items():
        written = (write(reader, citer, i, with_title=i != paper) for i in documents)
        parts.append("\n".join([f"**{head}**", *next(filter(None, written), [_NOTHING[head]])]))
    return "\n\n".join(parts)


def _held(reader: Reader, paper: str) -> list[str]:
    """What is held of the review beside this document."""
    review = reader.snapshot.identity.reviews.get(paper)
    roles = [m.role for m in review.members if m.document_id != paper] if review else []
    return [f"- held too: {', '.join(roles)}"] if roles else []


def _happened(reader: Reader, citer: Citer, document_id: str, *, with_title: bool) -> list[str]:
    found = [("", item) for item in befallen(reader, document_id, _TOLD)]
    return _quotations(citer, found, with_title=with_title)


def _found(reader: Reader, citer: Citer, document_id: str, *, with_title: bool) -> list[str]:
    found = [(f"{theme}: ", item) for theme, item in findings(reader, document_id, _FOUND)]
    return _quotations(citer, found, with_title=with_title)


def _recommended(reader: Reader, citer: Citer, document_id: str, *, with_title: bool) -> list[str]:
    listed = list_recommendations(reader.snapshot, document_id)
    items = listed.recommendations
    if not items:
        cited = (cited_line(citer, at, with_title=with_title) for at in listed.none_made)
        return [NONE_MADE, *(f"- {line}" for line in cited if line)] if listed.none_made else []
    first = f"; the first {_RECOMMENDED}" if len(items) > _RECOMMENDED else ""
    return [
        f"{counted(len(items), 'recommendation')}{first}:",
        *(
            f"- {numbered(item)}{line}{whom(item)}"
            for item in items[:_RECOMMENDED]
            if (line := cited_line(citer, item.place, with_title=with_title))
        ),
    ]


def _quotations(
    citer: Citer, found: Sequence[tuple[str, Evidence]], *, with_title: bool
) -> list[str]:
    cited = ((lead, citer.cite(evidence)) for lead, evidence in found)
    return [f"- {lead}{quotation(c, with_title=with_title)}" for lead, c in cited if c is not None]


_PARTS = {
    "What happened": _happened,
    "What it found": _found,
    "What it recommends": _recommended,
}
