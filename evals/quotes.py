"""Where the words that an annotator copied stand in a text."""

import re
import unicodedata
from difflib import SequenceMatcher

_VERBATIM = 0.85


def find_quote(text: str, quote: str) -> tuple[int, int] | None:
    """Where a gold quote stands in a text, both folded; None where it does not.

    Annotators mend the beginning or end of a sentence they copy: a run of 85% of the quote will do.
    """
    start = text.find(quote)
    if quote and start >= 0:
        return start, start + len(quote)
    run = SequenceMatcher(None, text, quote, autojunk=False).find_longest_match()
    if quote and run.size >= _VERBATIM * len(quote):
        return run.a, run.a + run.size
    return None


def fold(text: str) -> str:
    """Letters and digits of `text` in lower case, compatibility forms made plain."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())
