"""The labels that a text says, and how often: "Child C", "Baby Sorrel", "Twins A and B"."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from kb.describing.case_codes import CASE_LABEL, shown
from kb.describing.child_names import KIND_AND_NAME, in_small
from kb.describing.marked_names import LABEL
from kb.describing.opening import Opening, Said, lines_of
from kb.describing.said_names import is_told_of
from kb.types import Document, Field

_OFTEN = 5
_OFTEN_IN_SHORT = 2
_SHORT_WORDS = 800  # of a paper of a page or two, which says nothing often
_MOSTLY = 0.6
_FIRST_PARAGRAPHS = 4
_SEVERAL = re.compile(r"(?P<kind>\w+?)(?:ren|s)? (?=.*(?:,| and | & | to ))")
_ABOUT = (
    r"\b(?i:review|report|SCR|case|death|murder|conviction of the parents|trial)(?: is| was)? "
    r"(?i:of|into|on|about|concerning|regarding|in respect of|in relation to)"
)
_LETTER = re.compile(r"\b(?:[A-Z]{1,2}\d{0,2}|\d{1,2})\b")


def only_label(lines: Iterable[Said]) -> list[Field]:
    """The label that stands in `lines`; nothing where several do."""
    found = {
        shown(match[0]): line.field(LABEL, shown(match[0]), match.span(), 0.7)
        for line in lines
        for match in CASE_LABEL.finditer(line.text)
    }
    return list(found.values()) if len(found) == 1 else []


def most_said(opening: Opening) -> list[Field]:
    """The label that the text says often and mostly; a paper of a page says it twice at least."""
    counts = _counts(opening.document)
    if not counts:
        return []
    (label, n), total = counts.most_common(1)[0], counts.total()
    text = " ".join(page.text for page in opening.document.pages)
    often = _OFTEN if len(text.split()) > _SHORT_WORDS else _OFTEN_IN_SHORT
    often = 1 if n == total and _is_subject(opening.document, label) else often
    if n < often or n < _MOSTLY * total:
        return []
    return next(iter(_fields(opening.document, label)), [])


def asked_for(opening: Opening) -> list[Field]:
    """The one label of which an answer to a request speaks, be it once, as what was asked for."""
    return _only(opening, times=1)


def only_said(opening: Opening) -> list[Field]:
    """The one label of which a paper of many cases speaks, from its first paragraphs on."""
    return _only(opening, times=_OFTEN_IN_SHORT)


def _only(opening: Opening, *, times: int) -> list[Field]:
    counts = _counts(opening.document)
    if len(counts) != 1:
        return []
    (label,) = counts
    once = counts.total() < _OFTEN_IN_SHORT and not _is_subject(opening.document, label)
    if counts.total() < times or once:
        return []
    first = [*opening.lines, *opening.prose[:_FIRST_PARAGRAPHS]]
    return [line.field(LABEL, label, place, 0.7) for line, place in _places(first, label)][:1]


def _counts(document: Document) -> Counter[str]:
    """How often the text says each label; what it says of one of several, it says of all."""
    text = "\n".join(page.text for page in document.pages)
    counts = Counter(shown(match[0]) for match in CASE_LABEL.finditer(text))
    named = Counter(in_small(match["label"]) for match in KIND_AND_NAME.finditer(text))
    counts += Counter({name: n for name, n in named.items() if is_told_of(document, name)})
    for label in [label for label in counts if _SEVERAL.match(label)]:
        letters = _LETTER.findall(label)
        for one in list(counts):
            alone = _LETTER.findall(one)
            if one != label and len(alone) == 1 and alone[0] in letters:
                counts[label] += counts.pop(one)
    return counts


def _is_subject(document: Document, label: str) -> bool:
    """Whether the text says that a case or review is that of `label`."""
    text = "\n".join(page.text for page in document.pages)
    return bool(re.search(rf"{_ABOUT}\W{{1,4}}{re.escape(label)}\b", text))


def _fields(document: Document, label: str) -> Iterator[list[Field]]:
    lines = (line for block in document.blocks for line in lines_of(document, block))
    for line, place in _places(lines, label):
        yield [line.field(LABEL, label, place, 0.75)]


def _places(lines: Iterable[Said], label: str) -> Iterator[tuple[Said, tuple[int, int]]]:
    for line in lines:
        for pattern in (CASE_LABEL, KIND_AND_NAME):
            for match in pattern.finditer(line.text):
                if label in (shown(match[0]), in_small(match[0])):
                    yield line, match.span()
