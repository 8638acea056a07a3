"""A digest of everything that could change an answer: the code, the models, what is held."""

import hashlib

from kb import retrieval
from kb.answerability import answer_model
from kb.catalog import SCHEMA_VERSION, Snapshot
from kb.embedding import Embedder
from kb.judging import judge
from kb.pipeline import pipeline_digest
from kb.reranking import Reranker
from kb.text_classes import text_classes
from kb.theme_classifier import theme_classifier
from kb.themes import vocabulary_digest


def fingerprint(snapshot: Snapshot, embedder: Embedder, reranker: Reranker | None) -> str:
    """16 hex digits; two answers that bear the same were given by the same program and store."""
    held = snapshot.documents.values()  # as people correct them
    content = "\x1e".join(
        f"{d.id}\x1f{d.title}\x1f{d.document_type}\x1f{d.authority}\x1f{d.year}"
        for d in sorted(held, key=lambda d: d.id)
    )
    models = (judge(), text_classes(), theme_classifier(), answer_model())
    learnt = "|".join((*(model.digest for model in models), vocabulary_digest()))
    if reranker is not None:
        learnt += f"|{reranker.digest}"
    made = f"{SCHEMA_VERSION}|{pipeline_digest(embedder)}|{embedder.dtype}|{learnt}"
    text = f"{made}|{retrieval.CANDIDATES}|{content}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]
