"""A cross-encoder that people bring: a tiny one with random weights stands for it."""

import numpy as np
import pytest
import torch
from sentence_transformers import CrossEncoder
from texts import add
from tiny_models import make_cross_encoder

from kb.config import Settings
from kb.errors import ModelError
from kb.knowledge_base import KnowledgeBase
from kb.reranking import Reranker

TEXT = """# Serious Case Review: Child A

1.1 The health visitor called at the flat on three occasions in March.

1.2 The school wrote to the health visitor in April about his weight.

1.3 The health visitor left the service in May and nobody took her place.

1.4 In June the health visitor was told that he had been seen at the hospital.
"""
QUESTION = "What did the health visitor do in March?"


def test_sentences_are_put_in_the_order_that_the_model_gives(tmp_path, embedder):
    model = make_cross_encoder(tmp_path / "model")
    settings = Settings(store=tmp_path / "store", reranker_model=str(model))
    with KnowledgeBase.open(settings, create=True, embedder=embedder) as kb:
        add(kb, TEXT)
        answer = kb.ask(QUESTION)
        kb.answerer._reranker = None
        plain = kb.ask(QUESTION)

    found = answer.citations or answer.nearest
    before = {c.quote: c.score for c in plain.citations or plain.nearest}
    shown = [c for c in found if c.quote in before]
    assert shown
    logits = CrossEncoder(str(model), device="cpu").predict(
        [(QUESTION, c.quote) for c in shown], activation_fn=torch.nn.Identity()
    )
    for citation, logit in zip(shown, logits, strict=True):
        assert citation.score - before[citation.quote] == pytest.approx(
            1 / (1 + np.exp(-logit)), abs=2e-4
        )
    assert answer.fingerprint != plain.fingerprint


def test_model_that_is_none_is_named(tmp_path):
    with pytest.raises(ModelError, match="KB_RERANKER_MODEL"):
        Reranker(tmp_path / "nowhere").relevance("?", ["a"])


def test_model_of_several_figures_a_pair_is_refused(tmp_path):
    model = make_cross_encoder(tmp_path / "model", n_labels=3)
    with pytest.raises(ModelError, match="3 figures a pair"):
        Reranker(model).relevance("?", ["a", "b"])
