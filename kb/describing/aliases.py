"""Other names under which an official paper itself says that the child is known."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.describing.case_codes import CASE_LABEL, shown
from kb.describing.child_names import FULL, as_called, in_small
from kb.describing.opening import Opening
from kb.document_types import REVIEW_TYPES
from kb.types import Field

_ALIAS = re.compile(
    rf"(?P<label>{CASE_LABEL.pattern})[^.;]{{0,40}}?\b(?:also|previously|formerly|better|publicly|now)"
    r"[ -](?:(?:been|publicly|widely) )?(?:known|referred to|named|reported)\b[^.;]{0,40}?\bas\s+"
    rf"[‘“'\"]?(?P<alias>{CASE_LABEL.pattern}|[A-Z][a-z]+(?: [A-Z][a-z]+)+)"
)
_OFFICIAL = frozenset({"press statement", "agency response", "government response", "inquiry"})
_FIRST_PARAGRAPHS = 14


def find_aliases(opening: Opening, document_type: str, labels: Sequence[Field]) -> list[Field]:
    """Other names under which an official paper itself says that the child is known.

    And a full name as printed, where the label leaves its middle names out.
    """
    printed = [(field, in_small(opening.document.text(field.spans))) for field in labels]
    return [
        *_said_aliases(opening, document_type),
        *(
            replace(field, name="also known as", value=name)
            for field, name in printed
            if re.fullmatch(FULL, name) and name != field.value == as_called(name)
        ),
    ]


def _said_aliases(opening: Opening, document_type: str) -> list[Field]:
    if document_type not in REVIEW_TYPES and document_type not in _OFFICIAL:
        return []
    found = []
    for said in (*opening.cover, *opening.prose[:_FIRST_PARAGRAPHS]):
        for match in _ALIAS.finditer(said.text):
            if match["alias"] != match["label"]:
                place = match.span("alias")
                found.append(said.field("also known as", shown(match["alias"]), place, 0.8))
    return found
