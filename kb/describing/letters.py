"""Letters and e-mails, and what stands above "Dear": that alone says that one is another thing."""

import re
from collections.abc import Sequence
from itertools import takewhile

from kb.describing.opening import Opening, Said

_SALUTATION = re.compile(r"(?:Dear|Annwyl) [\w’'.-]+(?:[ ,/]+[\w’'.-]+){0,9}\W*$")
_TO_EDITOR = re.compile(r"letters? to the editor\b", re.IGNORECASE)
_HEADERS = ("From:", "To:", "Subject:")
_HEADER_LINES = 8
_DECLARED = frozenset({"from", "to", "subject"})


def is_letter(opening: Opening) -> bool:
    """Whether a salutation stands before the text, or the headers of an e-mail do."""
    saluted = any(_SALUTATION.match(line.text) for line in opening.cover)
    return saluted or _is_email(opening) or _is_to_editor(opening)


def before_salutation(opening: Opening) -> Sequence[Said]:
    """The letterhead: what follows is a letter's subject, not what it is itself."""
    if _is_email(opening) or _is_to_editor(opening):
        return ()
    return tuple(takewhile(lambda line: not _SALUTATION.match(line.text), opening.cover))


def _is_to_editor(opening: Opening) -> bool:
    return any(_TO_EDITOR.match(line.text) for line in opening.cover[:_HEADER_LINES])


def _is_email(opening: Opening) -> bool:
    if _DECLARED <= opening.document.declared.keys():
        return True
    first = " ".join(line.text for line in opening.cover[:_HEADER_LINES])
    return all(header in first for header in _HEADERS) and first.startswith("From:")
