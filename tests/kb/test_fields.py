import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.parsing import parse
from ingest.run import ingest_paths
from kb.stated_fields import stated_fields
from kb.types import Span, cut

CORONER = (
    "Regulation 28 report, reference 2019-0001\nDate of report: 12/03/2019\n"
    "Coroner area: North Fenshire\nThis report is being sent to: Fenshire Trust; Orrell\nHousing\n"
    "Status:\n\nOn 4 May 2018 I opened an inquest. The conclusion was: misadventure. Agency: none "
    "of those who came to the house wrote down what they saw on the day that they saw it first.\n\n"
    "Reply by: June\n"
)


def read(tmp_path, text, name="file.txt"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return parse(str(path), name)


def stated(tmp_path, text, name="file.txt"):
    return [(f.name, f.value) for f in stated_fields(read(tmp_path, text, name))]


def test_labelled_lines_at_the_head_are_fields(tmp_path):
    assert stated(tmp_path, CORONER) == [
        ("date of report", "12/03/2019"),
        ("coroner area", "North Fenshire"),
        ("this report is being sent to", "Fenshire Trust"),
        ("this report is being sent to", "Orrell Housing"),
    ]


def test_rows_of_a_cover_table_are_fields_and_rows_under_column_names_are_not(tmp_path):
    text = (
        "# Review of Child Z\n\n| Reference | FSCB 4/2019 |\n| Lead reviewer: | Ann Other |\n\n"
        "## Those who took part\n\n| Agency | Report |\n|---|---|\n| Police | Full |\n"
    )

    assert stated(tmp_path, text, "file.md") == [
        ("reference", "FSCB 4/2019"),
        ("lead reviewer", "Ann Other"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Serious Case Review: Child Z\n\nMarch 2014\n\n1.1 This is a review.",
        "Baby Z: minister orders inspection\n\nThe minister has ordered an inspection today.",
        "# Report\n\nThe panel agreed three things at its first meeting and wrote them down in the "
        "minutes that were taken by its clerk that day.\n\nIt met four times in all, and at each "
        "of these meetings it heard from those who knew the child.\n\nOwner: the board",
        "Author: unknown\nGrade: n/a\n\nText follows.",
        "17:04 Tuesday: a page\n\nMarch 2014: A meeting was held.",
    ],
)
def test_titles_prose_and_unknowns_are_no_fields(tmp_path, text):
    assert stated(tmp_path, text) == []


MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # a date is no label
WORD = st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True).filter(lambda w: w[:3] not in MONTHS)


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(st.tuples(WORD, WORD), min_size=2, max_size=8))
def test_every_field_stands_where_its_span_says(tmp_path_factory, rows):
    text = "\n".join(f"{label} Name: {value}" for label, value in rows)
    document = read(tmp_path_factory.mktemp("f"), text)

    found = stated_fields(document)

    texts = {page.number: page.text for page in document.pages}
    assert [(f.name, cut(texts, f.spans)) for f in found] == [
        (f"{label} Name".lower(), value) for label, value in rows
    ]


def test_a_snapshot_shows_fields_until_the_document_goes(tmp_path, kb, settings):
    path = tmp_path / "in" / "coroner.txt"
    path.parent.mkdir()
    path.write_text(CORONER, encoding="utf-8")

    report = ingest_paths(kb, settings, [path])
    document_id = report.files[0].document_id
    with kb.read() as snapshot:
        fields = [f for f in snapshot.fields[document_id] if f.confidence == 1]
        pages = {n: page.text for n, page in snapshot.texts.pages(document_id).items()}
    assert [cut(pages, f.spans) for f in fields] == [f.value for f in fields]
    assert ("coroner area", "North Fenshire") in [(f.name, f.value) for f in fields]
    assert all(isinstance(span, Span) for f in fields for span in f.spans)

    path.write_text("# Nothing\n\nNo field is stated here.\n", encoding="utf-8")
    ingest_paths(kb, settings, [path])
    with kb.read() as snapshot:
        (fields,) = snapshot.fields.values()
    assert "coroner area" not in [f.name for f in fields]
