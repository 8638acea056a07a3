"""Themes on a terminal, from their JSON form."""

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kb.wording import basis_words, place, quoted

_SIGNS = {"present": "●", "good practice": "+", "absent": "○", "recommended": "r"}


def print_themes(found: dict[str, Any]) -> None:
    """Counts of themes, their groups, the matrix, or the sentences on one theme."""
    console = Console()
    if "mentions" in found:
        _print_mentions(console, found)
    elif "reviews" in found:
        _print_matrix(console, found)
    elif "groups" in found:
        _print_groups(console, found)
    else:
        _print_counts(console, found)
    console.print(Text(basis_words(found["basis"]), style="dim"))


def _print_counts(console: Console, found: dict[str, Any]) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("theme", no_wrap=True)
    for heading in ("found", "good", "absent", "advice", "sentences"):
        table.add_column(heading, justify="right")
    silent = 0
    for row in found["themes"]:
        counts = [row[n] for n in ("present", "only_good_practice", "only_absent")]
        counts.append(row["only_recommended"])
        if any(counts):
            table.add_row(row["label"], *map(_number, (*counts, row["sentences"])))
        else:
            silent += 1
    console.print(table)
    if silent:
        console.print(Text(f"{silent} themes found nowhere"))
    console.print(Text("good, absent, advice: reviews that say no more than that", style="dim"))


def _print_groups(console: Console, found: dict[str, Any]) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("theme", no_wrap=True)
    for group in found["groups"]:
        table.add_column(f"{group['value']}\nof {group['reviews']}", justify="right")
    for row in found["themes"]:
        if row["present"]:
            counts = (row["present"].get(group["value"], 0) for group in found["groups"])
            table.add_row(row["label"], *map(_number, counts))
    console.print(table)


def _print_matrix(console: Console, found: dict[str, Any]) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("theme", no_wrap=True)
    for number in range(1, len(found["reviews"]) + 1):
        table.add_column(str(number), justify="center")
    for row in found["themes"]:
        if row["reviews"]:
            signs = (
                _SIGNS[s] if (s := row["reviews"].get(r["id"])) else "" for r in found["reviews"]
            )
            table.add_row(row["label"], *signs)
    console.print(table)
    for number, review in enumerate(found["reviews"], 1):
        named = ", ".join(str(review[key]) for key in ("authority", "year") if review[key])
        console.print(Text(f"{number:3} {review['title']}" + (f" ({named})" if named else "")))
    key = ", ".join(f"{sign} {stance}" for stance, sign in _SIGNS.items())
    console.print(Text(key, style="dim"))


def _print_mentions(console: Console, found: dict[str, Any]) -> None:
    console.print(Text(f"{found['label']}: {found['scope_note']}", style="bold"))
    table = Table(show_lines=True, expand=True)
    for heading, ratio in (("document", 4), ("says", 2), ("in its own words", 9), ("where", 2)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for item in found["mentions"]:
        at = item["place"]
        says = item["polarity"] if item["act"] == "finding" else item["act"]
        table.add_row(
            Text(f"{at['title']}\n{at['standing']}"),
            Text(says),
            Text(quoted(" ".join(at["quote"].split()))),
            Text(place(at["page_label"], at["paragraph"], at["section"])),
        )
    console.print(table)


def _number(n: int) -> str:
    return str(n) if n else "·"
