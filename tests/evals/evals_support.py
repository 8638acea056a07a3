"""Small datasets for tests, written line by line."""

import gzip
import json

CORPUS = [
    {
        "_id": "moor-a",
        "title": "Review of Child A",
        "text": "Area: Moorland\nDate: 2012-03-01\n\nThe hospital did not tell the school about "
        "the bruise. Nobody asked who lived in the home. Child A was three years old.",
    },
    {
        "_id": "moor-b",
        "title": "Review of Child B",
        "text": "Area: Moorland\nDate: 2015-06-11\n\nThe social worker had thirty-one cases and "
        "no supervision for five months. The panel met six times.",
    },
    {
        "_id": "vale-c",
        "title": "Review of Child C",
        "text": "Area: Valeshire\nDate: 2015-10-02\n\nThe police did not pass the notification on "
        "to the health visitor, and the school was not told. The family moved twice.",
    },
    {
        "_id": "vale-d",
        "title": "Notes on housing",
        "text": "Area: Valeshire\nDate: 2016-01-20\n\nThe flat was damp and had one bedroom. The "
        "landlord repaired the boiler in May.",
    },
]
QUERIES = [
    {
        "_id": "q1",
        "text": "Which documents say that the school was not told?",
        "kind": "list",
        "stratum": "theme",
        "themes": ["telling"],
    },
    {
        "_id": "q2",
        "text": "How old was Child A?",
        "kind": "fact",
        "quotes": [{"document": "moor-a", "text": "Child A was three years old.", "page": 1}],
    },
    {"_id": "q3", "text": "How many documents mention supervision?", "kind": "count"},
    {"_id": "q4", "text": "What did the coroner say about asbestos?", "answerable": False},
]
QRELS = [("q1", "moor-a", 1), ("q1", "vale-c", 1), ("q2", "moor-a", 1), ("q3", "moor-b", 1)]


def write_dataset(folder, corpus=CORPUS, queries=QUERIES, qrels=QRELS, *, packed=False):
    """A BEIR folder."""
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    if corpus is not None:
        write_lines(folder / "corpus.jsonl", map(json.dumps, corpus), packed)
    write_lines(folder / "queries.jsonl", map(json.dumps, queries), packed)
    rows = ["query-id\tcorpus-id\tscore", *("\t".join(map(str, row)) for row in qrels)]
    write_lines(folder / "qrels/test.tsv", rows, packed)
    return folder


def write_lines(path, lines, packed=False):
    """Text lines, gzipped under the name and .gz where `packed`."""
    data = "".join(f"{line}\n" for line in lines).encode()
    if packed:
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(data))
    else:
        path.write_bytes(data)
