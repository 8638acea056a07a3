"""Reviews that make no recommendations because they set out findings and questions instead."""

import re

from kb.sentences import marker_length, sentence_ranges
from kb.spans import narrow
from kb.types import BlockKind, Document, Recommendation, RecommendationKind

_NONE_MADE = re.compile(
    r"\b(?:makes?|made|making|contains?|offers?|has|have)\s+no\s+(?:(?!other\b|further\b|additional\b|new\b)\w+\s+)?recommendations?\b|"
    r"\b(?:does|do|did|has|have|will|would)\s+not\s+(?:(?:set\s+out|seek|intend|aim|wish)\s+to\s+)?"
    r"(?:make|made|offer|contain|include|give\s+rise\s+to|lead\s+to|end\s+(?:in|with)|produce|issue|"
    r"propose|put\s+forward|set\s+out|result\s+in|take\s+the\s+form\s+of|carry|use)\s+"
    r"(?:(?:any|formal|specific|traditional|a|list|of|the|usual)\s+){0,4}"
    r"recommendations?\b|"
    r"\b(?:without|in\s+place\s+of)\s+(?:\w+\s+){0,2}recommendations?\b|"
    r"\b(?:rather than|instead of)\s+(?:\w+\s+)?recommendations?\b|"
    r"\bno\s+(?:\w+\s+)?recommendations?\s+(?:is|are|was|were|has been|have been|need be|"
    r"should be|will be|can be|could be)\s+"
    r"(?:\w+\s+)?(?:made|offered|given|needed|called for|necessary|required|put forward|"
    r"justified)\b|"
    r"\bsees?\s+no\s+(?:need|call|ground|reason)\s+(?:for|to\s+make)\s+(?:any\s+)?recommendations?\b",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\b(?:decided|chose|chosen|resolved|agreed|preferred)\s+(?:against\s+(?:making\s+)?(?:any\s+)?|not\s+to\s+make\s+(?:any\s+)?|"
    r"to\s+make\s+no\s+)(?:\w+\s+)?recommend",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"recommendations?\s+(?:to|for|about|on|in|of|beyond|other)\b|"
    r"\b(?:IMRs?|management reviews?|earlier|previous|first|agency|agencies)\b|\bnot\b.*\bno\b",
    re.IGNORECASE,
)
_CONSIDERATIONS = re.compile(
    r"(?:questions|considerations|issues|points) for (?:the )?(?:\w+ ){0,3}"
    r"(?:board|partnership|lscb|lscp|panel|committee)",
    re.IGNORECASE,
)
_BOXED = re.compile(  # such a heading, set as a line in bold within a box
    rf"[\s>]*[*_]{{1,3}}(?:finding\s\w{{1,5}}\W+)?(?:{_CONSIDERATIONS.pattern})[\w\s]{{0,40}}\W*",
    re.IGNORECASE,
)
_UNSAID = (BlockKind.FURNITURE, BlockKind.COMMENT, BlockKind.TABLE_ROW)


def says_none(words: str) -> bool:
    """Whether words say of their own paper that it recommends nothing.

    >>> says_none("The panel makes no recommendations."), says_none("We make no others.")
    (True, False)
    """
    told = [words[a:b] for a, b in sentence_ranges(words)]
    own = any(_NONE_MADE.search(one) and not _OF_ANOTHER.search(one) for one in told)
    return own or bool(_DECIDED.search(words))


def none_made(document: Document, *, of_itself: bool) -> Recommendation | None:
    """The words that show that a review makes no recommendations, if there are any.

    Args:
        document: any.
        of_itself: only a sentence in which it says so of itself, and of all of itself; a heading
            such as "Questions for the Board" is not enough.
    """
    for block in document.blocks:
        if block.kind in _UNSAID:
            continue
        text = document.text(block.spans)
        heading = block.kind is BlockKind.HEADING or bool(_BOXED.fullmatch(text))
        pattern = _CONSIDERATIONS if heading else _NONE_MADE
        lead = marker_length(text, block.paragraph)
        for start, end in sentence_ranges(text[lead:]):
            words = text[lead + start : lead + end]
            if of_itself and (heading or _OF_ANOTHER.search(words)):
                continue
            if pattern.search(words) or (not heading and _DECIDED.search(words)):
                return Recommendation(
                    kind=RecommendationKind.NONE_MADE,
                    spans=narrow(block.spans, lead + start, lead + end),
                    paragraph=block.paragraph,
                    section=block.section,
                )
    return None
