"""Whether a question asks how often each theme is found, or each value of a field is held. Pure.

"What lessons keep coming up?", "Which boards published more than one review?". The forms stand in
`asked_tallies.toml`; a question that says more than they do ("… failings of midwives") asks for no
tally, for that more would be left out of the answer.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kb.planning.asked_types import NOUN, UNIT
from kb.planning.framing import asks_for_many
from kb.types import SubjectKind
from kb.word_lists import WordLists, table_beside
from kb.words import NUMBER_WORDS, content_terms

THEMES = "themes"
_FORMS = table_beside(__file__)
_WORDS = WordLists(_FORMS["words"])
_SMALL = frozenset(_FORMS["small"]["words"].split())
_TYPING = str.maketrans("‘’", "''")


def _compiled(patterns: Iterable[str], field: str = "") -> list[re.Pattern[str]]:
    """Expressions, in which "@PAPERS" stands for whatever names papers and "@" for `field`."""
    return [
        re.compile(
            re.sub("@(?!PAPERS)", lambda _: rf"\b(?:{field})\b", _WORDS.spelled_out(p)).replace(
                "@PAPERS", NOUN
            ),
            re.IGNORECASE,
        )
        for p in patterns
    ]


_STRONG, _WEAK = _compiled(_FORMS["themes"]), _compiled(_FORMS["themes_of_papers"])
_KINDS = {kind: _compiled(_FORMS[kind]) for kind in (SubjectKind.FAILING, SubjectKind.CIRCUMSTANCE)}
_NOUNS = {name: "|".join(nouns) for name, nouns in _FORMS["fields"].items()}


@dataclass(frozen=True, slots=True)
class AskedTally:
    """What is to be counted: `of` is "themes" or a field; values with `least` papers are shown.

    Of themes those of one `kind`, or any.
    """

    of: str
    kind: SubjectKind | None = None
    least: int = 1


def asked_tally(text: str) -> AskedTally | None:
    """The tally that `text` asks for, a question without the conditions that it states.

    >>> asked_tally("Which boards published more than one review?")
    AskedTally(of='authority', kind=None, least=2)
    >>> asked_tally("What are the most common failings of midwives?") is None
    True
    """
    text = text.translate(_TYPING)
    for found in filter(None, (_first(_STRONG, text), _of_papers(text))):
        if not _left_over(text[: found.start()] + " , " + text[found.end() :]):
            kinds = (kind for kind, forms in _KINDS.items() if _first(forms, text))
            return AskedTally(THEMES, next(kinds, None))
    for field, nouns in _NOUNS.items():
        without = re.sub(rf"\b(?:{nouns})\b", " , ", text, flags=re.IGNORECASE)
        match = None if without == text else _first(_counting(field), text)
        if match is not None and not _left_over(without):
            return AskedTally(field, least=_least(match))
    return None


@cache
def _counting(field: str) -> list[re.Pattern[str]]:
    """The forms that count papers by a field; compiled where a question names one."""
    forms = [*_FORMS["least"], *_FORMS["most"], *_FORMS["each"]]
    return _compiled(forms, _NOUNS[field])


def _first(forms: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next((match for form in forms if (match := form.search(text))), None)


def _of_papers(text: str) -> re.Match[str] | None:
    """A form that is common of one paper too, where `text` names several or none."""
    return _first(_WEAK, text) if asks_for_many(text) or not UNIT.search(text) else None


def _left_over(rest: str) -> set[str]:
    """The words of a question without what it counts that say more than that it counts."""
    words = set(content_terms(UNIT.sub(" ", rest))) - _SMALL - NUMBER_WORDS.keys()
    return {word for word in words if not re.fullmatch(r"\d{1,3}", word)}


def _least(found: re.Match[str]) -> int:
    said = {name: value.lower() for name, value in found.groupdict().items() if value}
    for name, value in said.items():
        n = int(value) if value.isdigit() else NUMBER_WORDS.get(value, 1)
        return {"more": n + 1, "over": n + 1, "several": 2}.get(name, n)
    return 1
