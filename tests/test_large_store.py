"""The store that the benchmark of large stores makes is one that answers and verifies."""

from benchmarks.large_store import invented, samples
from kb.pipeline import pipeline_digest

TEXT = (
    "Serious case review of Child A\n\nInformation was not shared with the school.\n\n"
    "The panel looked for:\n\n- letters that were lost\n\n- calls that nobody returned\n"
)


def test_invented_documents_can_be_asked(make_kb, tmp_path, embedder):
    kb = make_kb()
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text(TEXT, encoding="utf-8")
    pool = samples(tmp_path / "documents", embedder)
    for number in range(2):
        publication, embeddings = invented(number, pool, pipeline_digest(embedder), 7)
        kb.catalog.embeddings.save(embeddings)
        kb.catalog.publish([(publication, f"invented:{number}")])
        make_kb.faults.append(f"{publication.document.id}: the kept original is missing")
    assert kb.build_index()

    answer = kb.ask("Which documents cite failure to share information?")

    assert len(answer.rows) == 2
    assert {citation.quote for citation in answer.citations} <= {
        sample.text[start:end] for sample in pool for start, end, _ in sample.sentences
    }
    assert answer.citations


def test_the_same_number_gives_the_same_document(tmp_path, embedder):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    pool = samples(tmp_path, embedder)

    first, other = (invented(3, pool, "pipeline", 5) for _ in range(2))

    assert first[0].document == other[0].document
    assert all((first[1][key].passage == other[1][key].passage).all() for key in first[1])
