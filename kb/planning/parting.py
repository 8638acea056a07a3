"""What papers must say and must not say, part by part: "X but not Y", "neither X nor Y". Pure.

Words for it stand in `parting.toml`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.parties import parties_in
from kb.planning.asked_types import NOUN, UNIT
from kb.planning.framing import BEFORE_UNIT, trimmed
from kb.themes import theme_names, themes_of
from kb.word_lists import WordLists
from kb.words import content_terms

_WORDS = WordLists.of_files("planning/parting.toml")


def _compiled(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(_WORDS.spelled_out(pattern).replace("@", NOUN), flags)


_NEITHER = _compiled(
    r"\b(?:{mention}|with|on|about|says?|finds?|found|reports?) neither (.+?),? nor "
    r"(.+?)(?=[.?!]|$)"
)
_UNMENTIONED = _compiled(r"({of_papers})(?:(?:that|which|they|it) )?{unmentioned}\s+(?=\w)")
_WITHOUT = _compiled(r",?\s+{without_mention}\s+(?=\w)")
_STATES = _compiled(r"\b{states}\b.*\b{states}\b|\bwhere\b|\bin which\b")
_EVEN_SO = _compiled(r"^(.*?)\bBUT NOT (.+?),? {even_so} (.+)$", re.NOFLAG)
_ALSO = re.compile(r"^(.+),? and (.+? (?:was|were|is|are|had|has|did) )also (.+)$", re.IGNORECASE)
_THAT_AND_THAT = _compiled(r"(\b{reporting} that\b.+),? and that\b")
_WHERE = _compiled(r"\s+{where}\s+(?=\S+ \S+ \S+)")
_ON = _compiled(
    r"\s+{on}\s+(?P<on>(?:(?!{where}\b|who\b|whose\b|that\b|which\b)[\w’'-]+ ){1,7}?){where} "
    r"(?=\S+ \S)"
)
_AND = _compiled(r"\s*(?:[,;:]\s*)?(?:{and_also}|(?-i:\bAND\b))\s*")
_BUT_NOT = _compiled(r"[,;.(–—-]?\s*(?<![\w-]){but_not}(?:\s*\b{those}\b)*\s*")
_OR = re.compile(r",?\s+(?:OR|(?i:or else|or alternatively))\s+")
_TWO_MATTERS = _compiled(r"(?P<a>{word}(?: {word}){0,2}),? or (?P<b>{word}(?: {word}){0,2})")
_BOTH = re.compile(r"(?:.*\b)?(?<!were )(?<!are )(?<!had )both:? (.+) and (.+)$", re.IGNORECASE)
_EITHER = re.compile(r"(?P<verb>.*?)\b(?:either) (.+?),? or (?:else )?(.+)$", re.IGNORECASE)
_MOST_TERMS = 4  # on either side of a plain "and"
_CLAUSE = re.compile(r"\b(?:is|are|was|were|has|have|had|did|do|does|not|never)\b", re.IGNORECASE)
_IN_THEM = re.compile(
    r"\s+(?:in (?:them|it|issue)|both(?: findings| themes| things)?|involved|at all|either|"
    r"of any kind|too)(?=\W*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that must be said, or with `negated` must not be; `terms` are its content words."""

    text: str
    terms: tuple[str, ...]
    negated: bool = False


def joined_plainly(text: str) -> str:
    """`text` with what joins and sets apart its parts put as `AND` and `BUT NOT`.

    It is read before the frame is taken away, as the frame tells who is silent: papers, or people.

    >>> joined_plainly("Which reviews mention neither drift nor delay?")
    'Which reviews BUT NOT drift BUT NOT delay?'
    """
    text = _NEITHER.sub(r"BUT NOT \1 BUT NOT \2", text)
    text = _UNMENTIONED.sub(_not_by_papers, text)
    if not _STATES.search(text.partition("BUT NOT")[0]):
        text = _WITHOUT.sub(" BUT NOT ", text)
    text = _EVEN_SO.sub(r"\1\3 BUT NOT \2", text)
    text = _ALSO.sub(r"\1 AND \2\3", text)
    text = _THAT_AND_THAT.sub(r"\1 AND", text)
    return _matter_and_statement(text)


def _not_by_papers(match: re.Match[str]) -> str:
    joint = re.sub(r"\b(?:but|and|yet|though|although|that|which|who|or|do|does)\b", "", match[1])
    return f"{joint.rstrip()} BUT NOT "


def _matter_and_statement(text: str) -> str:
    """`text` with `AND` between what papers are about and what they must say of it."""
    unit = UNIT.search(text)
    if unit is None:
        return text
    before, after = text[: unit.start()], text[unit.end() :]
    about = [word for word in re.findall(r"[\w’'-]+", before) if word.lower() not in BEFORE_UNIT]
    where = _WHERE.match(after)
    if where and 0 < len(about) <= 6 and not re.search(r"[.,:;?]", before):
        return f"{before.rstrip()} AND {after[where.end() :]}"
    if not about and (on := _ON.match(after)):
        return f"{before}{unit[0]} {on['on']}AND {after[on.end() :]}"
    return text


def plainly(subject: str) -> str:
    """A subject with `AND` and `BUT NOT` as people write them."""
    said = subject.replace(" AND ", " and ").replace("BUT NOT", "but not")
    return said.removeprefix("but ")


def parts_of(subject: str) -> tuple[bool, tuple[Part, ...]]:
    """Whether one part suffices, and the parts of a subject; a theme's name is never parted."""
    names = theme_names()
    named = [name.span() for name in names.finditer(subject)]
    wanted, *unwanted = _split(_BUT_NOT, subject, named)
    both, either = _BOTH.match(wanted), _EITHER.match(wanted)
    one_of = _OR.split(wanted)
    if both:
        texts = list(both.groups())
    elif either:
        verb = either["verb"]
        texts = [f"{verb}{either[2]}", f"{verb}{either[3]}"]
    else:
        texts = one_of if len(one_of) > 1 else _AND.split(wanted)
        if len(texts) == 1 and (two := _TWO_MATTERS.fullmatch(trimmed(wanted, names))):
            texts = one_of = _not_in_a_name(two, named) or texts
        if len(texts) == 1:
            texts = _two_themes(trimmed(wanted, names)) or texts
    parts = [_part(text, names) for text in texts]
    parts += [_part(text, names, negated=True) for text in unwanted]
    any_part = not both and bool(either or len(one_of) > 1)
    return any_part, tuple(part for part in parts if part.terms)


def _not_in_a_name(two: re.Match[str], named: Sequence[tuple[int, int]]) -> list[str] | None:
    """Both matters; None where the name of a theme has the "or", or they share their last word."""
    shared = " " not in two["a"] and " " in two["b"]  # "drug or alcohol misuse"
    return None if named or shared else [two["a"], two["b"]]


def _two_themes(text: str) -> list[str] | None:
    """Both sides of a plain "and", where each is short and names another theme, and nobody.

    Of clauses the second mostly carries the first on ("the family moved and no file followed").

    >>> _two_themes("unseen men and poor supervision")
    ['unseen men', 'poor supervision']
    """
    sides = text.split(" and ")
    if len(sides) != 2 or any(
        parties_in(side) or _CLAUSE.search(side) or len(content_terms(side)) > _MOST_TERMS
        for side in sides
    ):
        return None
    first, second = ({theme.id for theme in themes_of(side)} for side in sides)
    return sides if first and second and not first & second else None


def _part(text: str, names: re.Pattern[str], *, negated: bool = False) -> Part:
    kept = trimmed(_IN_THEM.sub("", text), names)
    if "(" not in kept:
        kept = kept.rstrip(")")
    return Part(kept, content_terms(kept), negated)


def _split(between: re.Pattern[str], text: str, held: Sequence[tuple[int, int]]) -> list[str]:
    """What stands before, between and after the matches of `between` outside the spans `held`."""
    parts, start = [], 0
    for match in between.finditer(text):
        if not any(first < match.end() and match.start() < last for first, last in held):
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]
