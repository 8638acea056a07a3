"""Lists of expressions in .toml files."""

import re
import tomllib
from pathlib import Path

import pytest

import kb
from kb.word_lists import WordLists

FOLDER = Path(kb.__file__).parent
VOICES = ("speaking/speakers.toml", "speaking/voices.toml")  # which are read together
ALONE = (
    "criticism.toml",
    "events/events.toml",
    "speaking/rules_stated.toml",
    "speaking/standings.toml",
    *(
        f"planning/{name}.toml"
        for name in ("asked_statement", "asked_years", "courtesies", "parting", "set_questions")
    ),
)


def test_a_list_stands_for_its_name_within_another():
    words = WordLists.of_files(*VOICES)
    assert words.pattern("to_paper").search("She told the lead reviewer.")
    with pytest.raises(KeyError):
        words.any("nothing")


@pytest.mark.parametrize("file", [*VOICES, *ALONE])
def test_every_list_can_be_read_and_says_nothing_twice(file):
    words = WordLists.of_files(*(VOICES if file in VOICES else (file,)))
    for name, parts in tomllib.loads((FOLDER / file).read_text(encoding="utf-8")).items():
        assert re.compile(words.any(name))
        assert len(set(parts)) == len(parts), name
