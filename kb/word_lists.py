"""Lists of regular expressions that stand in .toml files beside the modules that read by them."""

import re
import tomllib
from pathlib import Path

_FOLDER = Path(__file__).parent
_NAME = re.compile(r"\{([a-z_]+)\}")


class WordLists:
    """The lists of some files of this package; `{name}` in an expression stands for a list."""

    def __init__(self, *files: str):
        self._lists: dict[str, list[str]] = {}
        for file in files:
            self._lists |= tomllib.loads((_FOLDER / file).read_text(encoding="utf-8"))

    def any(self, name: str) -> str:
        """An expression for whatever stands in the list `name`.

        Raises:
            KeyError: there is no such list.
        """
        parts = (_NAME.sub(lambda m: self.any(m[1]), part) for part in self._lists[name])
        return f"(?:{'|'.join(parts)})"

    def pattern(self, name: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
        """The list `name`, compiled."""
        return re.compile(self.any(name), flags)
