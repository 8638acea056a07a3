"""A dataset's own store: made once in a cache folder, brought up to date at every run.

The folder's name holds the digests of the documents and of the model, so a second run finds its
vectors, and a changed corpus or model gets a store of its own.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace

from evals.dataset import Dataset, check_quotes
from evals.ingestion import ingest
from evals.progress import Progress
from evals.quotes import fold
from kb.config import Settings
from kb.embedding import Embedder
from kb.knowledge_base import KnowledgeBase
from kb.types import BlockKind, cut

DEFAULT_CACHE = Path.home() / ".cache" / "safeguarding-kb"


@dataclass(frozen=True)
class Workspace:
    """A dataset, the knowledge base that holds it, and a folder for what else is kept."""

    dataset: Dataset
    kb: KnowledgeBase
    embedder: Embedder
    folder: Path
    origins: dict[str, str]
    failures: dict[str, str]

    @cached_property
    def corpus_ids(self) -> dict[str, list[str]]:
        """The dataset's ids of each live document; several where documents are equal."""
        with self.kb.read() as snapshot:
            return {
                document.id: [self.origins[s] for s in document.sources if s in self.origins]
                for document in snapshot.documents.values()
            }

    @cached_property
    def document_ids(self) -> list[str]:
        """The dataset's ids of every document that can be searched."""
        return [name for names in self.corpus_ids.values() for name in names]

    @cached_property
    def texts(self) -> dict[str, str]:
        """The words of every document that can be searched, title first, by the dataset's id."""
        if self.dataset.texts:
            return {text.id: text.words for text in self.dataset.texts}
        found: dict[str, str] = {}
        with self.kb.read() as snapshot:
            for document_id, names in self.corpus_ids.items():
                pages = snapshot.texts.pages(document_id).values()
                found |= dict.fromkeys(names, "\n\n".join(page.text for page in pages))
        return found

    @cached_property
    def folded(self) -> dict[str, str]:
        """Where quotations are looked for: the words, folded, and again without running lines.

        A sentence that crosses a page has the page's footer inside it in the page texts.
        """
        found = {name: fold(text) for name, text in self.texts.items()}
        if self.dataset.files:
            with self.kb.read() as snapshot:
                for document_id, names in self.corpus_ids.items():
                    pages = {n: page.text for n, page in snapshot.texts.pages(document_id).items()}
                    blocks = snapshot.texts.blocks(document_id)
                    shown = [b for b in blocks if b.kind is not BlockKind.FURNITURE]
                    words = fold(" ".join(cut(pages, block.spans) for block in shown))
                    found |= {name: f"{found[name]} {words}" for name in names}
        return found


@contextmanager
def open_workspace(
    dataset: Dataset, embedder: Embedder, cache: Path, progress: Progress
) -> Iterator[Workspace]:
    """The workspace of `dataset` below `cache`, its store filled.

    Raises:
        DatasetError: a gold quote is not in its document.
        StoreBusy: another evaluation of the same corpus fills it.
    """
    folder = cache / f"{dataset.corpus_digest()}-{embedder.digest}"
    settings = Settings(store=folder / "store")
    paths = dataset.files or _write_texts(dataset, folder / "texts")
    with KnowledgeBase.open(settings, create=True, embedder=embedder) as kb:
        with progress.task("reading documents", len(paths)) as advance:
            listener = SimpleNamespace(
                started=lambda path, number, total: None, finished=lambda report: advance(1)
            )
            ingest(kb, settings, list(paths.values()), listener=listener, wait_s=3600)
        _accept_all(kb)
        origins = {str(path.resolve()): name for name, path in paths.items()}
        with kb.read() as snapshot:
            failed = {
                origins[source]: cause
                for source, cause in snapshot.failures.items()
                if source in origins
            }
        workspace = Workspace(dataset, kb, embedder, folder, origins, failed)
        for name, words in workspace.folded.items() if dataset.files else ():
            check_quotes(dataset, name, words)
        yield workspace


def _accept_all(kb: KnowledgeBase) -> None:
    """Lets every document be searched: who chose a dataset's documents has looked at them."""
    with kb.read() as snapshot:
        waiting = list(snapshot.quarantined)
    for document_id in waiting:
        kb.accept(document_id, "kb eval", "part of a dataset")


def _write_texts(dataset: Dataset, folder: Path) -> dict[str, Path]:
    """Each row of the corpus as a text file under its title; files that stand there are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for number, row in enumerate(dataset.texts):
        path = paths[row.id] = folder / f"{number:06d}.txt"
        if not path.exists():
            title = " ".join(row.title.split())
            heading = f"{title}\n{'=' * max(3, len(title))}\n\n" if title else ""
            path.write_text(f"{heading}{row.text}\n", encoding="utf-8")
    return paths


def names_of(workspace: Workspace, document_id: str | None, files: Sequence[str]) -> list[str]:
    """The dataset's ids of a row or citation of an answer."""
    if document_id is not None:
        return workspace.corpus_ids.get(document_id, [])
    return [workspace.origins[file] for file in files if file in workspace.origins]
