"""Models that stand for those that people bring: one layer over the letters, weights drawn once."""

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    BertModel,
    PreTrainedTokenizerFast,
)

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
LETTERS = "abcdefghijklmnopqrstuvwxyz .,?0123456789:"


def make_cross_encoder(folder, n_labels=1):
    """A cross-encoder; its folder."""
    tokenizer = _tokenizer(LETTERS, pre_tokenizers.Split("", "isolated"))
    config = _config(len(tokenizer), 16, num_labels=n_labels)
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def make_embedding_model(folder, width, words):
    """An embedding model of vectors of `width` numbers that knows `words`; its folder."""
    tokenizer = _tokenizer(words, pre_tokenizers.BertPreTokenizer())
    BertModel(_config(len(tokenizer), width)).save_pretrained(folder / "bert")
    tokenizer.save_pretrained(folder / "bert")
    modules = [Transformer(str(folder / "bert"), max_seq_length=512), Pooling(width)]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder / "whole"))
    return folder / "whole"


def _tokenizer(words, split):
    numbers = {word: n for n, word in enumerate([*SPECIAL, *words])}
    raw = Tokenizer(models.WordLevel(numbers, unk_token="[UNK]"))
    raw.pre_tokenizer = split
    raw.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return PreTrainedTokenizerFast(
        tokenizer_object=raw, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]"
    )


def _config(n_words, width, **more):
    torch.manual_seed(1)
    return BertConfig(
        vocab_size=n_words,
        hidden_size=width,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=512,
        initializer_range=1.0,
        **more,
    )
