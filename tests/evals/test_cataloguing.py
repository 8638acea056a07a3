import json

import pytest
from evals_support import write_dataset

from evals.cataloguing import catalogue, cataloguing_json, judge, print_cataloguing
from evals.dataset import read_dataset
from evals.progress import Progress
from evals.workspace import open_workspace
from kb.errors import DatasetError

BOARD = "Northwick Safeguarding Children Board"
CORPUS = [
    {
        "_id": "right",
        "title": "Serious Case Review: Child Z",
        "text": f"{BOARD}\n\nMarch 2014\n\n1.1 The police did not call.",
    },
    {"_id": "unknown", "title": "A note", "text": "It says nothing of what it is."},
    {
        "_id": "wrong",
        "title": "Minutes",
        "text": f"{BOARD}\n\nMay 2011\n\n1.1 The ward took no note.",
    },
]
ROWS = [
    "file,document_type,authority,label,year_published",
    "right,Serious case review: overview report,Northwick,Child Z (a girl),2014",
    "unknown,Learning brief,none,Child Z,2013",
    "wrong,Learning brief,National,none,2012",
    "lost,Press article,none,none,2012",
]


@pytest.fixture
def workspace(tmp_path, embedder):
    folder = write_dataset(tmp_path / "set", CORPUS, [{"_id": "q", "text": "What?"}], [])
    (folder / "catalogue.csv").write_text("\n".join(ROWS), encoding="utf-8")
    progress = Progress(quiet=True)
    with open_workspace(read_dataset(folder), embedder, tmp_path / "cache", progress) as found:
        yield found


def test_what_is_read_is_right_unknown_or_wrong(workspace, capsys):
    found = catalogue(workspace)

    told = {(item.file, item.column): item.verdict for item in found.outcomes}
    assert {told["right", c] for c in ROWS[0].split(",")[1:]} == {"right"}
    assert told["unknown", "authority"] == "right"
    assert told["unknown", "document_type"] == told["unknown", "year_published"] == "unknown"
    assert {told["wrong", c] for c in ("document_type", "authority", "year_published")} == {"wrong"}
    assert found.missing == ["lost"]
    assert found.share("wrong").mean == pytest.approx(3 / 12)
    assert cataloguing_json(found)["columns"]["label"] == {"right": 2, "unknown": 1, "wrong": 0}
    print_cataloguing(found, as_json=False)
    assert "wrong: wrong: year_published: '2012', read '2011'" in capsys.readouterr().out
    print_cataloguing(found, as_json=True)
    assert json.loads(capsys.readouterr().out)["missing"] == ["lost"]


def test_a_dataset_without_a_catalogue_says_so(workspace):
    (workspace.dataset.folder / "catalogue.csv").unlink()

    with pytest.raises(DatasetError, match=r"catalogue\.csv: no catalogue"):
        catalogue(workspace)


def test_a_part_that_the_catalogue_calls_a_type_and_names_of_its_own_are_right(tmp_path, embedder):
    corpus = [
        {"_id": "part", "title": "Serious Case Review: Executive Summary", "text": "Child Z"},
        {"_id": "other", "title": "Thematic review of four deaths", "text": "Child Z"},
        {"_id": "whole", "title": "Serious Case Review: Child Z", "text": "Of one boy."},
    ]
    folder = write_dataset(tmp_path / "set", corpus, [{"_id": "q", "text": "What?"}], [])
    rows = ["part,executive summary", "other,thematic review", "whole,executive summary"]
    (folder / "catalogue.csv").write_text("\n".join(["file,document_type", *rows]))

    with open_workspace(
        read_dataset(folder), embedder, tmp_path / "cache", Progress(quiet=True)
    ) as found:
        told = {item.file: item.verdict for item in catalogue(found).outcomes}

    assert told == {"part": "right", "other": "right", "whole": "wrong"}


@pytest.mark.parametrize(
    ("column", "gold", "read", "verdict"),
    [
        ("label", "Child R and Child S", ["Child S", "Child R"], "right"),
        ("label", "Child R and Child S", ["Child R"], "wrong"),
        ("authority", "England", [], "right"),
        ("authority", "England", ["Northwick"], "wrong"),
        ("author", "England", [], "unknown"),
        ("document_type", "coroner's report", ["prevention of future deaths report"], "right"),
        ("document_type", "seven-minute briefing", ["learning brief"], "right"),
        ("document_type", "press release by a board", ["press statement"], "right"),
        ("document_type", "e-mail to partners", ["letter"], "right"),
        (
            "document_type",
            "letter from a coroner (Rule 43)",
            ["prevention of future deaths report"],
            "right",
        ),
        ("authority", "Acre / Brook", ["Acre and Brook"], "right"),
    ],
)
def test_lists_nations_and_other_names_of_a_type(column, gold, read, verdict):
    assert judge(column, gold, read) == verdict


def test_agencies_criticised_count_where_people_read_them(workspace, capsys):
    assert catalogue(workspace).criticised == []

    rows = [
        {"document": "right", "agency": "police", "text": "The police did not call."},
        {"document": "right", "agency": "school", "text": "Nobody rang."},
    ]
    lines = "\n".join(json.dumps(row) for row in rows)
    (workspace.dataset.folder / "criticised.jsonl").write_text(lines, encoding="utf-8")

    found = catalogue(workspace)

    assert {one.file: sorted(one.missed) for one in found.criticised}["right"] == ["school"]
    assert {one.file: sorted(one.wrong) for one in found.criticised}["wrong"] == ["hospital"]
    assert [value.mean for value in found.criticism().values()] == [0.5, 0.5]
    print_cataloguing(found, as_json=False)
    assert "missed: right: agency criticised: school" in capsys.readouterr().out


def test_a_line_of_criticised_without_an_agency_says_where(workspace):
    path = workspace.dataset.folder / "criticised.jsonl"
    path.write_text('{"document": "right", "text": "Nobody rang."}', encoding="utf-8")

    with pytest.raises(DatasetError, match=r"criticised\.jsonl.*1: 'document', 'agency'"):
        catalogue(workspace)


@pytest.mark.parametrize(
    ("gold", "read", "verdict"),
    [
        ("Leo James Example", "Leo Example", "right"),
        ("Leo Example", "Leo James Example", "right"),
        ("Leo Example", "Leo James Other", "wrong"),
        ("Leo Example", "Leo", "wrong"),
        ("Young Person L", "Young Man L", "wrong"),
    ],
)
def test_middle_names_make_no_difference(gold, read, verdict):
    assert judge("label", gold, [read]) == verdict
