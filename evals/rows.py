"""The lines of a dataset's files, plain or gzipped; a wrong one is refused with its place."""

import csv
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

from kb.errors import DatasetError


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a file."""

    file: Path
    line: int
    fields: Any

    @property
    def place(self) -> str:
        """File and line, as an editor takes them."""
        return f"{self.file}:{self.line}"

    def refuse(self, why: str) -> NoReturn:
        """Says what is wrong with the line.

        Raises:
            DatasetError: always.
        """
        raise DatasetError(f"{self.place}: {why}")

    def text(self, key: str, default: str | None = None) -> str:
        """The string under `key`; without a default it must be there.

        Raises:
            DatasetError: it is not there or no text.
        """
        value = self.fields.get(key)
        value = default if value is None else value
        if isinstance(value, int) and key == "_id":
            value = str(value)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.refuse(f"{key!r} must be a text, and is {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of strings under `key`, empty where it is not there.

        Raises:
            DatasetError: it is something else.
        """
        value = self.fields.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.refuse(f"{key!r} must be a list of texts, and is {value!r}")
        return tuple(value)


class Rows:
    """The lines of one file, plain or gzipped."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @classmethod
    def find(cls, folder: Path, name: str, what: str) -> "Rows":
        """The file `name` or `name`.gz in `folder`.

        Raises:
            DatasetError: there is neither.
        """
        for file in (folder / name, folder / f"{name}.gz"):
            if file.is_file():
                return cls(file)
        raise DatasetError(f"{folder / name}: missing; it holds {what} (plain, or {name}.gz)")

    @cached_property
    def lines(self) -> list[str]:
        """Every line.

        Raises:
            DatasetError: the file cannot be read.
        """
        try:
            data = self.file.read_bytes()
            if self.file.suffix == ".gz":
                data = gzip.decompress(data)
            return data.decode("utf-8-sig").splitlines()
        except (OSError, EOFError, UnicodeDecodeError) as error:
            raise DatasetError(f"{self.file}: cannot be read ({error})") from error

    def objects(self) -> Iterator[Row]:
        """Each line as a JSON object.

        Raises:
            DatasetError: one is no JSON object.
        """
        for number, line in enumerate(self.lines, 1):
            if not line.strip():
                continue
            try:
                fields = json.loads(line)
            except json.JSONDecodeError as error:
                raise DatasetError(f"{self.file}:{number}: not JSON ({error.msg})") from error
            row = Row(self.file, number, fields)
            if not isinstance(fields, dict):
                row.refuse("must be one JSON object")
            yield row

    def table(self, header: Sequence[str]) -> Iterator[Row]:
        """Each line after the header as its cells.

        Raises:
            DatasetError: the header is another, or a line has more or fewer cells.
        """
        rows = csv.reader(self.lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, cells in enumerate(rows, 1):
            row = Row(self.file, number, cells)
            if number == 1:
                if [cell.strip() for cell in cells] != list(header):
                    row.refuse(f"the header must be {' <tab> '.join(header)}")
            elif any(cell.strip() for cell in cells):
                if len(cells) != len(header):
                    row.refuse(f"has {len(cells)} cells; there must be {len(header)}")
                yield row


def read_objects(path: Path) -> Iterator[tuple[str, Any]]:
    """The JSON objects of a file, a line each, with the place of each.

    Raises:
        DatasetError: the file is missing or a line is not an object.
    """
    for row in Rows.find(path.parent, path.name, "a JSON object a line").objects():
        yield row.place, row.fields
