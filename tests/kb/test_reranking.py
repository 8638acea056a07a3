"""A cross-encoder that people bring: a tiny one with random weights, made here, stands for it."""

import numpy as np
import pytest
import torch
from sentence_transformers import CrossEncoder
from texts import add
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

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


def make_model(folder, n_labels=1):
    """A cross-encoder of one layer over the letters, its weights drawn once."""
    letters = "abcdefghijklmnopqrstuvwxyz .,?0123456789:"
    words = {w: i for i, w in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *letters])}
    raw = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    raw.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    raw.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=raw, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]"
    )
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=512,
        num_labels=n_labels,
        initializer_range=1.0,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_sentences_are_put_in_the_order_that_the_model_gives(tmp_path, embedder):
    model = make_model(tmp_path / "model")
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
    model = make_model(tmp_path / "model", n_labels=3)
    with pytest.raises(ModelError, match="3 figures a pair"):
        Reranker(model).relevance("?", ["a", "b"])
