"""Whose statement a paper is, by the words people use for its kind: "newspaper article"."""

import re
import tomllib
from functools import cache
from pathlib import Path

from kb.types import Standing

_FILE = Path(__file__).parent / "paper_words.toml"


@cache
def _rules() -> tuple[tuple[Standing, re.Pattern[str]], ...]:
    items = tomllib.loads(_FILE.read_text(encoding="utf-8"))["paper"]
    return tuple(
        (
            Standing(item["standing"]),
            re.compile(rf"(?<![\w-])(?:{'|'.join(item['words'])})(?![\w-])", re.IGNORECASE),
        )
        for item in items
    )


def standing_in_words(name: str) -> Standing | None:
    """Whose statement a paper is that people call `name`; None where no word of it tells.

    >>> standing_in_words("newspaper article").value
    'press'
    >>> standing_in_words("parents' submission").value
    'said by family or others'
    """
    return next((standing for standing, words in _rules() if words.search(name)), None)
