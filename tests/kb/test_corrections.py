import csv
import io
import json
import re
from contextlib import nullcontext

import pytest
from click.testing import CliRunner

from ingest.corrections import read_corrections
from ingest.parsing import parse
from ingest.run import ingest_paths
from kb import inventory
from kb.access import Access, Viewer
from kb.commands import documents
from kb.correcting import checked, corrected_fields
from kb.errors import CorrectionError, UnknownDocument
from kb.publishing import Incoming
from kb.types import Correction, Field, FileStatus, Standing

TEXT = """# Northwick Safeguarding Children Board

# Serious Case Review: Child Z

Published March 2014

1.1 This review concerns a child, also known as something else.
"""


@pytest.fixture(autouse=True)
def _without_index(make_kb):
    make_kb.faults.append("no usable vector index")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.md").write_text(TEXT, encoding="utf-8")
    return folder


def ingest(kb, settings, folder):
    return {r.path.rsplit("/", 1)[-1]: r for r in ingest_paths(kb, settings, [folder]).files}


def hold(kb, path):
    """Adds the file at `path` without the sandbox; the id of its document."""
    document = parse(str(path), path.name)
    kb.originals.keep(path)
    with kb.writing("a test"):
        kb.add([Incoming(document, str(path), path.name)])
    return document.id


def read(kb, document_id, viewer=None):
    with kb.read(*([viewer] if viewer else [])) as snapshot:
        return snapshot.document(document_id), snapshot.fields[document_id]


def test_a_person_corrects_what_was_read_and_it_survives(kb, settings, folder):
    document_id = ingest(kb, settings, folder)["a.md"].document_id
    before, _ = read(kb, document_id)

    values = {"type": "learning review", "authority": "Southmere", "year": "2013", "title": "Z"}
    kb.correct(document_id, {**values, "method": "hybrid; Welsh model"}, "Ann Other", "misread")

    after, fields = read(kb, document_id)
    assert (before.document_type, before.year) == ("serious case review", 2014)
    assert (after.document_type, after.authority) == ("learning review", "Southmere")
    assert (after.year, after.title, after.standing) == (2013, "Z", Standing.PRIMARY)
    assert [f.value for f in fields if f.name == "method"] == ["hybrid", "Welsh model"]
    assert {f.by for f in fields if f.name in ("method", "authority")} == {"Ann Other"}

    (folder / "a.md").write_text(TEXT + "\n1.2 More was written.\n", encoding="utf-8")
    report = ingest(kb, settings, folder)["a.md"]
    assert report.status is FileStatus.REPLACED
    assert read(kb, report.document_id)[0].authority == "Southmere"


def test_unknown_takes_a_value_away(kb, folder):
    document_id = hold(kb, folder / "a.md")

    kb.correct(document_id, {"authority": "unknown", "document type": "unknown"}, "Ann Other")

    after, fields = read(kb, document_id)
    assert (after.authority, after.document_type, after.standing) == (
        None, "document", Standing.UNKNOWN,
    )  # fmt: skip
    assert not [f for f in fields if f.name == "authority"]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("autority", "Northwick", "did you mean 'authority'"),
        ("year", "13", "no year"),
        ("type", "serious review", "is none of"),
        ("date published", "3 May", "no date like"),
        ("age band", "7", "is none of"),
        ("access", "public", "cannot be set here"),
        ("title", "unknown", "needs one"),
        ("1st", "x", "no name of a field"),
        ("method", "x" * 501, "limit is 500"),
    ],
)
def test_what_cannot_be_so_is_refused(name, value, message):
    with pytest.raises(CorrectionError, match=message):
        checked(name, value)


def test_a_wrong_value_corrects_nothing(kb, folder):
    document_id = hold(kb, folder / "a.md")

    with pytest.raises(CorrectionError):
        kb.correct(document_id, {"authority": "Southmere", "year": "later"}, "Ann Other")
    with pytest.raises(CorrectionError, match="name of the person"):
        kb.correct(document_id, {"authority": "Southmere"}, " ")
    with pytest.raises(UnknownDocument):
        kb.correct("0" * 16, {"authority": "Southmere"}, "Ann Other")

    assert read(kb, document_id)[0].authority == "Northwick"


def test_a_manifest_corrects_and_a_person_wins_over_it(kb, settings, folder):
    (folder / "manifest.csv").write_text(
        "File,Authority,source address,by\na.md,Westerby,https://example.org/a,Kit Clerk\n",
        encoding="utf-8",
    )
    reports = ingest(kb, settings, folder)
    document_id = reports["a.md"].document_id

    summary, fields = read(kb, document_id)
    assert list(reports) == ["a.md"]
    assert summary.authority == "Westerby"
    assert Field("source address", "https://example.org/a", by="Kit Clerk") in fields

    kb.correct(document_id, {"authority": "Southmere"}, "Ann Other")
    assert ingest(kb, settings, folder)["a.md"].status is FileStatus.UNCHANGED
    assert read(kb, document_id)[0].authority == "Southmere"


def test_a_line_taken_out_of_a_manifest_brings_back_what_was_read(kb, settings, folder):
    manifest = folder / "manifest.csv"
    manifest.write_text("file,year\na.md,2001\n", encoding="utf-8")
    document_id = ingest(kb, settings, folder)["a.md"].document_id
    assert read(kb, document_id)[0].year == 2001

    manifest.unlink()
    ingest(kb, settings, folder)
    assert read(kb, document_id)[0].year == 2014


def test_a_file_of_its_own_wins_over_the_manifest(kb, settings, folder):
    (folder / "manifest.csv").write_text("file,year,title\na.md,2001,Y\n", encoding="utf-8")
    (folder / "a.md.meta.yaml").write_text(
        "year: 2002\nauthor: [Ann Other, Ben Example]\n", encoding="utf-8"
    )
    document_id = ingest(kb, settings, folder)["a.md"].document_id

    summary, fields = read(kb, document_id)
    assert (summary.year, summary.title) == (2002, "Y")
    assert [f.value for f in fields if f.name == "author"] == ["Ann Other", "Ben Example"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("manifest.csv", "name,year\na.md,2001\n", "line 1: no column 'file'"),
        ("manifest.csv", "file,yaer\na.md,2001\n", "line 1: 'yaer' .* did you mean 'year'"),
        ("manifest.csv", "file,year,year\na.md,1,2\n", "stands twice"),
        ("manifest.csv", "file,year\na.md,2001\nb.md,2001\n", "line 3: no file 'b.md'"),
        ("manifest.csv", "file,year\na.md,soon\n", "line 2: year: 'soon'"),
        ("manifest.csv", "file,year\na.md,2001,x\n", "line 2: 3 cells under 2 columns"),
        ("manifest.csv", "file,year\na.md,2001\na.md,2002\n", "line 3: a.md stands in an earlier"),
        ("a.md.meta.yaml", "title: Y\nyear: soon\n", "line 2: year: 'soon'"),
        ("a.md.meta.yaml", "- year\n", "line 1: needs lines"),
        ("a.md.meta.yaml", "year: [\n", "no YAML"),
        ("b.md.meta.yaml", "year: 2001\n", "no file 'b.md' beside it"),
    ],
)
def test_a_wrong_manifest_is_refused_whole_by_its_line(folder, name, text, message):
    (folder / name).write_text(text, encoding="utf-8")

    found = read_corrections([folder / "a.md"])

    assert list(found.faults) == [folder / name]
    assert re.search(message, found.faults[folder / name])
    assert found.of(folder / "a.md") in (None, [])


def test_a_refused_manifest_leaves_what_it_said_before(kb, settings, folder):
    manifest = folder / "manifest.csv"
    manifest.write_text("file,year\na.md,2001\n", encoding="utf-8")
    document_id = ingest(kb, settings, folder)["a.md"].document_id

    manifest.write_text("file,year\na.md,soon\n", encoding="utf-8")
    reports = ingest(kb, settings, folder)

    assert reports["manifest.csv"].status is FileStatus.FAILED
    assert reports["a.md"].status is FileStatus.UNCHANGED
    assert read(kb, document_id)[0].year == 2001


def test_erasing_a_document_erases_what_was_said_of_it(kb, folder):
    document_id = hold(kb, folder / "a.md")
    kb.correct(document_id, {"authority": "Southmere"}, "Ann Other")

    kb.remove(document_id)
    hold(kb, folder / "a.md")

    assert read(kb, document_id)[0].authority == "Northwick"


def test_another_name_of_a_child_is_restricted_until_a_person_clears_it(kb, folder):
    (folder / "a.md").write_text(
        TEXT.replace("This review concerns a child, also known as something else",
                     "Child Z, also known in the media as Baby Q, was known to services"),
        encoding="utf-8",
    )  # fmt: skip
    document_id = hold(kb, folder / "a.md")
    public = Viewer(Access.PUBLIC)

    def aliases(viewer):
        return [f.value for f in read(kb, document_id, viewer)[1] if f.name == "also known as"]

    assert aliases(Viewer(Access.RESTRICTED)) == ["Baby Q"]
    assert aliases(public) == []
    kb.correct(document_id, {"also known as": "Baby Q"}, "Ann Other")
    assert aliases(public) == ["Baby Q"]


def test_the_last_correction_of_a_name_wins():
    fields = (Field("year", "2014"), Field("method", "hybrid"))
    told = [Correction("year", year, "Ann", "2026") for year in ("2012", "2013")]

    assert corrected_fields(fields, told) == (
        Field("method", "hybrid"),
        Field("year", "2013", by="Ann"),
    )


@pytest.fixture
def command(kb, monkeypatch):
    """`kb documents ARGUMENTS`, on the test's own knowledge base."""
    monkeypatch.setattr("kb.commands._open", lambda: nullcontext(kb))
    return lambda *arguments: CliRunner().invoke(documents, arguments)


def test_documents_are_listed_filtered_counted_and_edited(command, kb, folder):
    (folder / "b.md").write_text("# Minutes of a meeting\n\nNothing more.\n", encoding="utf-8")
    document_id = hold(kb, folder / "a.md")
    hold(kb, folder / "b.md")

    def titles(*arguments):
        return [d["title"] for d in json.loads(command(*arguments, "--json").stdout)["documents"]]

    assert len(titles()) == 2
    assert titles("--type", "Minutes") == ["Minutes of a meeting"]
    assert titles("--authority", "northwick", "--year", "2014") == ["Serious Case Review: Child Z"]
    assert titles("--field", "case label=child z") == ["Serious Case Review: Child Z"]
    assert titles("--field", "case label=child q") == []
    counts = json.loads(command("--facets", "--json", "--type", "minutes").stdout)["facets"]
    assert counts["document type"] == {"minutes": 1}
    assert "minutes" in command("--facets", "--type", "minutes").stdout

    edited = command("edit", document_id, "year=2011", "--by", "Ann Other", "--json")
    assert json.loads(edited.stdout)["document"]["year"] == 2011
    assert titles("--year", "2011") == ["Serious Case Review: Child Z"]
    assert command("edit", document_id, "year", "--by", "Ann Other").exit_code == 2


def test_a_table_of_documents_runs_no_formula(kb, folder):
    document_id = hold(kb, folder / "a.md")
    kb.correct(document_id, {"title": "=1+1", "author": "Ann Other; Ben Example"}, "Ann Other")

    with kb.read() as snapshot:
        found = inventory.entries(snapshot.documents, snapshot.fields)
    (row,) = csv.DictReader(io.StringIO(inventory.as_csv(found)))

    assert row["title"] == "'=1+1"
    assert row["author"] == "Ann Other; Ben Example"
    assert row["case label"] == "Child Z"
