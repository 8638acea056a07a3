"""What an awkward file is called, how it is made, and what a reader must see in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kb.types import BlockKind, Document, PageState


@dataclass(frozen=True, slots=True)
class Case:
    """One awkward file.

    `sees` are words that must be quotable, in this order; `unseen` words that must be on no page,
    `unshown` words that may stand in a header or footer only, `once` words that must be there only
    once. `cause` is part of the cause with which the file must fail, `unread` the same by page for
    one that is read in part, `remark` the same for the first page where it is read all the same.
    `slow` cases take more than a second; `known` says why a file is not yet read as it should be.
    """

    name: str
    make: Callable[[Path], object]
    sees: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    unshown: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    cause: str | None = None
    remark: str = ""
    unread: dict[int, str] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    slow: bool = False
    known: str = ""

    def faults(self, document: Document) -> list[str]:
        """What is wrong with a document that was read from the file."""
        shown = [b for b in document.blocks if b.kind is not BlockKind.FURNITURE]
        text = " ".join(document.text(block.spans) for block in shown)
        whole = " ".join(page.text for page in document.pages)
        faults = [] if self.cause is None else [f"read, where it should fail: {self.cause}"]
        at = 0
        for words in self.sees:
            place = text.find(words, at)
            if place < 0:
                faults.append(f"missing or out of order: {words!r} in {text[:300]!r}")
            at = max(at, place)
        faults += [f"shown, but on no page: {words!r}" for words in self.unseen if words in whole]
        faults += [f"shown, but furniture: {words!r}" for words in self.unshown if words in text]
        faults += [f"said more than once: {w!r}" for w in self.once if whole.count(w) > 1]
        unread = {
            p.number: p.cause or "" for p in document.pages if p.state is PageState.UNREADABLE
        }
        if set(unread) != set(self.unread):
            faults.append(f"pages {sorted(unread)} are unread, where it should be {[*self.unread]}")
        faults += [
            f"page {page} is unread because {unread.get(page)!r}, not {cause!r}"
            for page, cause in self.unread.items()
            if cause not in unread.get(page, "")
        ]
        if self.remark not in (document.pages[0].cause or ""):
            faults.append(f"page 1 says {document.pages[0].cause!r}, not {self.remark!r}")
        labels = tuple(page.label or "" for page in document.pages)
        if self.labels and labels != self.labels:
            faults.append(f"labels {labels}, where it should be {self.labels}")
        return faults
