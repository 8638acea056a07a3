"""The dialect of the sources: Markdown with front matter. `documents/README.md` describes it."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

NOTICE = (
    "This is an invented document. The places, people and events in it do not exist. "
    "It was written as a sample for a document search tool."
)
BLANK = "\u00a0"  # an empty line in the head of a letter
INKS = ("6B2737", "1E5148", "3B2F5C", "1F3A5F")  # house colours of the publishing bodies
KINDS = ("", "letter", "minutes", "blog", "press", "guidance")
LAYOUTS = ("", "two-column")
REQUIRED = ("output", "title")
OPTIONAL: dict[str, Any] = {
    "header": "", "footer": "", "author": "", "cover": [], "contents": False, "kind": "",
    "layout": "", "scan": False, "scan_pages": [], "byline": "", "published": "", "chrome": {},
    "comments": [],
}  # fmt: skip
MARKERS = {
    "heading": re.compile(r"(##?)\s+(.+)"),
    "numbered": re.compile(r"(R?\d{1,3}(?:\.\d{1,3})+|R?\d{1,3}\.|\d{1,2}-\d{1,3})\s+(.+)"),
    "lettered": re.compile(r"(\((?:[a-z]|[ivxl]+)\)|[ivxl]+\.)\s+(.+)"),
    "bullet": re.compile(r"()-\s+(.+)"),
    "quote": re.compile(r"()>\s+(.+)"),
    "table": re.compile(r"()\|(.+)\|"),
    "turn": re.compile(r"()@(landscape|portrait|page)"),
    "stray": re.compile(r"()([#@|>*`].*|---.*)"),  # Markdown, but not ours
    "paragraph": re.compile(r"()(.+)"),
}
INLINE = re.compile(
    r"\[\[redacted (?P<redacted>\d+)\]\]"
    r"|\[\[hidden: ?(?P<hidden>.+?)\]\]"
    r"|\^\[(?P<note>(?:\[.*?\]+|[^\[\]])+)\]"
)
STRAY = re.compile(r"\*\S[^*]*\*|\[\[|\^\[|\]\(")  # inline Markdown, but not ours


class SourceError(ValueError):
    """A source does not keep to the dialect."""


@dataclass
class Block:
    """One block of a source.

    Attributes:
        kind: What the block is: a key of `MARKERS` but "stray", or a part of a letter's head
            (`letterhead`, `address`, `subject`).
        mark: What it opens with (`##`, `4.12`, `(a)`), where that has to be kept.
        text: The text after the mark, its inline marks still in it (see `pieces`).
        rows: The cells of a table, its header row first.
    """

    kind: str
    mark: str
    text: str
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class Source:
    """A source: its front matter and its blocks."""

    meta: dict[str, Any]
    blocks: list[Block]

    @property
    def ink(self) -> str:
        """The house colour of the body that published the document, as six hex digits."""
        if self.meta["kind"] in ("letter", "minutes"):
            return "222222"
        return INKS[ord(self.meta["output"][0]) % len(INKS)]

    @property
    def headline(self) -> str:
        """What stands large above the text; nothing on a letter, which has a subject line."""
        return "" if self.meta["kind"] == "letter" else str(self.meta["title"])


def load(path: Path) -> Source:
    """Reads a source, or raises `SourceError`."""
    own, body = _parts(path)
    if "copy_of" in own:
        if body.strip():
            raise SourceError("a copy has no text of its own")
        theirs, body = _parts(path.with_name(own.pop("copy_of")))
        own = theirs | own
    meta = OPTIONAL | own
    if lacking := [key for key in REQUIRED if key not in meta]:
        raise SourceError(f"the front matter lacks {', '.join(lacking)}")
    if unknown := own.keys() - {*REQUIRED, *OPTIONAL}:
        raise SourceError(f"the front matter may not hold {', '.join(sorted(unknown))}")
    if meta["kind"] not in KINDS or meta["layout"] not in LAYOUTS:
        raise SourceError(f"no such look: {meta['kind']} {meta['layout']}".rstrip())
    meta |= {key: str(meta[key]) for key in ("title", "header", "footer", "author")}
    meta["cover"] = [str(line) for line in meta["cover"]]
    return Source(meta, _blocks(meta, body))


def _parts(path: Path) -> tuple[dict[str, Any], str]:
    """Returns the front matter, whose colons need no quotes as they do in YAML, and the body."""
    if not path.is_file():
        raise SourceError(f"there is no source {path.name}")
    parts = path.read_text(encoding="utf-8").split("---\n", 2)
    if len(parts) < 3:
        raise SourceError("the front matter does not stand between two lines of ---")
    bare = re.compile(r"(?m)^( *(?:- )?[a-z]+: | *- )(?![a-z]+: )([^\s\"'\[{>|].*(?:: | #).*)$")
    front = bare.sub(lambda match: match[1] + json.dumps(match[2]), parts[1])
    try:
        return yaml.safe_load(front), parts[2]
    except yaml.YAMLError as error:
        raise SourceError(f"the front matter is no YAML: {error}") from error


def _blocks(meta: dict[str, Any], body: str) -> list[Block]:
    """Returns the blocks of a body; the cover of a letter or of minutes is a block above them."""
    head: list[Block] = []
    if meta["kind"] in ("letter", "minutes") and meta["cover"]:
        head = [Block("letterhead", "", line) for line in [*meta["cover"], BLANK]]
        meta["cover"] = []
    if meta["kind"] == "letter":
        above, dear, below = f"\n{body}".partition("\nDear ")
        lines = [*above.strip().splitlines(), BLANK] if dear else []  # of the address
        head += [Block("address", "", line.strip(" ") or BLANK) for line in lines]
        blocks = list(parse(dear + below if dear else body))
        blocks.insert(bool(dear), Block("subject", "", meta["title"]))
    else:
        blocks = list(parse(body))
    first = " ".join([*meta["cover"], *(block.text for block in [*head, *blocks][:12])])
    notice = [] if NOTICE in first else [Block("paragraph", "", NOTICE)]
    return head + notice + blocks


def parse(body: str) -> Iterator[Block]:
    """Yields the blocks of a source's body."""
    block: Block | None = None  # the block that the next line may go on with
    for line in [*map(str.strip, body.splitlines()), ""]:
        matches = ((kind, marker.fullmatch(line)) for kind, marker in MARKERS.items())
        kind, match = next((found for found in matches if found[1]), ("", None))
        cells = [cell.strip() for cell in line.strip("|").split("|")] if kind == "table" else []
        if block and block.rows and cells:
            if not all(re.fullmatch(":?-+:?", cell) for cell in cells):
                block.rows.append(cells)
        elif match and block and _goes_on(block.kind, kind):
            block.text += f" {match[2]}"
        else:
            if block:
                yield _checked(block)
            block = Block(kind, match[1], match[2], [cells] if cells else []) if match else None


def _goes_on(before: str, kind: str) -> bool:
    """Whether a line of this kind, right below a block of that one, is more of the same block."""
    if kind == "paragraph":
        return before not in ("heading", "turn", "table")
    return before == kind == "quote"


def _checked(block: Block) -> Block:
    """Returns the block, if there is nothing in it that the dialect does not know."""
    texts = [cell for row in block.rows for cell in row] if block.rows else [block.text]
    for text in texts:
        if block.kind == "stray" or STRAY.search(INLINE.sub("", text)):
            raise SourceError(f"not in the dialect: {text[:60]}")
    if uneven := [row for row in block.rows if len(row) != len(block.rows[0])]:
        raise SourceError(f"more or fewer cells than in the header: {uneven[0]}")
    return block


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yields the parts of a text, each after its kind.

    The kinds are "" (words), "redacted" (a run of the digit 1, as long as what is gone), "hidden"
    (words under a black box) and "note" (the text of a footnote, which may have parts itself).
    """
    start = 0
    for match in INLINE.finditer(text):
        if start < match.start():
            yield "", text[start : match.start()]
        kind = match.lastgroup or ""
        yield kind, "1" * int(match[kind]) if kind == "redacted" else match[kind]
        start = match.end()
    if start < len(text) or not start:
        yield "", text[start:]


def plain(text: str) -> str:
    """Returns a text without its marks and notes."""
    return "".join(part for kind, part in pieces(text) if kind != "note")


def widths(rows: list[list[str]], total: float, measure: Callable[[str], float]) -> list[float]:
    """Shares out a table's width: each column's longest word, then more where most is lacking."""
    columns = [[plain(cell) for cell in column] for column in zip(*rows, strict=True)]
    floors = [max(measure(word) for cell in c for word in cell.split() or [""]) for c in columns]
    if sum(floors) >= total:
        return [floor * total / sum(floors) for floor in floors]
    wants = [min(max(map(measure, column)), total * 0.6) for column in columns]
    lacks = [max(want - floor, 0) + 0.01 for want, floor in zip(wants, floors, strict=True)]
    share = (total - sum(floors)) / sum(lacks)
    return [floor + share * lack for floor, lack in zip(floors, lacks, strict=True)]
