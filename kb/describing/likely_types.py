"""How probable each type of document is, by all the words of an opening.

Rules know a type by an expression that somebody foresaw, or not at all. Words add up: a masthead, a
reporter, "told the inquest" make an article without any of them naming it.
"""

from collections.abc import Mapping

from kb.describing.opening import Opening
from kb.text_classes import text_classes

_TITLES, _RUNNING, _PROSE = 4, 3, 3
_FEWEST_WORDS = 40
_COVER_CHARACTERS, _PROSE_CHARACTERS = 1200, 600


def likely_types(opening: Opening) -> Mapping[str, float]:
    """The probability of each type that was learnt; nothing of one of few different words."""
    words = words_of(opening)
    return text_classes().paper_types(words) if len(set(words.split())) >= _FEWEST_WORDS else {}


def words_of(opening: Opening) -> str:
    """What is read of an opening, titles twice."""
    titles = " . ".join(said.text for said in opening.titles[:_TITLES])
    lines = " . ".join(said.text for said in opening.lines)[:_COVER_CHARACTERS]
    running = " ".join(said.text for said in opening.running[:_RUNNING])
    prose = " ".join(said.text for said in opening.prose[:_PROSE])[:_PROSE_CHARACTERS]
    return " ".join((titles, titles, lines, running, prose))
