"""A parsed document -> all that it puts into the store: description, records, passages, vectors."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

import numpy as np

from kb.catalog import Embeddings, Publication
from kb.chunking import chunk
from kb.criticism import find_criticised
from kb.describing import describe, with_addressed
from kb.embedding import Embedder, Embedding, EmbeddingInput
from kb.events import find_events
from kb.mentions import find_mentions, made_with
from kb.pipeline import pipeline_digest
from kb.recommending import find_recommendations
from kb.signatures import sign
from kb.spans import offsets_within
from kb.statements import statement_encoder
from kb.types import (
    Description,
    Document,
    FileStatus,
    HiddenText,
    Mention,
    PageState,
    Passage,
    Recommendation,
    cut,
)

_PART = 256


@dataclass(frozen=True, slots=True)
class Incoming:
    """A parsed file on its way in; `source` is where it came from, `name` what people call it."""

    document: Document
    source: str
    name: str


def prepare(
    incoming: Sequence[Incoming],
    held: Embeddings,
    embedder: Embedder,
    progress: Callable[[int], None],
) -> list[Publication]:
    """What each of `incoming` will publish; short documents share batches of the model.

    Vectors are saved part by part as they are made, so that a killed run embeds nothing twice;
    nothing else is written.
    """
    recommendations = [find_recommendations(item.document) for item in incoming]
    descriptions = [
        _described(item, found) for item, found in zip(incoming, recommendations, strict=True)
    ]
    passages = [
        chunk(item.document, description.title, embedder.count_tokens, embedder.max_tokens)
        for item, description in zip(incoming, descriptions, strict=True)
    ]
    keys = iter(_embed([p for part in passages for p in part], held, embedder, progress))
    pipeline = pipeline_digest(embedder)
    return [
        Publication(
            document=item.document,
            description=description,
            passages=part,
            embedding_keys=list(islice(keys, len(part))),
            pipeline=f"{item.document.parser}|{pipeline}",
            status=FileStatus.PARTIAL
            if (cause := unreadable_cause(item.document))
            else FileStatus.INGESTED,
            cause=cause,
            signature=sign(item.document),
            recommendations=found,
            events=find_events(item.document),
            mentions=_mentions(item.document, part),
            tagged_with=made_with(),
        )
        for item, description, part, found in zip(
            incoming, descriptions, passages, recommendations, strict=True
        )
    ]


def _described(item: Incoming, recommendations: Sequence[Recommendation]) -> Description:
    """What a file is, with the agencies that it asks to act, and those that it criticises."""
    document = item.document
    found = with_addressed(describe(document, item.name), document, recommendations)
    return replace(found, fields=(*found.fields, *find_criticised(document)))


def _mentions(document: Document, passages: Sequence[Passage]) -> list[Mention]:
    text = partial(cut, {page.number: page.text for page in document.pages})
    return find_mentions(document.blocks, text, (s for p in passages for s in p.sentences))


def unreadable_cause(document: Document) -> str | None:
    """Which pages could not be read and why, in words; None when all could."""
    causes: dict[str, list[int]] = {}
    for page in document.pages:
        if page.state is PageState.UNREADABLE:
            causes.setdefault(page.cause or "unknown cause", []).append(page.number)
    said = [
        f"page{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}: {cause}"
        for cause, numbers in causes.items()
    ]
    return "; ".join(said) or None


def hidden_cause(document_id: str, hidden: Sequence[HiddenText]) -> str:
    """What a quarantined document hides and what to do about it, in words."""
    said = [
        f"page {found.page}: "
        + (f"{found.words} word{'' if found.words == 1 else 's'} " if found.words else "")
        + found.reason
        for found in hidden
    ]
    return (
        f"hidden text ({'; '.join(said)}); not searched until a person has looked at it: "
        f"`kb documents accept {document_id} --by NAME`"
    )


def _embed(
    passages: Sequence[Passage],
    held: Embeddings,
    embedder: Embedder,
    progress: Callable[[int], None],
) -> list[str]:
    """Embeds what is not held yet; the key of each passage's vectors."""
    inputs = [
        EmbeddingInput(
            p.context, p.text, tuple(offsets_within(p.spans, s.spans) for s in p.sentences)
        )
        for p in passages
    ]
    models = f"{embedder.digest}|{statement_encoder().digest}"
    keys = [_key(models, item) for item in inputs]
    known = held.known(keys)
    wanted = {key: item for key, item in zip(keys, inputs, strict=True) if key not in known}
    todo = sorted(wanted.items(), key=lambda item: len(item[1].text))  # little padding
    progress(len(passages) - len(todo))
    for start in range(0, len(todo), _PART):
        part = todo[start : start + _PART]
        found = embedded([item for _, item in part], embedder, progress)
        held.save(dict(zip((key for key, _ in part), found, strict=True)))
    return keys


def embedded(
    inputs: Sequence[EmbeddingInput],
    embedder: Embedder,
    progress: Callable[[int], None] = lambda n: None,
) -> list[Embedding]:
    """Vectors of passages, of their sentences, and of what each sentence alone states."""
    found = embedder.encode_passages(inputs, progress)
    sentences = [item.text[start:end] for item in inputs for start, end in item.sentences]
    rows = iter(statement_encoder().encode(sentences))
    return [
        replace(made, statements=np.stack([next(rows) for _ in item.sentences]))
        if item.sentences
        else made
        for item, made in zip(inputs, found, strict=True)
    ]


def _key(models: str, item: EmbeddingInput) -> str:
    text = f"{models}\x1f{item.context}\x1f{item.text}\x1f{item.sentences}"
    return hashlib.sha256(text.encode()).hexdigest()
