"""Answers that set two sides next to each other: reviews, boards, papers of different kinds."""

from collections.abc import Sequence

from kb.answering import distinct
from kb.citing import Citer, Written, source_line
from kb.evidence import Asked, Evidence
from kb.reader import Reader
from kb.scope import Named
from kb.wording import named, quoted

_SIDES, _QUOTES = 4, 3
_NEAR_BEST = 0.7
_KINDS = ("case", "title", "authority", "type", "year")


def write_compare(reader: Reader, asked: Asked, evidence: Sequence[Evidence]) -> Written | None:
    """The best statements of each side that the question names; None without two sides."""
    sides = _sides(reader, asked)
    if len(sides) < 2:
        return None
    citer = Citer(reader)
    parts, empty = [], []
    for name, documents in sides:
        said = distinct(e for e in evidence if e.document_id in documents)
        best = [e for e in said if e.score >= _NEAR_BEST * said[0].score][:_QUOTES]
        cited = [c for c in map(citer.cite, best) if c is not None]
        if not cited:
            empty.append(name)
            continue
        lines = [f"- {quoted(c.quote)} — {source_line(c)} [{c.id}]" for c in cited]
        parts.append(f"**{name}**\n" + "\n".join(lines))
    if len(parts) < 2:
        return None
    parts += [f"Nothing was found on the side of {name}." for name in empty]
    parts.append("These are the nearest statements of each; whether they agree is yours to judge.")
    return Written("answered", "\n\n".join(parts), [], citer.citations, [], 1.0)


def _sides(reader: Reader, asked: Asked) -> list[tuple[str, frozenset[str]]]:
    """The sides that are named, by the first kind of thing of which two or more are."""
    scope = asked.scope
    for kind in _KINDS:
        named = [item for item in scope.of(kind) if item.documents]
        sides = [(item.value, _of(item, named, scope.documents)) for item in named]
        if kind == "case":
            sides = [(name, _reviews_of(reader, documents)) for name, documents in sides]
        sides = [(name, documents) for name, documents in sides if documents]
        if len(sides) > 1:
            return sides[:_SIDES]
    apart = [i for i in scope.documents if i in reader.snapshot.documents]
    reviews = dict.fromkeys(_review(reader, i) for i in apart)
    return [
        (_name(reader, i), frozenset(d for d in apart if _review(reader, d) == i)) for i in reviews
    ][:_SIDES]


def _reviews_of(reader: Reader, documents: frozenset[str]) -> frozenset[str]:
    """Those of `documents` that are reviews; what others say of a case is not its review's word."""
    found = frozenset(i for i in documents if reader.snapshot.identity.review_of(i))
    return found or documents


def _review(reader: Reader, document_id: str) -> str:
    return reader.snapshot.identity.review_of(document_id) or document_id


def _name(reader: Reader, document_id: str) -> str:
    document = reader.snapshot.documents[document_id]
    return named(document.title, document.authority, document.year)


def _of(item: Named, named: Sequence[Named], scope: Sequence[str]) -> frozenset[str]:
    """The documents of one side alone."""
    others = frozenset[str]().union(*(n.documents for n in named if n is not item))
    return (item.documents & frozenset(scope)) - others
