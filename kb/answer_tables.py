"""Answers on a terminal and as CSV, from their JSON form."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kb.spreadsheet import to_csv
from kb.types import Verdict
from kb.wording import counted, place, quoted, source_note, verdict_words

Json = Mapping[str, Any]

_STYLE = {
    Verdict.CITES: "bold green",
    Verdict.BORDERLINE: "yellow",
    Verdict.CONTRARY: "magenta",
}
_COLUMNS = (
    "title", "authority", "year", "verdict", "quote", "page", "paragraph", "file", "source",
    "further quotes",
)  # fmt: skip
_TALLY = ("value", "n", "titles", "documents")


def print_answer(answer: Json) -> None:
    """One answer: a table a review for set questions, quotations for facts, what was searched."""
    console = Console()
    if answer["count"] is None:
        console.print(Text(answer["text"]))
    else:
        _print_set(console, answer)
    searched = answer["searched"]
    line = f"Searched {searched['documents']} documents, {searched['passages']} passages"
    for name, what, words in (
        ("unreadable", "file", "unreadable"),
        ("unreadable_pages", "page", "unreadable"),
        ("quarantined", "document", "quarantined, not searched"),
    ):
        if searched[name]:
            line += f"; {counted(searched[name], what)} {words}"
    if searched["degraded"]:
        line += "; degraded: no vector index, everything searched exactly"
    console.print(Text(f"\n{line} ({sum(answer['timings_ms'].values()):.0f} ms)", style="dim"))


def rows_csv(answer: Json) -> str:
    """The rows of a set answer as CSV: a line a review, its first quotation in columns."""
    citations = {c["id"]: c for c in answer["citations"]}
    return to_csv((_record(row, citations) for row in answer["rows"]), _COLUMNS)


def tally_csv(answer: Json) -> str:
    """A line a theme or value of a tally, with those that have it."""
    return to_csv(answer["tally"]["values"], _TALLY)


def _print_set(console: Console, answer: Json) -> None:
    paragraphs = answer["text"].split("\n\n")
    citations = {c["id"]: c for c in answer["citations"]}
    console.print(Text(paragraphs[0].replace("**", ""), style="bold"))
    table = Table(box=None, show_header=False, expand=True, padding=(1, 2, 0, 0), pad_edge=False)
    for ratio in (30, 15, 37, 18):
        table.add_column(ratio=ratio, overflow="fold")
    for row in answer["rows"]:
        for n, key in enumerate(row["citation_ids"]):
            names = (_name(row), _said(row)) if n == 0 else (Text(), Text())
            cited = citations[key]
            denies = row["also_contrary"] and key in row["contrary_ids"]
            quote = f"{'the opposite too: ' if denies else ''}{_quote(cited)} [{key}]"
            table.add_row(*names, Text(quote), Text(_where(row, cited)))
    console.print(table)
    _print_silent(console, answer["rows"])
    shown = {key for row in answer["rows"] for key in row["citation_ids"]}
    others = [cited for key, cited in citations.items() if key not in shown]
    if others:
        console.print(Text("\nAlso said in documents that are not counted here:"))
    for cited in others:
        source = f"{cited['title']} ({cited['document_type']}, {_place(cited)})"
        console.print(Text(f"- {source}: {_quote(cited)} [{cited['id']}]"))
    console.print(Text(f"\n{paragraphs[-1]}"))


def _print_silent(console: Console, rows: list[Json]) -> None:
    """Rows without a quotation, those with the same verdict together."""
    groups: dict[str, list[str]] = {}
    for row in rows:
        if not row["citation_ids"]:
            groups.setdefault(_said(row).plain, []).append(row["title"])
    for words, titles in groups.items():
        line = Text(f"\n{words} ({len(titles)}): ", style="bold")
        console.print(line.append("; ".join(titles), style="not bold"))


def _name(row: Json) -> Text:
    """The review's title, then what identifies it and which of its files are held."""
    name = Text(row["title"])
    known = [str(value) for value in (row["authority"], row["year"]) if value]
    if known:
        name.append(f"\n{', '.join(known)}", style="dim")
    roles = [document["role"] for document in row["documents"]]
    if row["review_id"] and roles != ["report"]:
        name.append(f"\nheld: {', '.join(roles)}", style="dim")
    return name


def _said(row: Json) -> Text:
    verdict = Verdict(row["verdict"])
    pages = (row["pages_read"], row["pages"])
    quoted = bool(row["citation_ids"])
    words = verdict_words(verdict, row["voice"], pages, row["note"], quoted=quoted)
    return Text(words, style=_STYLE.get(verdict, ""))


def _record(row: Json, citations: Mapping[int, Json]) -> dict[str, Any]:
    cited = [citations[key] for key in row["citation_ids"]]
    record = {
        "title": row["title"],
        "authority": row["authority"],
        "year": row["year"],
        "verdict": _said(row).plain,
        "file": row["files"],
    }
    if cited:
        first, *further = cited
        record |= {
            "quote": first["quote"],
            "page": first["page_label"],
            "paragraph": first["paragraph"],
            "file": next(
                document["files"]
                for document in row["documents"]
                if document["document_id"] == first["document_id"]
            ),
            "source": _source(row, first),
            "further quotes": [f"{_quote(c)} ({_where(row, c)})" for c in further],
        }
    return record


def _where(row: Json, cited: Json) -> str:
    return ", ".join(filter(None, (_place(cited), _source(row, cited))))


def _source(row: Json, cited: Json) -> str:
    roles = {document["document_id"]: document["role"] for document in row["documents"]}
    return source_note(cited["document_id"], roles, of_review=row["review_id"] is not None)


def _quote(cited: Json) -> str:
    return quoted(" ".join(cited["quote"].split()))


def _place(cited: Json) -> str:
    return place(cited["page_label"], cited["paragraph"], cited["section"])
