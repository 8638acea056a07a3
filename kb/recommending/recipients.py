"""To whom a letter is written, and so whom it means by "you"."""

import re
from collections.abc import Sequence

from kb.body_names import ends_in_body, without_article

_TO = re.compile(r"\W*To:\W*(?P<whom>\S.*)")
_DEAR = re.compile(r"\W*Dear\s")
_YOU = re.compile(r"(?:^\W*|\b(?:[Tt]hat|and)\s+)[Yy]ou\b")
_SEVERAL = re.compile(
    r"\b(?:each|all|both|(?:the\s)?(?:two|three|four|five))\s+of\s+you\b|\byou\s+all\b", re.I
)
_NAMED = re.compile(
    r"\byou,\s+(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Professor)\.?\s+(?P<name>[A-Z][\w’'-]+)"
)
_HEAD = 12  # a letter names its readers at its head


def recipients(texts: Sequence[str]) -> tuple[str, ...]:
    """The readers whom the head of a letter names, each with post and body; none of another paper.

    >>> recipients(["To: Dr Acre, Chief Nurse, Acre Trust", "Dear Dr Acre,"])
    ('Dr Acre, Chief Nurse, Acre Trust',)
    """
    dear = next((n for n, text in enumerate(texts[:_HEAD]) if _DEAR.match(text)), None)
    head = texts[: dear or 0]
    led = [match["whom"] for text in head if (match := _TO.match(text))]
    alone = [text.strip(" *_") for text in reversed(head) if "," in text and "\n" not in text]
    found = led[0].split(";") if led else alone[:1]
    return tuple(name for one in found if _post_of(name := one.strip(" *_.")))


def meant_by_you(text: str, readers: Sequence[str]) -> tuple[str, ...]:
    """Whom of the readers of a letter a recommendation asks as "you".

    >>> meant_by_you("That you look at every case.", ["The Director, Acre Council"])
    ('Director, Acre Council',)
    """
    if _SEVERAL.search(text) and len(readers) > 1:
        return tuple(reader.split(",")[-1].strip() for reader in readers)
    if not readers or not _YOU.search(text):
        return ()
    named = _NAMED.search(text)
    one = [reader for reader in readers if not named or named["name"] in reader]
    return (_post_of(one[0]),) if len(one) == 1 else ()


def _post_of(reader: str) -> str:
    """A reader's post and body, without the person's name; nothing where none is given."""
    parts = [part.strip() for part in reader.split(",")]
    first = next((n for n, part in enumerate(parts) if ends_in_body(part)), None)
    if first is None:
        return ""
    if first and re.search(r"Chief|Lead|Head|Officer", parts[first - 1]):
        first -= 1
    return without_article(", ".join(parts[first:]))
