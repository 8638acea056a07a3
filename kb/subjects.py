"""The subject of one part of a question: what documents are to say, in all forms it is looked for.

A theme of the vocabulary that it is about lends its names; words, vectors and what statements are
held against come from these.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np

from kb.embedding import Vectors
from kb.evidence import absent_terms, term_weights
from kb.judging import judge
from kb.parties import asked_of, parties_in
from kb.planning import Plan
from kb.planning.parting import Part
from kb.praise import asks_for_criticism, asks_for_praise, is_failing_word
from kb.reader import Reader
from kb.statements import statement_encoder
from kb.text_classes import text_classes
from kb.theme_classifier import theme_classifier
from kb.themes import Theme, themes, themes_of
from kb.types import SubjectKind
from kb.words import stems

_THEME_NAMES = 8


@dataclass(frozen=True, slots=True)
class Subject:
    """What must be said: its words by stem with their weights, and what it names.

    `rows` (2, dims) are what the two vectors of a sentence are multiplied with: its similarity in
    the first place, with `bias` the log-odds that it states the subject in the second. `shows` is
    the number of its theme in `kb.theme_classifier`. Where it has one, the theme is what is asked
    for: old and new words for it have one answer. `parties` are those of whom it must be said.
    `usual` is how similar sentences are by and large, `absent` are its words that no document has.
    """

    rows: Vectors
    bias: float
    shows: int | None
    usual: float
    weights: Mapping[str, float]
    absent: tuple[str, ...]
    theme: Theme | None
    kind: SubjectKind
    parties: frozenset[str]
    mention: bool

    @classmethod
    def of(
        cls, reader: Reader, plan: Plan, part: Part, encode: Callable[[str], Vectors]
    ) -> "Subject":
        """The subject of one part of a question, with the names that the vocabulary has for it."""
        theme = theme_in(plan, part, encode)
        vector = said = encode(part.text)
        if theme is not None:
            names = np.mean([encode(name) for name in _names(theme)], axis=0)
            vector = said + names / np.linalg.norm(names)
        words = tuple(w for w in part.terms if not is_failing_word(w)) or part.terms
        kind = _kind(plan, part, theme, said)
        shows = theme_classifier().number(theme.id, kind) if theme is not None else None
        asked = theme.label if theme is not None and shows is not None else part.text
        row, bias = statement_encoder().subject(kind, asked)
        rows = np.zeros((2, len(vector) + len(row)), dtype=np.float32)
        rows[0, : len(vector)] = vector / np.linalg.norm(vector)
        rows[1, len(vector) :] = row
        weights = term_weights(reader.snapshot, words)
        absent = absent_terms(reader.snapshot, words)
        return cls(
            rows=rows,
            bias=bias,
            shows=shows,
            usual=float(rows[0, : len(vector)] @ judge().usual),
            weights=weights,
            absent=absent,
            theme=theme,
            kind=kind,
            parties=parties_of(plan, part, theme),
            mention=plan.mention,
        )

    def confidence(self, best: float) -> float:
        """Whether any document says it, 0 to 1; `best` is the highest of their probabilities."""
        return best if self.mention else judge().set_confidence(best, self.nowhere)

    @property
    def nowhere(self) -> float:
        """The share of its words that no document has, 0 where it is a theme in other words."""
        if self.theme is not None:
            return 0.0
        lacking = sum(self.weights[stem] for stem in stems(self.absent))
        return lacking / (sum(self.weights.values()) or 1.0)


def _kind(plan: Plan, part: Part, theme: Theme | None, said: Vectors) -> SubjectKind:
    """What a subject is; people ask for circumstances also where they went unanswered."""
    if asks_for_praise(part.text):
        return SubjectKind.PRACTICE
    if theme is not None and theme.kind is not SubjectKind.CIRCUMSTANCE:
        return theme.kind
    if asks_for_criticism(plan.question):
        return SubjectKind.FAILING
    return text_classes().kind(part.text, said)


def parties_of(plan: Plan, part: Part, theme: Theme | None) -> frozenset[str]:
    """Of whom a part must be said; whom its theme is about anyway is not asked for."""
    if plan.mention or plan.advice is not None or not plan.of_party:
        return frozenset()
    about = parties_in("\n".join((*theme.names, theme.scope_note))) if theme else frozenset()
    is_finding = theme is not None and theme.kind is not SubjectKind.PRACTICE
    return asked_of(part.text, theme=is_finding) - about


def expansions(plan: Plan, encode: Callable[[str], Vectors]) -> list[str]:
    """The names of the vocabulary that are searched beside the question's own words."""
    named = (theme_in(plan, part, encode) for part in plan.parts)
    return [name for theme in named if theme is not None for name in _names(theme)]


def theme_in(plan: Plan, part: Part, encode: Callable[[str], Vectors]) -> Theme | None:
    """The theme of the vocabulary that a part of a question is about, unless that is switched off.

    Learnt from how people name themes; one that people added is read by its label. A subject that
    only has a phrase of a theme in it ("a church leader groomed the child") is not about the theme.
    """
    if not plan.expand:
        return None
    named = themes_of(part.text)
    learnt = text_classes().theme(part.text, encode(part.text), {theme.id for theme in named})
    added = (theme for theme in named if theme.id not in text_classes().about.names)
    known = (theme for theme in themes() if theme.id == learnt)
    return next(chain(added, known), None)


def _names(theme: Theme) -> tuple[str, ...]:
    return theme.names[:_THEME_NAMES]
