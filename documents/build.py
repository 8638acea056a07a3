"""Builds the sample documents of every corpus from their sources.

    python documents/build.py                          # all of them
    python documents/build.py southern eastholm        # those whose path holds either word

The same sources always give the same bytes, so a rebuilt document that differs has really changed.
A source that does not keep to the dialect (`documents/README.md`) is named, and the others built.
"""

import sys
from pathlib import Path

from building import SourceError, build

HERE = Path(__file__).resolve().parent


def main(words: list[str]) -> int:
    """Builds the documents; returns 1 if a source was at fault."""
    faults = 0
    for source in sorted(HERE.glob("*/sources/*.md")):
        name = source.relative_to(HERE).as_posix()
        if words and not any(word in name for word in words):
            continue
        try:
            target = build(source, source.parent.parent)
            sys.stdout.write(f"{target.relative_to(HERE)}\n")
        except SourceError as error:
            sys.stderr.write(f"{name}: {error}\n")
            faults += 1
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
