"""The sub-commands that list what documents hold: recommendations, timeline."""

import json
from typing import Any

import click

_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
_CSV = click.option("--csv", "as_csv", is_flag=True, help="Print CSV for a spreadsheet.")
_PLACE = ("title", "authority", "year", "page_label", "page", "paragraph", "document_id")
_RECOMMENDATION = (
    "kind",
    "number",
    "quote",
    "addressees",
    "scope",
    "due",
    "status",
    "action",
    "lead",
    *_PLACE,
)
_EVENT = ("first", "last", "date", "precision", "year_stated", "quote", "agency", "faults", *_PLACE)


@click.command()
@click.option("--document", "document_id", metavar="ID", help="Of this document alone.")
@click.option("--addressee", metavar="TEXT", help="Asked of somebody whose name holds this.")
@click.option(
    "--repeated",
    metavar="N",
    type=click.IntRange(min=2),
    help="Made by N reviews or more in nearly the same words.",
)
@_JSON
@_CSV
def recommendations(
    document_id: str | None,
    addressee: str | None,
    repeated: int | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """List recommendations and resolutions: to whom, by when, and how far they are."""
    from kb.records import list_recommendations

    with _snapshot() as snapshot:
        found = _plain(list_recommendations(snapshot, document_id, addressee, repeated))
    if as_csv:
        _print_csv(found["recommendations"], _RECOMMENDATION, as_json)
    elif as_json:
        click.echo(json.dumps(found, indent=1, ensure_ascii=False))
    else:
        from kb.printing import print_recommendations

        print_recommendations(found)


@click.command()
@click.argument("named", metavar="DOCUMENT-OR-TITLE")
@_JSON
@_CSV
def timeline(named: str, as_json: bool, as_csv: bool) -> None:
    """List what happened when, by a document's id or by words of a title."""
    from kb.records import list_events

    with _snapshot() as snapshot:
        found = _plain(list_events(snapshot, named))
    if as_csv:
        _print_csv(found["events"], _EVENT, as_json)
    elif as_json:
        click.echo(json.dumps(found, indent=1, ensure_ascii=False))
    else:
        from kb.printing import print_timeline

        print_timeline(found)


def _snapshot() -> Any:
    """The store that the environment names, to be read without its model."""
    from contextlib import contextmanager

    from kb.access import LOCAL
    from kb.config import Settings
    from kb.knowledge_base import KnowledgeBase

    @contextmanager
    def opened() -> Any:
        with KnowledgeBase.open(Settings()) as kb, kb.read(LOCAL) as snapshot:
            yield snapshot

    return opened()


def _plain(found: Any) -> Any:
    from kb.types import to_json

    return to_json(found)


def _print_csv(items: list[dict[str, Any]], columns: tuple[str, ...], as_json: bool) -> None:
    from kb.spreadsheet import to_csv

    if as_json:
        raise click.UsageError("--csv and --json exclude each other")
    rows = [item | item["place"] for item in items]
    click.echo(to_csv(rows, columns), nl=False)
