"""Lists of regular expressions that stand in .toml files beside the modules that read by them."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kb.words import MONTHS

_FOLDER = Path(__file__).parent
_NAME = re.compile(r"\{([a-z_]+)\}")
_EVERYWHERE: Mapping[str, Sequence[str]] = {"month": MONTHS}


def table_beside(module: str) -> dict[str, Any]:
    """What stands in the .toml file beside a module, by the `__file__` of that."""
    return tomllib.loads(Path(module).with_suffix(".toml").read_text(encoding="utf-8"))


class WordLists:
    """Lists of expressions by name; `{name}` in an expression stands for any of a list.

    `{month}` can be named in every file.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._lists = {**_EVERYWHERE, **lists}

    @classmethod
    def of_files(cls, *files: str) -> "WordLists":
        """The lists of some files, named from the folder `kb`."""
        lists: dict[str, list[str]] = {}
        for file in files:
            lists |= tomllib.loads((_FOLDER / file).read_text(encoding="utf-8"))
        return cls(lists)

    def spelled_out(self, expression: str) -> str:
        """`expression` with the lists that it names in their places.

        Raises:
            KeyError: it names one that there is not.
        """
        return _NAME.sub(lambda name: self.any(name[1]), expression)

    def any(self, name: str) -> str:
        """An expression for whatever stands in the list `name`.

        Raises:
            KeyError: there is no such list.
        """
        return f"(?:{'|'.join(map(self.spelled_out, self._lists[name]))})"

    def pattern(self, name: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
        """The list `name`, compiled."""
        return re.compile(self.any(name), flags)
