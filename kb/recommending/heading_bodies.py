"""Whom a heading names: the bodies that stand in it, or the one that a chapter is about."""

import re
from collections.abc import Sequence

from kb.body_names import ends_in_body, is_proper_name, without_article
from kb.named_bodies import bodies_in
from kb.recommending.advice_headings import advising
from kb.recommending.labelled_blocks import LabelledBlocks

_PART = re.compile(
    r"[A-Z][\w’'& -]+(?:Council|Trust|Police|Constabulary|Authority|Board):\s[A-Z][\w’'& -]+"
)
_THEME = re.compile(
    r"(?:Theme|Priority|Finding|Learning(?: point)?|Area|Outcome|Objective|Issue|"
    r"Topic)\s+\w{1,5}\s?[.:–—-]"
)


def of_chapter(blocks: LabelledBlocks, headings: Sequence[str], name: str) -> str:
    """What "the Department" is in a chapter headed with its name, where several might be meant."""
    if " " in name or not ends_in_body(name) or blocks.full_names.of(name) != name:
        return name
    named = (one for heading in reversed(headings) for one in bodies_in(heading))
    return next((without_article(one) for one in named if one.endswith(f" {name}")), name)


def body_above(headings: Sequence[str]) -> str:
    """The one body or part of it that the nearest of some headings names and no more."""
    if not headings or _THEME.match(headings[-1]) or advising(headings[-1:]):
        return ""
    nearest = re.sub(r"^[\d.\s]+|^[A-Z’' ]+:\s", "", headings[-1]).strip(" *_:.")
    several = re.match(r"(?:All|Every|Each|Multi|Single|For|To)\b", nearest)
    named = bodies_in(nearest) or (_PART.fullmatch(nearest) and (nearest,)) or ()
    alone = len(named) == 1 and (" " in named[0] or named[0].isupper())
    return without_article(nearest) if alone and not several else ""


def agency_above(headings: Sequence[str]) -> tuple[str, ...]:
    """The nearest heading, below one of single agencies: each names one, whatever its name."""
    single = any(
        re.search(r"\bsingle[ -]agency\b", heading, re.IGNORECASE) for heading in headings[:-1]
    )
    nearest = headings[-1].strip(" *_:.") if headings else ""
    return (nearest,) if single and is_proper_name(nearest) and not advising([nearest]) else ()


def named_by(blocks: LabelledBlocks, heading: str) -> tuple[str, ...]:
    """The bodies that a heading names and no more; a numbered theme names what it is about."""
    if _THEME.match(heading):
        return ()
    if heading.isupper() and advising([heading]):
        return ()  # "RECOMMENDATIONS FOR THE TRUST" is all in capitals, and no name
    if heading.isupper() and " " not in heading and blocks.full_names.of(heading) != heading:
        return (heading,)
    return bodies_in(heading)


def is_council(heading: str) -> bool:
    """Whether a heading is a council's name: all below it is of that council."""
    return heading.endswith(" Council") and bool(bodies_in(heading))
