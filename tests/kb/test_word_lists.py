"""Lists of expressions in .toml files."""

import re
import tomllib
from pathlib import Path

import pytest

import kb
from kb.word_lists import WordLists

FOLDER = Path(kb.__file__).parent
FILES = ("speakers.toml", "voices.toml", "criticism.toml", "rules_stated.toml", "standings.toml")


def test_a_list_stands_for_its_name_within_another():
    words = WordLists.of_files("speakers.toml", "voices.toml")
    assert words.pattern("to_paper").search("She told the lead reviewer.")
    with pytest.raises(KeyError):
        words.any("nothing")


@pytest.mark.parametrize("file", FILES)
def test_every_list_can_be_read_and_says_nothing_twice(file):
    words = WordLists.of_files(*FILES)
    for name, parts in tomllib.loads((FOLDER / file).read_text(encoding="utf-8")).items():
        assert re.compile(words.any(name))
        assert len(set(parts)) == len(parts), name
