"""Control A: a plain ranking that stays as it is, so that every later part is measured against it.

The question's frame is stripped, fields that the documents state themselves are read from the
question as filters, a conjunction is the minimum of its parts, and two standardised scores (cosine
and BM25 of a document's best window) are summed. Nothing is trained, nothing comes from `kb` but
the model. Do not improve it: a better ranking belongs into `kb`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

from evals.baselines import LlamaIndexPipeline
from evals.dataset import Question
from kb.embedding import Embedder

_FRAME = re.compile(
    r"^\s*(?:which|what|how many|list(?: all)?|show(?: me)?|name)\s+(?:of\s+)?(?:the\s+)?"
    r"(?:\w+\s+){0,3}?(?:reports?|reviews?|documents?|papers?|articles?|cases)\b"
    r"(?:\s+(?:that|which|were|was|are|do|did|have|has|there|we|hold))*"
    r"(?:\s+(?:cite|concern|mention|say|find|found|identify|describe|note|raise|report|involve|"
    r"discuss|criticise|made by|about)s?)?\s*",
    re.IGNORECASE,
)
_FIELD = re.compile(r"^([A-Z][\w’' /()-]{1,40}):\s+(\S.*)$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HEAD_LINES = 15
_AROUND = (
    r"(?:issued|made|published|written|dated|of events|of|by|from|for|in|the|coroner|about|with|"
    r"agency|area)"
)
_stemmer = Stemmer.Stemmer("porter")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A question read: its parts, and for each filter the documents that pass."""

    parts: list[str]
    filters: list[set[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Field:
    """What states a value: the label, and the documents."""

    label: str
    documents: set[str]


class ControlA:
    """Ranks every document of a workspace."""

    name = "control-a"

    def __init__(self, windows: LlamaIndexPipeline, texts: Mapping[str, str], embedder: Embedder):
        """Indexes the windows of `windows` and the fields that `texts` state."""
        owners, words, self._vectors = windows.windows
        self._embedder = embedder
        self._documents = list(texts)
        place = {name: n for n, name in enumerate(self._documents)}
        self._owner = np.asarray([place[owner] for owner in owners], dtype=np.int64)
        self._bm25 = bm25s.BM25(k1=1.5, b=0.75)
        self._bm25.index([_tokens(text) for text in words], show_progress=False)
        self._fields = _fields(texts)

    def rank(self, question: Question) -> dict[str, float]:
        """A score for every document."""
        reading = self._read(question.text)
        scores = np.min([self._score(part) for part in reading.parts], axis=0)
        for passing in reading.filters:
            outside = np.asarray([name not in passing for name in self._documents])
            scores = scores - 1000.0 * outside
        return dict(zip(self._documents, scores.tolist(), strict=True))

    def _read(self, text: str) -> _Reading:
        filters: dict[str, set[str]] = {}
        for year in _YEAR.findall(text):
            if year in self._fields:
                filters[year] = self._fields[year].documents
        taken = text
        for value in sorted(self._fields, key=len, reverse=True):
            said = self._said(value, taken)
            if said and value not in filters:
                filters[said] = self._fields[value].documents
                taken = taken.replace(said, " ")
        for said in filters:
            text = re.sub(rf"(?:\b{_AROUND}\s+)*{re.escape(said)}", " ", text)
        subject = _FRAME.sub("", text).strip(" ?.") or text
        both = re.match(r"both (.+) and (.+)$", subject, re.IGNORECASE)
        return _Reading(list(both.groups()) if both else [subject], list(filters.values()))

    def _said(self, value: str, text: str) -> str | None:
        """The words of `text` that name `value`: as written, or after its label or "about"."""
        if value in text and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text):
            return value
        label, words = self._fields[value].label, value.split()
        if words[0].rstrip("s").lower() not in text.lower():
            return None
        loose = r"[\s-]+".join(re.escape(word.rstrip("s")) + "s?" for word in words)
        cue = rf"(?:about|{re.escape(label)})"
        match = re.search(rf"\b{cue}\s+({loose})(?!\w)", text, re.IGNORECASE)
        return match[1] if match else None

    def _score(self, part: str) -> NDArray[np.float64]:
        vector = self._embedder.encode_question(part)
        tokens = [token for token in _tokens(part) if token in self._bm25.vocab_dict]
        words = self._bm25.get_scores(tokens) if tokens else np.zeros(len(self._owner))
        dense, lexical = self._best(self._vectors @ vector), self._best(words)
        return np.add(_standard(dense), _standard(lexical))

    def _best(self, scores: NDArray[Any]) -> NDArray[np.float64]:
        best = np.full(len(self._documents), -np.inf)
        np.maximum.at(best, self._owner, scores)
        return np.where(np.isfinite(best), best, float(np.min(scores, initial=0.0)))


def _tokens(text: str) -> list[str]:
    words = re.findall(r"(?u)\b\w\w+\b", text.lower())
    kept = [word for word in words if word not in bm25s.stopwords.STOPWORDS_EN]
    return list(_stemmer.stemWords(kept))


def _standard(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = float(scores.std())
    found: NDArray[np.float64] = (scores - scores.mean()) / (spread or 1.0)
    return found


def _fields(texts: Mapping[str, str]) -> dict[str, _Field]:
    """Each value that labelled lines state, with its label; a date counts as its year."""
    found: dict[str, _Field] = {}
    for name, text in texts.items():
        for label, value in _labelled(text.splitlines()[:_HEAD_LINES]):
            dated = "date" in label.lower()
            values = _YEAR.findall(value)[:1] if dated else map(str.strip, value.split(";"))
            for part in values:
                if part and (dated or part[0].isupper()):
                    found.setdefault(part, _Field(label, set())).documents.add(name)
    return found


def _labelled(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if match := _FIELD.match(line.strip()):
            yield match[1], match[2]
