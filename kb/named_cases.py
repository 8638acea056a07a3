"""What may answer a question on a named case: its papers, and passages that name it.

Without this the chair of another case's panel answers for one of which the chair is not told.
"""

import re
from collections.abc import Iterable

from kb.document_types import REVIEW_TYPES
from kb.evidence import Asked, Evidence
from kb.reader import Reader
from kb.scope import labels_of

_SIDES = ("title", "type", "authority", "place")
_OF_ONE_CASE = 3
_SAME_WORK = ("copy", "executive summary")


def on_named_cases(reader: Reader, asked: Asked, found: Iterable[Evidence]) -> list[Evidence]:
    """Those of `found` that are on the cases which the question names; all where it names none.

    On a case are its papers, and in others what names it. A paper whose title the question names
    beside the case may speak too, and in a comparison the papers of a type or place.
    """
    held = frozenset[str]().union(*(item.documents for item in asked.scope.of("case")))
    if not held:
        return list(found)
    own = held if len(names_of_cases(asked)) > 1 else frozenset(asked.scope.documents)
    kinds = _SIDES if asked.plan.kind == "compare" else ("title",)
    beside = [item.documents for kind in kinds for item in asked.scope.of(kind)]
    own = own.union(*(documents for documents in beside if not documents & held))
    named = _naming(reader, asked, own & held)
    return [
        e
        for e in found
        if e.document_id in own
        or (e.document_id not in held and named.search(reader.text(e.document_id, e.block.spans)))
    ]


def names_of_cases(asked: Asked) -> list[str]:
    """The cases that a question names and of which papers are held."""
    return [item.value for item in asked.scope.of("case") if item.documents]


def _naming(reader: Reader, asked: Asked, documents: Iterable[str]) -> re.Pattern[str]:
    """Any name of the cases, as their own `documents` have them."""
    fields = reader.snapshot.fields
    names = {label for i in documents for label, _ in labels_of(fields.get(i, ()))}
    names.update(names_of_cases(asked))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names)))})(?!\w)")


def named_documents(reader: Reader, asked: Asked) -> tuple[str, ...]:
    """The documents that a question names; of a case its reviews, each by its fullest document.

    Where it names a type of paper too ("the learning brief on …"), those of that type.
    """
    identity, scope = reader.snapshot.identity, asked.scope
    chosen = tuple(i for i in scope.documents if i in reader.snapshot.documents)
    if not scope.of("case"):
        return chosen
    narrowed = _of_types(reader, asked, chosen)
    if narrowed:
        return narrowed
    reviews = [i for i in chosen if identity.review_of(i)]
    return tuple(dict.fromkeys(identity.review_of(i) or i for i in reviews or chosen))


def papers_of_one_case(reader: Reader, asked: Asked) -> list[str]:
    """The few papers that a question is on; none where it names neither a case nor one paper.

    A label that boards share, or a case that was reviewed twice, has more than one.
    """
    scope, identity = asked.scope, reader.snapshot.identity
    named = scope.of("case") or scope.of("title")
    if named:
        held = frozenset[str]().union(*(item.documents for item in named))
        chosen = [i for i in named_documents(reader, asked) if i in held]
    else:
        chosen = list(_of_types(reader, asked, scope.documents))
    documents, types = reader.snapshot.documents, {item.value for item in scope.of("type")}
    of_review = types & REVIEW_TYPES & {documents[i].document_type for i in chosen}
    if of_review or not _of_types(reader, asked, chosen):
        chosen = [identity.group_of(i) for i in chosen]
    admitted = (i for i in chosen if all(c.admits([i]) for c in asked.plan.given))
    papers = list(dict.fromkeys(admitted))
    return papers if len(papers) <= (_OF_ONE_CASE if len(named) == 1 else 1) else []


def review_documents(reader: Reader, document_id: str) -> list[str]:
    """A document, then the other reports and summaries of its review."""
    review = reader.snapshot.identity.reviews.get(document_id)
    members = review.members if review else ()
    return [document_id, *(m.document_id for m in members if m.role in _SAME_WORK)]


def _of_types(reader: Reader, asked: Asked, chosen: Iterable[str]) -> tuple[str, ...]:
    """Those of `chosen` that are of every type that the question names; none where it names none.

    Papers of the type come before those that have its name in their titles.
    """
    types, documents = asked.scope.of("type"), reader.snapshot.documents
    fitting = [i for i in chosen if types and all(i in t.documents for t in types)]
    exact = [i for i in fitting if documents[i].document_type in {t.value for t in types}]
    return tuple(exact or fitting)
