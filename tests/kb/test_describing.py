import pytest

from ingest.parsing import parse
from kb.describing import describe
from kb.types import Standing

HEADS = [
    # first lines, type, standing, authority, year
    ("# Northwick Safeguarding Children Board\n\n# Serious Case Review: Child Z\n\n"
     "Published March 2014\n\n1.1 This review concerns a child.",
     "serious case review", Standing.PRIMARY, "Northwick", 2014),
    ("**Select Committee on Children's Services**\n\n**Thursday 22 January 2009**\n\n"
     "**Report of the Director of Children's Services**\n\n"
     "**Briefing on a serious case review**\n\n"
     "1. To brief members.",
     "committee report", Standing.SECOND_HAND, None, 2009),
    ("Government response to the national review\n\nOctober 2017\n\n1.1 The Government accepts it.",
     "government response", Standing.RESPONSE, None, 2017),
    ("Review into boy's death published\n\nBy Jane Roe\n\nA serious case review was published.",
     "press", Standing.PRESS, None, None),
    ("Joint area review\n\nNorthwick children's services\n\nPublished 18 December 2008\n\n"
     "1. Inspectors visited.",
     "joint area review", Standing.PRIMARY, None, 2008),
    ("Minutes of a meeting about parking\n\nNothing more.", "document", Standing.UNKNOWN, None,
     None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "standing", "authority", "year"), HEADS)
def test_first_page_says_what_a_document_is(tmp_path, text, kind, standing, authority, year):
    path = tmp_path / "file.txt"
    path.write_text(text, encoding="utf-8")

    found = describe(parse(str(path), "file.txt"), "file.txt")

    assert (found.document_type, found.standing) == (kind, standing)
    assert (found.authority, found.year) == (authority, year)


def test_title_is_neither_committee_nor_date(tmp_path):
    path = tmp_path / "file.txt"
    path.write_text(HEADS[1][0], encoding="utf-8")

    assert describe(parse(str(path), "x"), "x").title == "Briefing on a serious case review"
