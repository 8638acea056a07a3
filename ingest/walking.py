"""Paths that people name -> the files to read, with everything else accounted for."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

from ingest.corrections import is_manifest

IGNORE_FILE = ".kbignore"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, or (with a `cause`) something that will not be read; ignored files say so."""

    path: Path
    cause: str | None = None
    ignored: bool = False


def walk(paths: Sequence[Path]) -> Iterator[Found]:
    """Files at and below `paths`, folders in order of name, each file once.

    Hidden files, what a folder's `.kbignore` (in the syntax of .gitignore) names, and files that
    hold corrections are ignored.
    Links to folders are not followed: a link may lead back to where it stands.
    """
    seen: set[Path] = set()
    for path in paths:
        for found in _below(path):
            if found.cause:  # a link that loops has no path to resolve to
                yield found
                continue
            real = found.path.resolve()
            if real not in seen:
                seen.add(real)
                yield found


def _below(path: Path) -> Iterator[Found]:
    if not path.exists():
        yield Found(path, "no such file or folder")
    elif path.is_dir():
        yield from _folder(path, ())
    else:
        yield _file(path)


def _folder(folder: Path, above: Sequence[tuple[Path, GitIgnoreSpec]]) -> Iterator[Found]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        rules = [*above, *_own_rules(folder)]
    except OSError as error:
        yield Found(folder, f"cannot be listed ({error.strerror})")
        return
    except ValueError as error:  # rather nothing than a file that someone wanted left out
        yield Found(folder / IGNORE_FILE, f"{error}; nothing in its folder is read")
        return
    for entry in entries:
        path = Path(entry.path)
        if _is_ignored(path, entry.is_dir(follow_symlinks=False), rules):
            yield Found(path, ignored=True)
        elif entry.is_symlink() and path.is_dir():
            yield Found(path, _link_cause(path))
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(path, rules)
        else:
            yield _file(path)


def _own_rules(folder: Path) -> list[tuple[Path, GitIgnoreSpec]]:
    file = folder / IGNORE_FILE
    if not file.is_file():
        return []
    lines = file.read_text("utf-8", "surrogateescape").splitlines()  # as file names are decoded
    return [(folder, GitIgnoreSpec.from_lines(lines))]


def _is_ignored(path: Path, is_folder: bool, rules: Sequence[tuple[Path, GitIgnoreSpec]]) -> bool:
    if path.name.startswith("."):
        return True
    slash = "/" if is_folder else ""
    return any(spec.match_file(f"{path.relative_to(root)}{slash}") for root, spec in rules)


def _file(path: Path) -> Found:
    if not path.exists():
        return Found(path, "a broken symbolic link")
    if not path.is_file():
        return Found(path, "not a regular file")
    return Found(path, ignored=is_manifest(path))


def _link_cause(path: Path) -> str:
    target = path.resolve()
    if path.parent.resolve().is_relative_to(target):
        return "a symbolic link to a folder that contains it (a loop); not followed"
    return f"a symbolic link to a folder; not followed: name {target} itself to ingest it"
