"""What people say of the files of a folder: `manifest.csv`, and `NAME.meta.yaml` beside a file.

A manifest has a column `file` and one a field ("title", "year", any other); `by` and `reason` say
who and why. A file that is wrong in one place is refused whole: half a manifest is none.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from kb.catalog import now
from kb.correcting import checked, checked_name
from kb.errors import CorrectionError
from kb.types import Correction

MANIFEST = "manifest.csv"
BESIDE = ".meta.yaml"
_FILE, _BY, _REASON = "file", "by", "reason"
_SHOWN = 3


@dataclass(slots=True)
class Corrections:
    """What manifests say: corrections by file; `faults` by the manifest that is refused."""

    by_file: dict[Path, list[Correction]] = field(default_factory=dict)
    faults: dict[Path, str] = field(default_factory=dict)

    def of(self, path: Path) -> list[Correction] | None:
        """What is said of the file at `path`; None where who would say it is refused."""
        beside = path.with_name(path.name + BESIDE)
        if beside in self.faults or path.parent / MANIFEST in self.faults:
            return None
        return self.by_file.get(path, [])


def is_manifest(path: Path) -> bool:
    """Whether `path` is by its name a file of corrections and no document."""
    return path.name == MANIFEST or path.name.endswith(BESIDE)


def read_corrections(paths: Iterable[Path]) -> Corrections:
    """What stands in the folders of the files `paths`; what `NAME.meta.yaml` says wins."""
    found = Corrections()
    for folder in sorted({path.parent for path in paths}):
        for path in (folder / MANIFEST, *sorted(folder.glob(f"*{BESIDE}"))):
            if path.is_file():
                _read(path, found)
    return found


def _read(path: Path, found: Corrections) -> None:
    at = now()
    try:
        for file, said in _manifest(path) if path.name == MANIFEST else _beside(path):
            who = {"by": said.pop(_BY, "") or path.name, "reason": said.pop(_REASON, "") or None}
            told = [Correction(n, v, at=at, **who) for n, v in said.items()]  # type: ignore[arg-type]
            kept = found.by_file.setdefault(file, [])
            names = {item.name for item in told}
            kept[:] = [item for item in kept if item.name not in names] + told
    except CorrectionError as error:
        found.faults[path] = f"{error}; nothing in it is used"
    except (OSError, UnicodeDecodeError) as error:
        found.faults[path] = f"cannot be read ({error}); save it as UTF-8; nothing in it is used"


def _manifest(path: Path) -> Iterable[tuple[Path, dict[str, str]]]:
    """Each file's names and values.

    Raises:
        CorrectionError: a line is wrong; the message names it and how it may be mended.
    """
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.reader(stream)
        columns = _columns(next(rows, []))
        found, problems = {}, []
        for row in rows:
            try:
                if any(cell.strip() for cell in row):
                    file, said = _row(path.parent, columns, row)
                    if file in found:
                        raise CorrectionError(f"{file.name} stands in an earlier line too")  # noqa: TRY301
                    found[file] = said
            except CorrectionError as error:
                problems.append(f"line {rows.line_num}: {error}")
    if problems:
        more = len(problems) - _SHOWN
        shown = "; ".join(problems[:_SHOWN])
        raise CorrectionError(f"{shown}; and {more} lines more" if more > 0 else shown)
    return found.items()


def _columns(header: list[str]) -> list[str]:
    """The names of the columns.

    Raises:
        CorrectionError: `file` is missing, or a name is wrong or stands twice.
    """
    try:
        columns = [
            name if name in (_FILE, _BY, _REASON) else checked_name(name)
            for name in (cell.strip().lower() for cell in header)
        ]
    except CorrectionError as error:
        raise CorrectionError(f"line 1: {error}") from error
    if _FILE not in columns:
        raise CorrectionError(f"line 1: no column {_FILE!r}; it names the file of each line")
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise CorrectionError(f"line 1: the column {twice[0]!r} stands twice")
    return columns


def _row(folder: Path, columns: list[str], row: list[str]) -> tuple[Path, dict[str, str]]:
    if len(row) > len(columns):
        raise CorrectionError(f"{len(row)} cells under {len(columns)} columns; quote the commas")
    cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
    file = folder / cells.pop(_FILE, "")
    if not file.is_file():
        raise CorrectionError(f"no file {file.name!r} in {folder.name}/")
    return file, _checked({name: value for name, value in cells.items() if value})


def _checked(said: dict[str, str]) -> dict[str, str]:
    free = {name: said[name] for name in (_BY, _REASON) if name in said}
    told = [checked(name, value) for name, value in said.items() if name not in free]
    return free | dict(told)


def _beside(path: Path) -> list[tuple[Path, dict[str, str]]]:
    """The same of one file, from YAML: `name: value`, or `name: [value, value]`.

    Raises:
        CorrectionError: a line is wrong, or the file that it is beside is not there.
    """
    file = path.with_name(path.name.removesuffix(BESIDE))
    if not file.is_file():
        raise CorrectionError(f"no file {file.name!r} beside it")
    try:
        root = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise CorrectionError(f"is no YAML: {' '.join(str(error).split())}") from error
    if not isinstance(root, yaml.MappingNode):
        raise CorrectionError("line 1: needs lines `name: value`")
    said: dict[str, str] = {}
    for key, value in root.value:
        try:
            said |= _checked({str(key.value): "; ".join(_scalars(value))})
        except CorrectionError as error:
            raise CorrectionError(f"line {key.start_mark.line + 1}: {error}") from error
    return [(file, said)]


def _scalars(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.ScalarNode):
        yield str(node.value)
    else:
        raise CorrectionError("needs a value or a list of values, no fields inside a field")
