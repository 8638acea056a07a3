"""A parsed document -> everything that it puts into the store: description, passages, vectors."""

import hashlib
from collections.abc import Callable, Sequence

from kb.catalog import Catalog, Publication
from kb.chunking import CHUNKER, chunk
from kb.describing import describe
from kb.embedding import Embedder, EmbeddingInput
from kb.spans import offsets_within
from kb.types import Document, FileStatus, PageState, Passage

_BATCH = 64


def pipeline_digest(embedder: Embedder) -> str:
    """What turns pages into passages and vectors; a document made otherwise is made anew."""
    return f"{CHUNKER}+{embedder.digest}"


def prepare(
    document: Document,
    name: str,
    catalog: Catalog,
    embedder: Embedder,
    progress: Callable[[int], None],
) -> Publication:
    """What `document`, a file people call `name`, will publish.

    Vectors are saved batch by batch as they are made, so that a killed run embeds nothing twice;
    nothing else is written.
    """
    description = describe(document, name)
    passages = chunk(document, description.title, embedder.count_tokens, embedder.max_tokens)
    cause = unreadable_cause(document)
    return Publication(
        document=document,
        description=description,
        passages=passages,
        embedding_keys=_embed(passages, catalog, embedder, progress),
        pipeline=f"{document.parser}|{pipeline_digest(embedder)}",
        status=FileStatus.PARTIAL if cause else FileStatus.INGESTED,
        cause=cause,
    )


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


def _embed(
    passages: Sequence[Passage],
    catalog: Catalog,
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
    keys = [_key(embedder.digest, item) for item in inputs]
    known = catalog.known_embeddings(keys)
    wanted = {key: item for key, item in zip(keys, inputs, strict=True) if key not in known}
    todo = list(wanted.items())
    progress(len(passages) - len(todo))
    for start in range(0, len(todo), _BATCH):
        part = todo[start : start + _BATCH]
        found = embedder.encode_passages([item for _, item in part], progress)
        catalog.save_embeddings(dict(zip((key for key, _ in part), found, strict=True)))
    return keys


def _key(model: str, item: EmbeddingInput) -> str:
    text = f"{model}\x1f{item.context}\x1f{item.text}\x1f{item.sentences}"
    return hashlib.sha256(text.encode()).hexdigest()
