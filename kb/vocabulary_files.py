"""The vocabulary's TOML files: the shipped ones, and a folder of one's own on top of them.

Read and checked for form; what the entries mean is for `kb.themes` and `kb.terms`.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kb.errors import VocabularyError

SHIPPED = Path(__file__).parent / "vocabulary"

# Table -> key -> type of its value; the keys without a default are the table's identity.
_TEXT, _TEXTS, _TABLES = str, list[str], list[dict[str, Any]]
_KEYS: dict[str, dict[str, Any]] = {
    "theme": {
        "id": _TEXT,
        "prefLabel": _TEXT,
        "altLabel": _TEXTS,
        "hiddenLabel": _TEXTS,
        "obsolete": _TABLES,
        "broader": _TEXTS,
        "related": _TEXTS,
        "scopeNote": _TEXT,
        "source": _TEXT,
        "kind": _TEXT,
        "expected": _TEXTS,
        "omitted": _TEXTS,
        "present": _TEXTS,
        "absent": _TEXTS,
        "good": _TEXTS,
        "except": _TEXTS,
    },
    "equivalent": {
        "prefLabel": _TEXT,
        "altLabel": _TEXTS,
        "obsolete": _TABLES,
        "jurisdiction": _TEXT,
        "scopeNote": _TEXT,
    },
    "abbreviation": {
        "short": _TEXT,
        "long": _TEXT,
        "jurisdiction": _TEXT,
        "ordinary": bool,
    },
}
_IDENTITY = {"theme": ("id",), "equivalent": ("prefLabel",), "abbreviation": ("short", "long")}


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a file: where it stands, for messages, and its keys."""

    file: Path
    table: str
    values: Mapping[str, Any]

    def text(self, key: str) -> str:
        """A text, empty where the key is not there."""
        return str(self.values.get(key, ""))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where the key is not there."""
        return tuple(self.values.get(key, ()))

    def obsolete(self) -> tuple[str, ...]:
        """The labels that were used once."""
        return tuple(item["label"] for item in self.values.get("obsolete", ()))

    def fault(self, what: str) -> VocabularyError:
        """An error that names this entry and its file."""
        name = "/".join(str(self.values.get(key)) for key in _IDENTITY[self.table])
        return VocabularyError(f"{self.file}, {self.table} {name!r}: {what}")


@dataclass(frozen=True, slots=True)
class Entries:
    """Everything the files hold: entries in order of file, the grammar's tables, a digest."""

    themes: tuple[Entry, ...]
    equivalents: tuple[Entry, ...]
    abbreviations: tuple[Entry, ...]
    grammar: Mapping[str, Any]
    digest: str


@dataclass(slots=True)
class _Read:
    tables: dict[str, dict[tuple[str, ...], Entry]] = field(
        default_factory=lambda: {table: {} for table in _KEYS}
    )
    grammar: dict[str, Any] = field(default_factory=dict)


def read_entries(own: Path | None = None) -> Entries:
    """The shipped entries, with those of the folder `own` added or put in their place.

    An entry replaces the earlier one with its identity (a theme's `id`, an equivalent's
    `prefLabel`, an abbreviation's `short` and `long`, a grammar's key) as a whole.

    Raises:
        VocabularyError: the folder or a file cannot be read, or an entry has not its form.
    """
    found = _Read()
    digest = hashlib.sha256()
    for folder in (SHIPPED, own) if own else (SHIPPED,):
        here: set[tuple[str, ...]] = set()
        for file in _files(folder):
            content = file.read_bytes()
            digest.update(f"{file.name}\0{len(content)}\0".encode() + content)
            _read(file, content, found, here)
    return Entries(
        themes=tuple(found.tables["theme"].values()),
        equivalents=tuple(found.tables["equivalent"].values()),
        abbreviations=tuple(found.tables["abbreviation"].values()),
        grammar=found.grammar,
        digest=digest.hexdigest()[:16],
    )


def _files(folder: Path) -> Iterable[Path]:
    if not folder.is_dir():
        raise VocabularyError(f"{folder} is not a folder; set KB_VOCABULARY to one, or to nothing")
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise VocabularyError(f"{folder} has no file that ends in .toml; add one, see the docs")
    return files


def _read(file: Path, content: bytes, found: _Read, here: set[tuple[str, ...]]) -> None:
    try:
        tables = tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise VocabularyError(f"{file} is not TOML in UTF-8: {error}; mend it") from error
    for name, value in tables.pop("grammar", {}).items():
        old = found.grammar.get(name)
        if isinstance(old, dict) and isinstance(value, dict):
            found.grammar[name] = {**old, **value}
        else:
            found.grammar[name] = value
    for table, items in tables.items():
        if table not in _KEYS:
            raise VocabularyError(f"{file}: unknown table {table!r}; known: {', '.join(_KEYS)}")
        for values in items:
            entry = Entry(file, table, values)
            _check_form(entry)
            identity = (table, *(values[key] for key in _IDENTITY[table]))
            if identity in here:
                raise entry.fault("stands twice in this folder; keep one")
            here.add(identity)
            found.tables[table][identity] = entry


def _check_form(entry: Entry) -> None:
    keys = _KEYS[entry.table]
    for key in _IDENTITY[entry.table]:
        if not entry.values.get(key):
            raise entry.fault(f"lacks {key!r}")
    for key, value in entry.values.items():
        if key not in keys:
            raise entry.fault(f"unknown key {key!r}; known: {', '.join(keys)}")
        if not _fits(value, keys[key]):
            raise entry.fault(f"{key!r} is {value!r}; it must be {_NAMES[str(keys[key])]}")


def _fits(value: object, kind: Any) -> bool:
    if kind is _TABLES:
        return isinstance(value, list) and all(
            isinstance(item, dict) and isinstance(item.get("label"), str) for item in value
        )
    if kind is _TEXTS:
        return isinstance(value, list) and all(isinstance(item, str) and item for item in value)
    return isinstance(value, kind)


_NAMES = {
    str(_TEXT): "a text",
    str(_TEXTS): "a list of texts",
    str(_TABLES): "a list of tables with a 'label'",
    str(bool): "true or false",
}
