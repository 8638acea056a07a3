"""The outcome of a run: every figure of every question and system, kept as JSON."""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from evals.bootstrap import Interval, auroc_interval, mean_interval
from evals.dataset import Dataset
from evals.measures import Figures
from kb.errors import DatasetError

OURS = "ours"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What a result keeps of a question."""

    id: str
    text: str
    kind: str
    answerable: bool
    stratum: str | None
    themes: list[str]
    relevant: list[str]
    quotes: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Result:
    """Figures by system, question and measure; `answers` hold what a reader of a report needs."""

    dataset: str
    corpus: str
    questions_digest: str
    fingerprint: str
    n_documents: int
    questions: list[Asked]
    figures: dict[str, dict[str, Figures]]
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, dataset: Dataset, *, fingerprint: str, n_documents: int) -> "Result":
        """A result without figures yet."""
        asked = [
            Asked(
                q.id,
                q.text,
                q.kind,
                q.answerable,
                q.stratum,
                list(q.themes),
                sorted(q.relevant),
                [{"document": x.document, "text": x.text, "page": x.page} for x in q.quotes],
            )
            for q in dataset.questions
        ]
        digests = dataset.corpus_digest(), dataset.questions_digest()
        return cls(dataset.name, *digests, fingerprint, n_documents, asked, {})

    def add(self, system: str, figures: Mapping[str, Figures]) -> None:
        """Joins figures of a system to those that are there."""
        held = self.figures.setdefault(system, {})
        for question, values in figures.items():
            held.setdefault(question, {}).update(values)

    def values(
        self, system: str, measure: str, questions: Sequence[Asked] | None = None
    ) -> dict[str, float]:
        """A measure by question, where it applies."""
        held = self._system(system)
        found = {}
        for question in self.questions if questions is None else questions:
            value = held.get(question.id, {}).get(measure)
            if value is not None:
                found[question.id] = value
        return found

    def summary(
        self, system: str, measure: str, questions: Sequence[Asked] | None = None
    ) -> Interval | None:
        """The mean of a measure with its interval; AUROC of the confidence under "auroc"."""
        if measure == "auroc":
            confidence = self.values(system, "confidence", questions)
            answerable = {q.id: q.answerable for q in self.questions}
            yes = [value for key, value in confidence.items() if answerable[key]]
            no = [value for key, value in confidence.items() if not answerable[key]]
            return auroc_interval(yes, no)
        values = list(self.values(system, measure, questions).values())
        return mean_interval(values) if values else None

    def groups(self) -> Iterator[tuple[str, list[Asked]]]:
        """All questions, then those of each kind and of each stratum where there are several."""
        yield "all", self.questions
        for name in ("kind", "stratum"):
            values = sorted({getattr(q, name) for q in self.questions} - {None})
            for value in values if len(values) > 1 else []:
                yield (
                    f"{name} {value}",
                    [q for q in self.questions if getattr(q, name) == value],
                )

    def _system(self, system: str) -> dict[str, Figures]:
        if system not in self.figures:
            raise DatasetError(
                f"no system {system!r} in the result of {self.dataset}; it has "
                f"{', '.join(self.figures)}"
            )
        return self.figures[system]

    def save(self, path: Path, *, answers: bool = True) -> None:
        """Writes it as JSON, gzipped where the name ends in .gz."""
        content = asdict(self) | {"format": _FORMAT} | ({} if answers else {"answers": {}})
        text = json.dumps(content, ensure_ascii=False)
        data = text.encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)

    @classmethod
    def load(cls, path: Path) -> "Result":
        """Reads what `save` wrote.

        Raises:
            DatasetError: it is not there or not a result of this version.
        """
        try:
            data = path.read_bytes()
            content = json.loads(gzip.decompress(data) if path.suffix == ".gz" else data)
            if content.pop("format") != _FORMAT:
                raise DatasetError(f"{path}: written by another version; run `kb eval run` again")
            questions = [Asked(**question) for question in content.pop("questions")]
            return cls(questions=questions, **content)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DatasetError(f"{path}: not a result of `kb eval run` ({error})") from error
