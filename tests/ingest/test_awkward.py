"""Files as the world sends them, from the collection of `make awkward`: what a reader must see."""

import re

import pytest

from benchmarks.awkward_files import CASES
from ingest.parsing import parse
from kb.errors import DocumentError

MET = [case for case in CASES if not case.slow and not case.known]


@pytest.mark.parametrize("case", MET, ids=lambda case: case.name)
def test_an_awkward_file_is_read_as_shown_or_fails_with_its_cause(tmp_path, case):
    path = tmp_path / case.name
    case.make(path)

    if case.cause is None:
        assert case.faults(parse(str(path), case.name)) == []
    else:
        with pytest.raises(DocumentError, match=re.escape(case.cause)):
            parse(str(path), case.name)
