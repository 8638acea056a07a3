"""Hits, documents, recommendations and events on a terminal, from their JSON form."""

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kb.types import FileStatus
from kb.wording import place, quoted


def _place(item: dict[str, Any]) -> str:
    return place(item["page_label"], item["paragraph"], item["section"])


def print_hits(result: dict[str, Any]) -> None:
    """Ranked passages with their place and the components of their score."""
    console = Console()
    for rank, hit in enumerate(result["hits"], 1):
        console.print(Text(f"{rank}. {hit['title']}, {_place(hit)}", style="bold"))
        parts = f"score {hit['score']:.2f} (dense {hit['dense']:.2f}, lexical {hit['lexical']:.2f})"
        console.print(Text(parts, style="dim"))
        console.print(Text(" ".join(hit["text"].split())))
    if result["degraded"]:
        console.print(Text("degraded: no vector index, everything searched exactly", style="dim"))


def print_facets(facets: dict[str, dict[str, int]]) -> None:
    """Each field's values, the most frequent first, with the number of documents."""
    console = Console()
    for name, counts in facets.items():
        console.print(Text(name, style="bold"))
        for value, n in counts.items():
            console.print(Text(f"{n:6}  {value}"))


def print_documents(found: dict[str, Any]) -> None:
    """A table of documents, then the files that could not be read."""
    console = Console()
    table = Table(box=None, pad_edge=False)
    for heading in ("id", "title", "type", "authority", "year", "pages", "status"):
        table.add_column(heading, no_wrap=heading == "id")
    for item in found["documents"]:
        table.add_row(
            item["id"],
            item["title"],
            item["document_type"],
            item["authority"] or "",
            str(item["year"] or ""),
            str(item["pages"]),
            item["status"],
        )
    console.print(table)
    if any(item["status"] == FileStatus.QUARANTINED for item in found["documents"]):
        console.print(Text("quarantined: hides text; `kb documents show ID` says where", "red"))
    for failure in found["failures"]:
        console.print(Text(f"unreadable: {failure['source']}: {failure['cause']}", style="red"))


_FACTS = ("id", "status", "document_type", "standing", "authority", "year", "access", "parser")


def print_details(found: dict[str, Any], *, pages: bool) -> None:
    """One document: its facts, what it hides, and, if `pages`, how each page was read."""
    console = Console()
    console.print(Text(found["title"], style="bold"))
    for name in _FACTS:
        if found[name] is not None:
            console.print(Text(f"{name.replace('_', ' ')}: {found[name]}"))
    for source in found["sources"]:
        console.print(Text(f"source: {source}"))
    for item in found["hidden"]:
        said = f"hidden on page {item['page']}: {item['words']} words, {item['reason']}"
        console.print(Text(said, style="red"))
    for item in found["acceptances"]:
        why = f": {item['reason']}" if item["reason"] else ""
        console.print(Text(f"accepted by {item['by']} on {item['at']}{why}"))
    unread = found["unreadable_pages"]
    console.print(Text(f"{found['pages']} pages, {len(unread)} of them unreadable"))
    if pages:
        console.print(_pages_table(found["page_list"]))


def _pages_table(rows: list[dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False)
    headings = ("page", "state", "characters", "words", "sure", "read by", "pictures", "figures")
    for heading in (*headings, "tables", "note"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(
            row["label"] or str(row["number"]),
            row["state"],
            str(row["characters"]),
            _percent(row["word_shape"]),
            _percent(row["confidence"]),
            row["extractor"],
            *("" if row[n] is None else str(row[n]) for n in ("pictures", "figures", "tables")),
            row["cause"] or "",
        )
    return table


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def print_recommendations(found: dict[str, Any]) -> None:
    """A table of recommendations, what is repeated, and who makes none."""
    console = Console()
    items = found["recommendations"]
    console.print(_recommendations_table(items))
    for group in found["repetitions"]:
        console.print(Text(f"made by {group['reviews']} reviews:", style="bold"))
        for wording in group["wordings"]:
            item = items[wording["recommendation"]]
            changes = "; ".join(map(_change, wording["changes"]))
            title, number = item["place"]["title"], item["number"] or "unnumbered"
            console.print(Text(f"  {title}, {number}: {changes or 'as above'}"))
    for said in found["none_made"]:
        line = f"makes none, by its own words: {said['title']}, {_place(said)}: "
        console.print(Text(line + quoted(" ".join(said["quote"].split()))))
    if found["none_found"]:
        console.print(Text(f"no recommendation found in {len(found['none_found'])} documents"))


def _change(change: dict[str, str]) -> str:
    says, instead_of = change["says"], change["instead_of"]
    if not says:
        return f"without {quoted(instead_of)}"
    return (
        f"{quoted(says)} instead of {quoted(instead_of)}" if instead_of else f"adds {quoted(says)}"
    )


def _recommendations_table(items: list[dict[str, Any]]) -> Table:
    table = Table(show_lines=True, expand=True)
    for heading, ratio in (
        ("document", 4),
        ("no.", 2),
        ("recommendation", 9),
        ("to", 4),
        ("by, status", 3),
        ("where", 2),
    ):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for item in items:
        table.add_row(
            Text(item["place"]["title"]),
            Text(item["number"] or ""),
            Text(" ".join(item["place"]["quote"].split())),
            Text("; ".join(item["addressees"])),
            Text("\n".join(filter(None, (item["due"], item["status"])))),
            Text(_place(item["place"])),
        )
    return table


def print_timeline(found: dict[str, Any]) -> None:
    """Events by date with what is wrong with a date; a year that is not printed is marked."""
    table = Table(show_lines=True, expand=True)
    for heading, ratio in (("when", 3), ("what", 9), ("agency", 3), ("where", 4)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for event in found["events"]:
        when = Text(event["first"] or event["date"])
        if event["last"] != event["first"]:
            when.append(f" to {event['last']}")
        if not event["year_stated"]:
            when.append("\nyear from the context", style="dim")
        for fault in event["faults"]:
            when.append(f"\n{fault}", style="red")
        table.add_row(
            when,
            Text(" ".join(event["place"]["quote"].split())),
            Text(event["agency"] or ""),
            Text(f"{event['place']['title']}, {_place(event['place'])}"),
        )
    Console().print(table)
