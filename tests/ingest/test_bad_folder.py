"""A folder full of bad files, through the real command: one good file in, every other one named."""

import json
import os

import pytest
from commands import call_kb, run_kb
from pdfs import cut_short, encrypt, one_page, without_pages

from ingest.walking import walk

GOOD = "5.1 The school saw a bruise on the arm of the child in June."

CAUSES = {
    "aux/loop": "a loop",
    "broken-link.txt": "broken symbolic link",
    "empty.txt": "an empty file",
    "latin1.txt": "not valid UTF-8 at byte 3",
    "locked.pdf": "password-protected",
    "nopages.pdf": "0 pages",
    "pipe.txt": "not a regular file",
    "renamed.pdf": "named .pdf but holds text/plain",
    "selflink.txt": "broken symbolic link",
    "truncated.pdf": "truncated PDF",
}


def fill(folder):
    (folder / "aux").mkdir(parents=True)
    one_page(folder / "good.pdf", GOOD)
    (folder / "empty.txt").touch()
    (folder / "renamed.pdf").write_text("The plan lapsed.\n")
    encrypt(one_page(folder / "locked.pdf", GOOD), "secret", "AES-256")
    cut_short(one_page(folder / "truncated.pdf", GOOD), 0.6)
    (folder / "latin1.txt").write_bytes("Café words\n".encode("latin-1"))
    without_pages(folder / "nopages.pdf")
    (folder / "aux/loop").symlink_to("..")
    (folder / "broken-link.txt").symlink_to("nowhere.txt")
    (folder / "selflink.txt").symlink_to("selflink.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / ".hidden.txt").write_text("Not to be read.\n")


def test_good_file_goes_in_and_every_other_is_named_with_its_cause(tmp_path):
    folder, store = tmp_path / "folder", tmp_path / "store"
    fill(folder)

    code, out, err = run_kb(store, "ingest", "--json", folder)

    report = json.loads(out)
    names = {os.path.relpath(file["path"], folder): file for file in report["files"]}
    assert code == 1
    assert names.pop("good.pdf")["status"] == "ingested"
    assert {name: file["status"] for name, file in names.items()} == dict.fromkeys(CAUSES, "failed")
    assert [name for name, file in names.items() if CAUSES[name] not in file["cause"]] == []
    assert report["counts"]["failed"] == len(CAUSES)
    assert all(f"failed {folder / name}: {file['cause']}" in err for name, file in names.items())

    code, out, _ = call_kb(store, "documents", "--json")
    listed = json.loads(out)
    assert code == 0
    assert [d["sources"] for d in listed["documents"]] == [[str(folder / "good.pdf")]]
    unread = {os.path.relpath(failure["source"], folder) for failure in listed["failures"]}
    assert unread == {name for name in CAUSES if (folder / name).is_file()}


def test_nothing_there_is_said_and_is_exit_code_2(tmp_path):
    (tmp_path / "folder").mkdir()

    code, out, err = call_kb(tmp_path / "store", "ingest", "--json", tmp_path / "folder")

    assert code == 2
    assert json.loads(out)["files"] == []
    assert "nothing to ingest" in err


def walked(*paths):
    return [(found.path.name, found.cause, found.ignored) for found in walk(paths)]


def test_a_missing_path_is_named(tmp_path):
    assert walked(tmp_path / "nowhere") == [("nowhere", "no such file or folder", False)]


def test_a_file_named_twice_is_read_once(tmp_path):
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "b.txt").symlink_to("a.txt")

    assert walked(tmp_path, tmp_path / "a.txt") == [("a.txt", None, False)]


def test_link_to_another_folder_is_not_followed_and_says_so(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "in/link").symlink_to(tmp_path / "out")

    ((_, cause, _),) = walked(tmp_path / "in")
    assert cause == (
        f"a symbolic link to a folder; not followed: name {tmp_path / 'out'} itself to ingest it"
    )


@pytest.mark.parametrize(
    ("rules", "ignored"),
    [
        ("*.tmp\n", {"a.tmp", "b.tmp"}),
        ("sub/\n", {"sub"}),
        ("/a.tmp\n", {"a.tmp"}),
        ("*.tmp\n!b.tmp\n", {"a.tmp"}),
        ("# a comment\n\n", set()),
        (b"\xff\n*.tmp\n", {"a.tmp", "b.tmp"}),
    ],
)
def test_kbignore(tmp_path, rules, ignored):
    (tmp_path / "sub").mkdir()
    for name in ("a.tmp", "a.txt", "sub/b.tmp", "sub/b.txt"):
        (tmp_path / name).write_text("words")
    (tmp_path / ".kbignore").write_bytes(rules if isinstance(rules, bytes) else rules.encode())

    assert {name for name, _, out in walked(tmp_path) if out} - {".kbignore"} == ignored


def test_a_kbignore_that_is_not_understood_lets_nothing_of_its_folder_in(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "sub/secret.txt").write_text("words")
    (tmp_path / "sub/.kbignore").write_text("!\n")

    assert walked(tmp_path) == [
        ("a.txt", None, False),
        (".kbignore", "Invalid git pattern: '!'; nothing in its folder is read", False),
    ]


@pytest.mark.usefixtures("_unindexed")
def test_file_name_that_is_not_utf8(kb, ingest, tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text("The plan lapsed in the cafe.\n")
    bad = tmp_path / os.fsdecode(b"\xff.txt")
    bad.touch()

    files = {file.path: file.status for file in ingest(path, bad).files}

    assert files == {f"{tmp_path}/caf\\xe9.txt": "ingested", f"{tmp_path}/\\xff.txt": "failed"}
    assert kb.search("lapsed cafe").hits


def test_file_over_the_size_limit_is_not_opened(kb, tmp_path, settings):
    from ingest.run import ingest_paths

    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(2 << 20)  # a file of zeros that takes no room on disk

    (file,) = ingest_paths(kb, settings.model_copy(update={"max_file_mib": 1}), [path]).files

    assert file.status == "failed"
    assert file.cause == "has 2 MiB; the limit is 1 MiB (KB_MAX_FILE_MIB)"
