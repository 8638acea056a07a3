"""Records as CSV that a spreadsheet may open: no cell of a document's words becomes a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as the local code page


def to_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """A CSV text (RFC 4180) with a line of `columns`; lists are joined by semicolons.

    A cell that would be a formula is led by an apostrophe (OWASP, CSV injection).

    >>> to_csv([{"a": "=1+1", "b": ["x", "y"]}], ["a", "b"]).splitlines()[1]
    "'=1+1,x; y"
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([safe_cell(row.get(column)) for column in columns] for row in rows)
    return _BYTE_ORDER_MARK + out.getvalue()


def safe_cell(value: Any) -> str:
    """What a cell holds: nothing for None, lists joined by semicolons, a formula as plain words."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        value = "; ".join(str(item) for item in value)
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
