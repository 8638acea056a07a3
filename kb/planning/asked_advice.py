"""Whether a set question asks for papers by what these recommend, to whom and on what. Pure.

"Which reviews recommend training?" is answered from the table of recommendations; "which found
that recommendations were forgotten?" is a statement. The forms stand in `asked_advice.toml`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kb.planning.asked_types import UNIT
from kb.word_lists import WordLists, table_beside

_FORMS = table_beside(__file__)
_WORDS = WordLists(_FORMS["words"])


def _compiled(patterns: Iterable[str]) -> list[re.Pattern[str]]:
    return [re.compile(_WORDS.spelled_out(p), re.IGNORECASE) for p in patterns]


_ADVISES = _compiled(_FORMS["forms"])
_UNLESS = _compiled(_FORMS["unless"])
_TO, _ABOUT = (_compiled(_FORMS["addressed"][name])[0] for name in ("to", "about"))
_WHICH = re.compile(
    r"\b(?:which|how many|(?:number|proportion|percentage|share) of)\b[^.?!,]*$", re.I
)
_ASKED_TOO = re.compile(
    r"(?:[.?!;,]\s*(?:and )?|\band )(?:what|which|how|list|please|show|give|quote|name)\b.*|"
    r" at all\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Advice:
    """What papers must recommend: to whom and on what, "" where that is not asked.

    `words` are those of the question; with `negated` papers must not recommend it.
    """

    words: str
    to: str
    about: str
    negated: bool = False


def asked_advice(text: str, wanted: str | None) -> Advice | None:
    """What the papers that `text` asks for must recommend; None where it asks nothing of the kind.

    Args:
        text: a question without the conditions that it states.
        wanted: the kind that its words ask for.

    >>> asked_advice("Which reviews made recommendations to GPs?", None)
    Advice(words='recommendations to GPs', to='GPs', about='', negated=False)
    >>> asked_advice("Which reviews found that recommendations were forgotten?", None) is None
    True
    """
    unit = UNIT.search(text.translate(_TYPING))
    if unit is None or wanted not in (None, "inventory", "recommendations"):
        return None
    if wanted == "recommendations" and not _WHICH.search(text[: unit.start()]):
        return None
    said = _ASKED_TOO.sub("", text.translate(_TYPING)[unit.end() :]).strip(" ?.!,;")
    found = next((match for form in _ADVISES if (match := form.fullmatch(f" {said}"))), None)
    if found is None or any(pattern.search(said) for pattern in _UNLESS):
        return None
    named = found.groupdict()
    if "to" not in named:
        rest = named["rest"].strip(" ,:")
        split = _TO.fullmatch(rest) or _ABOUT.fullmatch(rest)
        named |= split.groupdict() if split else {}
    to, about = (" ".join((named.get(name) or "").split()) for name in ("to", "about"))
    return Advice(found["words"].strip(), to, about, negated=bool(named.get("no")))


_TYPING = str.maketrans("‘’", "''")
