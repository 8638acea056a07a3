"""Reviews that make no recommendations because they set out findings and questions instead."""

import re

from kb.sentences import marker_length, sentence_ranges
from kb.spans import narrow
from kb.types import BlockKind, Document, Recommendation, RecommendationKind

_NONE_MADE = re.compile(
    r"\b(?:makes?|made|making|contains?|offers?|has|have)\s+no\s+(?:(?!other\b|further\b|additional\b|new\b)\w+\s+)?recommendations?\b|"
    r"\b(?:does|do|did|has|have)\s+not\s+(?:make|made|offer|contain|include)\s+(?:\w+\s+)?"
    r"recommendations?\b|\b(?:rather than|instead of)\s+(?:\w+\s+)?recommendations?\b|"
    r"\bno\s+(?:\w+\s+)?recommendations?\s+(?:is|are|was|were|has been|have been)\s+"
    r"(?:\w+\s+)?(?:made|offered|given)\b",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"recommendations?\s+(?:to|for|about|on|in|of|beyond|other)\b|"
    r"\b(?:IMRs?|management reviews?|earlier|previous|first|agency|agencies)\b|\bnot\b.*\bno\b",
    re.IGNORECASE,
)
_CONSIDERATIONS = re.compile(
    r"(?:questions|considerations|issues|points) for (?:the )?(?:\w+ ){0,3}"
    r"(?:board|partnership|lscb)",
    re.IGNORECASE,
)
_UNSAID = (BlockKind.FURNITURE, BlockKind.COMMENT, BlockKind.TABLE_ROW)


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
        heading = block.kind is BlockKind.HEADING
        pattern = _CONSIDERATIONS if heading else _NONE_MADE
        lead = marker_length(text, block.paragraph)
        for start, end in sentence_ranges(text[lead:]):
            words = text[lead + start : lead + end]
            if of_itself and (heading or _OF_ANOTHER.search(words)):
                continue
            if pattern.search(words):
                return Recommendation(
                    kind=RecommendationKind.NONE_MADE,
                    spans=narrow(block.spans, lead + start, lead + end),
                    paragraph=block.paragraph,
                    section=block.section,
                )
    return None
