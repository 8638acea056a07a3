"""Documents and sentences as stores have them.

Documents are Markdown, through the parser that reads such files, alone and in a store.
"""

import hashlib
from contextlib import contextmanager

import numpy as np

from ingest.parsing.text import parse_text
from kb.config import Settings
from kb.embedding import EmbeddingInput
from kb.knowledge_base import KnowledgeBase
from kb.publishing import Incoming
from kb.recommending import find_recommendations
from kb.statements import statement_encoder
from kb.types import Document


def document_of(text: str) -> Document:
    data = text.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    pages, blocks, declared = parse_text(data)
    return Document(
        sha256[:16], sha256, "text/markdown", "text", tuple(pages), tuple(blocks), declared
    )


def recommended(text):
    """The number and words of each recommendation of a document."""
    document = document_of(text)
    return [
        (record.number, document.text(record.spans)) for record in find_recommendations(document)
    ]


def add(kb, *texts):
    """Puts documents with these texts into `kb`; their ids."""
    documents = [document_of(text) for text in texts]
    with kb.writing("testing"):
        for document, text in zip(documents, texts, strict=True):
            original = kb.store / f"{document.id}.md"
            original.write_text(text, encoding="utf-8")
            kb.originals.keep(original)
            original.unlink()
        kb.add([Incoming(d, f"/tmp/{d.id}.md", f"{d.id}.md") for d in documents])
    return [document.id for document in documents]


@contextmanager
def holding(folder, embedder, *texts):
    """A store of documents with these texts, and their ids."""
    with KnowledgeBase.open(Settings(store=folder / "store"), create=True, embedder=embedder) as kb:
        yield kb, add(kb, *texts)


def vectors_in_columns(embedder, texts):
    """Both vectors of sentences that stand alone, as the columns of a store have them."""
    made = embedder.encode_passages([EmbeddingInput("", t, ((0, len(t)),)) for t in texts])
    found = np.concatenate([item.sentences for item in made])
    return np.hstack([found, statement_encoder().encode(texts)])
