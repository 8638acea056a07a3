"""What becomes of a document: unchanged, edited, spoilt, copied, moved, removed."""

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as configured
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ingest.parsing import parse
from ingest.run import ingest_paths
from kb.catalog import database
from kb.config import Settings
from kb.embedding import EmbeddingInput, SentenceTransformerEmbedder
from kb.errors import StoreBusy, UnknownDocument
from kb.knowledge_base import KnowledgeBase
from kb.locking import writer_lock
from kb.publishing import Incoming

SCHOOL = "3.1 The school saw a bruise on the child and told the quartermaster about it.\n"
POLICE = "4.1 The police were called to the house and spoke to the troubadour there.\n"
GARBAGE = b"\xff\xfe\x00"


def statuses(report):
    return {Path(file.path).name: file.status.value for file in report.files}


def live(kb):
    """Sources of each live document, by document id."""
    with kb.read() as snapshot:
        return {d.id: d.sources for d in snapshot.documents.values()}


def failures(kb):
    with kb.read() as snapshot:
        return dict(snapshot.failures)


def returned(kb, word):
    """Whether any passage of a search or quotation of an answer for `word` holds it."""
    texts = [hit.text for hit in kb.search(f"what about the {word}").hits]
    for question in (f"What did they say about the {word}?", f"Which documents mention {word}?"):
        answer = kb.ask(question)
        texts += [citation.quote for citation in [*answer.citations, *answer.nearest]]
    return any(word in text for text in texts)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/school.txt").write_text(SCHOOL)
    return tmp_path / "folder"


def test_second_run_changes_nothing_and_loads_no_model(make_kb, settings, folder):
    def refuse(message):
        raise AssertionError(message)

    kb = make_kb()
    (folder / "police.txt").write_text(POLICE)
    assert statuses(ingest_paths(kb, settings, [folder])) == {
        "school.txt": "ingested",
        "police.txt": "ingested",
    }
    with kb.read() as snapshot:
        before = (snapshot.commits, snapshot.generation(), snapshot.documents)

    model = SentenceTransformerEmbedder(on_load=refuse)
    again = make_kb(model=model)
    report = ingest_paths(again, settings, [folder])

    assert statuses(report) == {"school.txt": "unchanged", "police.txt": "unchanged"}
    assert [file.passages for file in report.files] == [1, 1]
    with again.read() as snapshot:
        assert (snapshot.commits, snapshot.generation(), snapshot.documents) == before
    with pytest.raises(AssertionError, match="loading the embedding model"):
        model.encode_passages([EmbeddingInput("", "quartermaster", ())])


def test_edited_file_is_replaced_and_its_old_words_never_come_back(kb, ingest, folder):
    ingest(folder)
    assert returned(kb, "quartermaster")
    old = live(kb)

    (folder / "school.txt").write_text(SCHOOL.replace("quartermaster", "apothecary"))

    assert statuses(ingest(folder)) == {"school.txt": "replaced"}
    assert returned(kb, "apothecary")
    assert not returned(kb, "quartermaster")
    assert live(kb).keys().isdisjoint(old)
    assert list(live(kb).values()) == list(old.values())


@pytest.mark.usefixtures("_unindexed")
def test_failed_edit_leaves_the_old_version_answering(kb, ingest, folder):
    path = folder / "school.txt"
    ingest(folder)
    before = live(kb)

    path.write_bytes(GARBAGE)
    assert statuses(ingest(folder)) == {"school.txt": "failed"}

    assert live(kb) == before
    assert failures(kb) == {
        str(path): "not valid UTF-16 at byte 2; save it as UTF-8 "
        "(for example `iconv -f WINDOWS-1252 -t UTF-8`) and ingest it again"
    }
    assert returned(kb, "quartermaster")
    assert kb.ask("the quartermaster").searched.unreadable == 1

    path.write_text(SCHOOL)
    assert statuses(ingest(folder)) == {"school.txt": "unchanged"}
    assert failures(kb) == {}


@pytest.mark.usefixtures("_unindexed")
def test_copies_are_one_document_that_lives_as_long_as_one_of_them(kb, ingest, folder):
    ingest(folder)
    shutil.copy(folder / "school.txt", folder / "copy.txt")

    report = ingest(folder)

    assert statuses(report) == {"copy.txt": "duplicate", "school.txt": "unchanged"}
    assert report.files[0].cause == f"the same bytes as {folder / 'school.txt'}"
    assert list(live(kb).values()) == [[str(folder / "copy.txt"), str(folder / "school.txt")]]

    (folder / "school.txt").write_text(POLICE)
    assert statuses(ingest(folder)) == {"copy.txt": "unchanged", "school.txt": "replaced"}
    assert returned(kb, "quartermaster")
    assert returned(kb, "troubadour")

    (folder / "copy.txt").write_text(POLICE)
    assert statuses(ingest(folder)) == {"copy.txt": "duplicate", "school.txt": "unchanged"}
    assert not returned(kb, "quartermaster")
    assert list(live(kb).values()) == [[str(folder / "copy.txt"), str(folder / "school.txt")]]


MOVES = {  # the words that a file holds before and after, and how each file ends
    "to a later file": (
        {"a.txt": SCHOOL},
        {"a.txt": POLICE, "b.txt": SCHOOL},
        {"a.txt": "replaced", "b.txt": "ingested"},
    ),
    "to a later file, and from a file that holds them too": (
        {"a.txt": SCHOOL, "c.txt": SCHOOL},
        {"a.txt": POLICE, "b.txt": SCHOOL, "c.txt": SCHOOL},
        {"a.txt": "replaced", "b.txt": "duplicate", "c.txt": "unchanged"},
    ),
    "to an earlier file": (
        {"b.txt": SCHOOL},
        {"a.txt": SCHOOL, "b.txt": POLICE},
        {"a.txt": "duplicate", "b.txt": "replaced"},
    ),
}


@pytest.mark.usefixtures("_unindexed")
@pytest.mark.parametrize(("before", "after", "expected"), MOVES.values(), ids=MOVES)
def test_words_that_move_within_a_run_are_told_file_by_file(
    kb, ingest, tmp_path, before, after, expected
):
    for texts in (before, after):
        for name, text in texts.items():
            (tmp_path / name).write_text(text)
        report = ingest(*(tmp_path / name for name in texts))

    assert statuses(report) == expected
    by_text = {}
    for name, text in after.items():
        by_text.setdefault(text, []).append(str(tmp_path / name))
    assert sorted(live(kb).values()) == sorted(by_text.values())


@pytest.mark.usefixtures("_unindexed")
def test_vanished_file_changes_nothing(kb, ingest, folder):
    (folder / "police.txt").write_text(POLICE)
    ingest(folder)
    before = live(kb)

    (folder / "school.txt").unlink()

    assert statuses(ingest(folder)) == {"police.txt": "unchanged"}
    assert live(kb) == before
    assert returned(kb, "quartermaster")


def holding(store, phrase):
    """Files under `store` that hold the bytes of `phrase`, in whatever case."""
    files = [path for path in store.rglob("*") if path.is_file()]
    return [path.name for path in files if phrase in path.read_bytes().lower()]


def test_removed_document_is_gone_from_answers_and_from_every_file(kb, ingest, folder):
    canary = b"quartermast"  # the stem, as the full-text index holds it
    (folder / "police.txt").write_text(POLICE)
    shutil.copy(folder / "school.txt", folder / "copy.txt")
    school = ingest(folder).files[0].document_id
    with kb.read() as snapshot:
        original = kb.originals.path(snapshot.document(school).sha256)
    assert holding(kb.store, canary)
    assert returned(kb, "quartermaster")

    kb.remove(school, reason="the family asked")

    assert not returned(kb, "quartermaster")
    assert returned(kb, "troubadour")
    assert len(live(kb)) == 1
    assert not original.exists()
    assert holding(kb.store, canary) == []
    assert holding(kb.store, b"bruise on the child") == []
    assert kb.build_index()
    assert not returned(kb, "quartermaster")
    assert not kb.ask("the troubadour").searched.degraded
    with pytest.raises(UnknownDocument, match=school):
        kb.remove(school)


TEXTS = {
    word: f"{number}.1 The report says that nobody spoke to the {word} in time.\n"
    for number, word in enumerate(["apothecary", "falconer", "troubadour", "wheelwright"], 1)
}
WORDS = st.sampled_from(sorted(TEXTS))
NAMES = ["a.txt", "b.txt", "c.txt"]


class Library(RuleBasedStateMachine):
    """A folder that people change, and a store that must say what the folder last held.

    `disk` is what each file holds (None: garbage), `stored` what each source last held when it
    could be read, `failed` the sources that could not be read at the last attempt.
    """

    model: SentenceTransformerEmbedder
    builds_index: bool

    def __init__(self):
        super().__init__()
        self.open = ExitStack()
        self.folder = Path(self.open.enter_context(tempfile.TemporaryDirectory())) / "folder"
        self.folder.mkdir()
        self.settings = Settings(store=self.folder.parent / "store")
        self.kb = KnowledgeBase.open(self.settings, create=True, embedder=self.model)
        if not self.builds_index:  # as if another process were building: the slow part is left out
            self.open.enter_context(writer_lock(self.settings.store, "building", name="index"))
        self.disk, self.stored, self.failed = {}, {}, set()
        self.changed = False

    @initialize(words=st.lists(WORDS, min_size=1, max_size=3))
    def begin(self, words):
        for name, word in zip(NAMES, words, strict=False):
            self.write(name, word)
        self.ingest()

    @rule(name=st.sampled_from(NAMES), word=WORDS | st.none())
    def write(self, name, word):
        (self.folder / name).write_bytes(TEXTS[word].encode() if word else GARBAGE)
        self.disk[name] = word
        self.changed = True

    @precondition(lambda self: self.disk)
    @rule(data=st.data())
    def vanish(self, data):
        name = data.draw(st.sampled_from(sorted(self.disk)))
        (self.folder / name).unlink()
        del self.disk[name]

    @precondition(lambda self: self.changed)
    @rule()
    def ingest(self):
        expected = {name: self._ingested(name) for name in sorted(self.disk)}

        assert statuses(ingest_paths(self.kb, self.settings, [self.folder])) == expected
        self.changed = False
        self._check_words()

    def _ingested(self, name):
        """Moves the model on by one file; the status to expect."""
        word = self.disk[name]
        if word is None:
            self.failed.add(name)
            return "failed"
        self.failed.discard(name)
        before, elsewhere = self.stored.get(name), word in self.stored.values()
        self.stored[name] = word
        if before == word:
            return "unchanged"
        return "duplicate" if elsewhere else "replaced" if before else "ingested"

    @precondition(lambda self: self.stored)
    @rule(data=st.data())
    def remove(self, data):
        documents = live(self.kb)
        document_id = data.draw(st.sampled_from(sorted(documents)))
        self.kb.remove(document_id)
        for source in documents[document_id]:
            del self.stored[Path(source).name]
        self.changed = True
        self._check_words()

    @rule()
    def reopen(self):
        self.kb.close()
        self.kb = KnowledgeBase.open(self.settings, embedder=self.model)

    @invariant()
    def sources_are_what_was_last_read(self):
        by_word = {}
        for name, word in sorted(self.stored.items()):
            by_word.setdefault(word, []).append(str(self.folder / name))
        assert sorted(live(self.kb).values()) == sorted(by_word.values())
        assert failures(self.kb).keys() == {str(self.folder / name) for name in self.failed}

    def _check_words(self):
        if self.builds_index:
            self.kb.build_index()
        question = f"Who spoke to the {', the '.join(TEXTS)}?"
        texts = [hit.text for hit in self.kb.search(question).hits]
        assert {word for word in TEXTS if word in " ".join(texts)} == set(self.stored.values())
        answer = self.kb.ask(question)
        quotes = " ".join(citation.quote for citation in [*answer.citations, *answer.nearest])
        assert {word for word in TEXTS if word in quotes} <= set(self.stored.values())

    def teardown(self):
        faults = self.kb.verify()
        self.kb.close()
        self.open.close()
        if not self.builds_index:
            faults = [fault for fault in faults if not fault.startswith("no usable vector index")]
        assert faults == []


def run_library(embedder, *, builds_index, examples, steps):
    machine = type("_", (Library,), {"model": embedder, "builds_index": builds_index})
    run_state_machine_as_test(
        machine,
        settings=configured(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_any_history_of_a_folder(embedder):
    run_library(embedder, builds_index=False, examples=4, steps=7)


@pytest.mark.slow
def test_any_history_of_a_folder_with_an_index(embedder):
    run_library(embedder, builds_index=True, examples=15, steps=10)


def test_removal_beside_a_long_reader_says_what_is_left_and_repair_clears_it(
    make_kb, tmp_path, monkeypatch
):
    monkeypatch.setattr(database, "_BUSY_S", 0.3)
    kb = make_kb()
    path = tmp_path / "canary.txt"
    path.write_text("The report.\n\nThe zyzzyv was seen by nobody at the clinic that day.")
    document = parse(str(path), path.name)
    with kb.writing("test"):
        kb.originals.keep(path)
        kb.add([Incoming(document, str(path), path.name)])

    with kb.read() as snapshot:
        assert snapshot.documents  # the read transaction begins here
        with pytest.raises(StoreBusy, match="kb verify --repair"):
            kb.remove(document.id)
        assert kb.ask("Where was the zyzzyv seen?").status == "insufficient_evidence"
    assert any("removed text" in fault for fault in kb.verify())

    kb.repair()

    assert kb.verify() == []
    assert holding(kb.store, b"zyzzyv") == []
