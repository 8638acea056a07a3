"""Words in a PDF that no reader sees (`ingest.parsing.drawn` finds them): taken out, counted."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.parsing.joining import REDACTED
from ingest.parsing.printed import Printed
from kb.types import HiddenText

UNDER_A_BOX, ON_A_BLOT = "under a box", "under a box on the scan"
BOXED = frozenset({UNDER_A_BOX, ON_A_BLOT})
_CONTEXT = 12
_FILLER = 3  # letters
_OPENS, _ENDS = re.compile(r"[\W_]*"), re.compile(r"[\W_]*\Z")


@dataclass(frozen=True, slots=True)
class Hidden:
    """Characters next to each other that are not seen; `before` is what stands before them."""

    before: str
    text: str
    reason: str

    @property
    def is_boxed(self) -> bool:
        """Whether a reader sees a box in their place."""
        return self.reason in BOXED


def is_filler(text: str) -> bool:
    """Whether `text` is one letter or digit over and over, put where the words were, or no word.

    >>> is_filler("1111111 1111"), is_filler("uncle Osbert"), is_filler("████")
    (True, False, True)
    """
    letters = _folded(text)
    return not letters or (len(set(letters)) == 1 and len(letters) >= _FILLER)


def findings(page: int, hidden: Sequence[Hidden]) -> tuple[HiddenText, ...]:
    """How many words a page hides, by how; what only fills the place of a word is none."""
    words: Counter[str] = Counter()
    for run in hidden:
        if not is_filler(run.text):
            words[run.reason] += len(run.text.split())
    return tuple(HiddenText(page, reason, count) for reason, count in words.items())


def without_hidden(lines: Sequence[Printed], hidden: Sequence[Hidden]) -> list[Printed] | None:
    """`lines` without the words that are not seen; for those under a box stands `[redacted]`.

    None where one of them cannot be told from words that are seen: then no line is safe to keep.
    """
    texts = [line.text for line in lines]
    for run in reversed(hidden):  # so that what stands before each is still as it was
        places = _find(texts, run)
        if not places and not is_filler(run.text):
            return None
        by_line: dict[int, list[int]] = {}
        for index, at in places:
            by_line.setdefault(index, []).append(at)
        for index, ats in by_line.items():
            mark = REDACTED if run.is_boxed and index == places[-1][0] else ""
            before, after = texts[index][: min(ats)], texts[index][max(ats) + 1 :]
            # the points at a line's ends go too, if the run goes on above or below
            if index == places[0][0]:
                before = before.removesuffix(_points(_OPENS, run.text))
            elif not _folded(before):
                before = ""
            if index == places[-1][0]:
                after = after.removeprefix(_points(_ENDS, run.text))
            elif not _folded(after):
                after = ""
            texts[index] = before + mark + after
    pairs = zip(lines, texts, strict=True)
    return [replace(line, text=text) for line, text in pairs if text.strip()]


def _points(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[0].strip() if match else ""


def _find(texts: Sequence[str], run: Hidden) -> list[tuple[int, int]]:
    """The places (line, character) in `texts` of the letters and digits of a run."""
    folded, places = [], []
    for index, text in enumerate(texts):
        for at, ch in enumerate(text):
            for letter in _folded(ch):
                folded.append(letter)
                places.append((index, at))
    page, wanted, before = "".join(folded), _folded(run.text), _folded(run.before)[-_CONTEXT:]
    at = page.find(before + wanted)
    start = at + len(before) if at >= 0 else page.find(wanted)
    if start < 0 or not wanted or (at < 0 and page.count(wanted) > 1 and not run.is_boxed):
        return []
    return places[start : start + len(wanted)]


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())
