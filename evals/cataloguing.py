"""What is read of documents against a catalogue made by hand: right, unknown, wrong when given.

`catalogue.csv` beside the questions: a column `file` (or a document's id), and any of
`document_type`, `title`, `authority`, `label`, `year_published`, `author`. "none" and "National"
say that there is nothing, as does a nation that is called an authority. A type is right, too, where
the catalogue calls the part by it that was read ("executive summary" of a serious case review), and
a list in any order, and a full name with or without its middle names. Where a file
`criticised.jsonl` stands beside it, a line an agency that a document criticises (`document`,
`agency`, `text`: a sentence that shows it), those count too.
"""

import csv
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from evals.bootstrap import Interval, mean_interval, ratio_interval
from evals.rows import read_objects
from evals.workspace import Workspace
from kb.describing.child_names import FULL, as_called
from kb.document_types import UNKNOWN, type_names
from kb.errors import DatasetError
from kb.types import DocumentSummary, Field

FILE = "catalogue.csv"
CRITICISED = "criticised.jsonl"
_NOTHING = {"", "none", "national"}
_NATIONS = {"england", "wales", "scotland", "northern ireland", "united kingdom"}
# What a catalogue calls types that we call otherwise.
_ALSO = {
    "committee report": (
        "committee briefing",
        "committee paper",
        "officer report",
        "cabinet report",
        "to councillors",
        "members' briefing",
    ),
    "serious case review": (
        "part 8 review",
        "part 8 case review",
        "part 8 overview",
        "chapter 8 review",
        "part 9 case review",
    ),
    "local child safeguarding practice review": (
        "child safeguarding practice review",
        "thematic review",
    ),
    "blog": ("blog",),
    "guidance": ("procedures",),
    "press": ("press article", "newspaper", "news article", "news report", "news item"),
    "mental health homicide review": ("mental health homicide",),
    "ministerial briefing": ("briefing to a minister", "submission to"),
    "press statement": ("press release", "statement by", "media statement"),
    "government response": ("written statement",),
    "hansard": ("parliamentary debate", "official report"),
    "minutes": ("committee minutes",),
    "inspection report": ("inspection",),
    "inspection letter": ("inspection", "focused visit"),
    "joint area review": ("inspection",),
    "joint targeted area inspection": ("inspection",),
    "individual management review": ("individual agency review",),
    "safeguarding adults review": ("safeguarding adult review",),
    "learning review": ("thematic review", "case review", "area review committee report"),
    "learning brief": (
        "briefing note for",
        "seven-minute briefing",
        "seven minute briefing",
        "7-minute briefing",
    ),
    "prevention of future deaths report": ("coroner's report", "regulation 28 report", "rule 43"),
    "inquiry": ("committee of inquiry", "panel of inquiry"),
    "rapid review": ("learning review",),
    "freedom of information response": ("freedom of information",),
    "family's web page": ("family's own web page",),
    "letter": ("e-mail",),
    "newsletter": ("magazine",),
    "training material": ("training slides",),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One value of one document: what it is, what was read, and how that ended."""

    file: str
    column: str
    gold: str
    found: str
    verdict: str  # "right", "unknown" or "wrong"


@dataclass(frozen=True, slots=True)
class Criticised:
    """The agencies that one document criticises, as people read it and as rules do."""

    file: str
    gold: frozenset[str]
    found: frozenset[str]

    @property
    def wrong(self) -> frozenset[str]:
        """Those that people did not read."""
        return self.found - self.gold

    @property
    def missed(self) -> frozenset[str]:
        """Those that rules did not read."""
        return self.gold - self.found


@dataclass(frozen=True, slots=True)
class Cataloguing:
    """Every value, agencies criticised, and the files of the catalogue that are not held."""

    outcomes: list[Outcome]
    missing: list[str]
    criticised: list[Criticised]

    def criticism(self) -> dict[str, Interval | None]:
        """Precision and recall of pairs of a document and an agency, documents resampled."""
        hits = [len(item.gold & item.found) for item in self.criticised]
        return {
            "precision": ratio_interval(hits, [len(item.found) for item in self.criticised]),
            "recall": ratio_interval(hits, [len(item.gold) for item in self.criticised]),
        }

    def columns(self) -> dict[str, dict[str, int]]:
        """Counts of verdicts by column."""
        found: dict[str, dict[str, int]] = {}
        for item in self.outcomes:
            counts = found.setdefault(item.column, {"right": 0, "unknown": 0, "wrong": 0})
            counts[item.verdict] += 1
        return found

    def share(self, verdict: str, column: str | None = None) -> Interval:
        """The share of values that ended so, with its interval."""
        told = [item for item in self.outcomes if column in (None, item.column)]
        return mean_interval([float(item.verdict == verdict) for item in told])


def catalogue(workspace: Workspace) -> Cataloguing:
    """Compares what the workspace's documents are read to be with the dataset's catalogue.

    Raises:
        DatasetError: there is no catalogue, or it lacks the column `file`.
    """
    rows = read_catalogue(workspace.dataset.folder / FILE)
    names = {path.name: name for name, path in workspace.dataset.files.items()}
    ids = {name: i for i, held in workspace.corpus_ids.items() for name in held}
    outcomes, missing, criticised = [], [], []
    gold = _criticised(workspace.dataset.folder / CRITICISED)
    with workspace.kb.read() as snapshot:
        for row in rows:
            document_id = ids.get(names.get(row["file"], row["file"]))
            if document_id is None:
                missing.append(row["file"])
                continue
            read = (snapshot.documents[document_id], snapshot.fields[document_id])
            outcomes += _compare(row, *read)
            if gold is not None:
                said = {field.value for field in read[1] if field.name == "agency criticised"}
                wanted = gold.get(row["file"], set())
                criticised.append(Criticised(row["file"], frozenset(wanted), frozenset(said)))
    return Cataloguing(outcomes, missing, criticised)


def _criticised(path: Path) -> dict[str, set[str]] | None:
    """The agencies criticised by document; None where nobody read the documents for them."""
    if not path.is_file():
        return None
    found: dict[str, set[str]] = {}
    for place, fields in read_objects(path):
        if not all(isinstance(fields.get(key), str) for key in ("document", "agency", "text")):
            raise DatasetError(f"{place}: 'document', 'agency' and 'text' must be texts")
        found.setdefault(fields["document"], set()).add(fields["agency"])
    return found


def read_catalogue(path: Path) -> list[dict[str, str]]:
    """The lines of a catalogue.

    Raises:
        DatasetError: there is none, or it lacks the column `file`.
    """
    if not path.is_file():
        raise DatasetError(f"{path}: no catalogue here; a table with a column `file`")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    if not rows or "file" not in rows[0]:
        raise DatasetError(f"{path}: line 1: no column 'file'; it names the document of each line")
    return rows


def _compare(
    row: Mapping[str, str], summary: DocumentSummary, fields: Sequence[Field]
) -> list[Outcome]:
    values: dict[str, list[str]] = {}
    for field in fields:
        values.setdefault(field.name, []).append(field.value)
    kind = summary.document_type
    found = {
        "document_type": [] if kind == UNKNOWN else [kind, *values.get("part", ())],
        "title": [summary.title],
        "authority": [summary.authority] if summary.authority else [],
        "label": values.get("case label", []),
        "year_published": [str(summary.year)] if summary.year else [],
        "author": values.get("author", []),
    }
    return [
        Outcome(row["file"], column, gold, "; ".join(read), judge(column, gold, read))
        for column, read in found.items()
        if (gold := row.get(column)) is not None
    ]


def judge(column: str, gold: str, read: Sequence[str]) -> str:
    """How the values `read` for a column compare with the catalogue's: right, unknown, wrong."""
    plain = gold.strip().lower()
    is_nothing = plain in _NOTHING or (column == "authority" and plain in _NATIONS)
    if not read:
        return "right" if is_nothing else "unknown"
    if is_nothing:
        return "wrong"
    same = _SAME.get(column, _is_equal)
    right = any(same(gold, value) for value in read)
    return "right" if right or _one_by_one(gold) == _one_by_one("; ".join(read)) else "wrong"


def _is_equal(gold: str, value: str) -> bool:
    """Whether a value is the gold one, without what stands in brackets behind it."""
    return _plain(re.sub(r"\(.*", "", gold)) == _plain(value)


def _is_same_name(gold: str, value: str) -> bool:
    """Whether two labels are equal, or a person's full name with and without its middle names."""
    names = [re.sub(r" \(.*", "", name) for name in (gold, value)]
    full = all(re.fullmatch(FULL, name) for name in names)
    return _is_equal(gold, value) or (full and len({_plain(as_called(n)) for n in names}) == 1)


def _one_by_one(listed: str) -> set[str]:
    """The values that a text lists, in no order: "Child R and Child S" is "Child S; Child R"."""
    return {_plain(part) for part in re.split(r"[;,/]|\band\b|&", listed) if _plain(part)}


def _is_type(gold: str, value: str) -> bool:
    return any(name in gold.lower() for name in (value, *_ALSO.get(value, ())))


def type_called(gold: str) -> str | None:
    """The type that a catalogue's words name: the one of the longest name where several do."""
    names = [name for name in type_names() if name != UNKNOWN and _is_type(gold, name)]
    return max(names, key=len, default=None)


def _holds(gold: str, value: str) -> bool:
    return _plain(value) in _plain(gold) or _plain(gold) in _plain(value)


def _plain(text: str) -> str:
    return "".join(ch for ch in text.casefold() if ch.isalnum())


_SAME: dict[str, Callable[[str, str], bool]] = {
    "document_type": _is_type,
    "title": _holds,
    "author": _holds,
    "label": _is_same_name,
}


def cataloguing_json(found: Cataloguing) -> dict[str, Any]:
    """Counts and shares by column, and every value that is not right."""
    share = found.share("right")
    return {
        "right": {"mean": share.mean, "low": share.low, "high": share.high, "n": share.n},
        "columns": found.columns(),
        "not_right": [
            {"file": i.file, "column": i.column, "gold": i.gold, "found": i.found,
             "verdict": i.verdict}
            for i in found.outcomes if i.verdict != "right"
        ],
        "missing": found.missing,
        "criticised": {
            "figures": {
                name: value and {"value": value.mean, "low": value.low, "high": value.high}
                for name, value in found.criticism().items()
            },
            "documents": [
                {"file": one.file, "wrong": sorted(one.wrong), "missed": sorted(one.missed)}
                for one in found.criticised
            ],
        },
    }  # fmt: skip


def print_cataloguing(found: Cataloguing, *, as_json: bool) -> None:
    """The comparison on stdout."""
    if as_json:
        click.echo(json.dumps(cataloguing_json(found), indent=1, ensure_ascii=False))
        return
    for column, counts in found.columns().items():
        shown = ", ".join(f"{n} {verdict}" for verdict, n in counts.items())
        click.echo(f"{column:16} {shown}; right {found.share('right', column)}")
    click.echo(f"{'all':16} right {found.share('right')}, wrong {found.share('wrong')}")
    for item in found.outcomes:
        if item.verdict != "right":
            read = f"{item.gold!r}, read {item.found!r}"
            click.echo(f"{item.verdict}: {item.file}: {item.column}: {read}")
    for name, value in found.criticism().items() if found.criticised else ():
        click.echo(f"agencies criticised, {name}: {value or 'nothing to count'}")
    for one in found.criticised:
        for verdict, agencies in (("wrong", one.wrong), ("missed", one.missed)):
            if agencies:
                named = ", ".join(sorted(agencies))
                click.echo(f"{verdict}: {one.file}: agency criticised: {named}")
    for file in found.missing:
        click.echo(f"not held: {file}")
