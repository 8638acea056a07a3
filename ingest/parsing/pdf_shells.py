"""PDFs whose pages are a cover for something else: portfolios, live forms; and what is attached."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from kb.errors import UnreadableDocument

_NAMED, _MANY = 5, 1000


def refuse_shells(reader: Any) -> None:
    """Refuses a file whose content is not on its pages.

    Raises:
        UnreadableDocument: a portfolio of other files, or a form that only Adobe's programs draw.
    """
    root = reader.trailer["/Root"]
    if "/Collection" in root:
        names = attached(reader)
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        raise UnreadableDocument(
            f"a PDF portfolio, a cover around other files ({', '.join(names[:_NAMED])}{more}); "
            "save them by themselves and ingest those"
        )
    if root.get("/NeedsRendering"):
        raise UnreadableDocument(
            "a live (XFA) form, which only Adobe's programs draw; print it to PDF and ingest that"
        )


def attached(reader: Any) -> list[str]:
    """The names of the files that are attached to a PDF, or pinned to a page of it."""
    try:
        names = [str(name) for name in islice(reader.attachments, _MANY)]
    except Exception:  # noqa: BLE001 - attachments are optional, whatever is wrong with them
        names = []
    try:
        return [*names, *islice(_pinned(reader), _MANY)]
    except Exception:  # noqa: BLE001 - so are notes on pages
        return names


def _pinned(reader: Any) -> Iterator[str]:
    for page in reader.pages:
        for entry in page.get("/Annots") or ():
            note = entry.get_object()
            if note.get("/Subtype") == "/FileAttachment":
                file = note["/FS"]
                yield str(file.get("/UF") or file.get("/F") or "unnamed")
