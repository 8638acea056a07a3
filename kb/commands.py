"""The sub-commands that need only the core: ask, search, documents, verify, erase."""

import json
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import click

from kb.command_options import AS_CSV, AS_JSON, conditions

if TYPE_CHECKING:
    from kb.knowledge_base import KnowledgeBase


@click.command()
@click.argument("question")
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="NAME=VALUE",
    help="Only documents with this value of a field; two values of one field: either.",
)
@click.option(
    "--no-filter",
    "ignored",
    multiple=True,
    metavar="NAME",
    help="Read no condition on this field out of the question.",
)
@click.option("--no-expand", is_flag=True, help="Search the question's own words only.")
@click.option(
    "--csv", "as_csv", is_flag=True, help="Print the rows of a set answer, or a tally, as CSV."
)
@AS_JSON
def ask(
    question: str,
    filters: tuple[str, ...],
    ignored: tuple[str, ...],
    no_expand: bool,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Answer a question with verified quotations, or refuse honestly."""
    values: dict[str, list[str]] = {}
    for text in filters:
        name, value = _pair(text)
        values.setdefault(name, []).append(value)
    steering = {"filters": values, "ignored": list(ignored), "expand": not no_expand}
    answer = _from_server("POST", "/ask", {"question": question, **steering})
    if answer is None:
        from kb.planning import Steering
        from kb.types import to_json

        with _open() as kb:
            answer = to_json(kb.ask(question, steering=Steering(values, ignored, not no_expand)))
    if as_json:
        click.echo(json.dumps(answer, indent=1, ensure_ascii=False))
        return
    from kb.answer_tables import print_answer, rows_csv, tally_csv

    if not as_csv:
        print_answer(answer)
    elif answer["tally"] is not None:
        click.echo(tally_csv(answer), nl=False)
    elif answer["count"] is None:
        raise click.UsageError(
            f"only an answer about a set of reviews or documents has rows for --csv; this is "
            f"{answer['kind']}, {answer['status'].replace('_', ' ')}: use --json"
        )
    else:
        click.echo(rows_csv(answer), nl=False)


@click.command()
@click.argument("query")
@click.option("-k", default=10, show_default=True, help="How many passages.")
@AS_JSON
def search(query: str, k: int, as_json: bool) -> None:
    """Rank passages for a query."""
    result = _from_server("GET", f"/search?{urlencode({'q': query, 'k': k})}")
    if result is None:
        from kb.types import to_json

        with _open() as kb:
            result = to_json(kb.search(query, k))
    if as_json:
        click.echo(json.dumps(result, indent=1, ensure_ascii=False))
    else:
        from kb.printing import print_hits

        print_hits(result)


@click.group(invoke_without_command=True)
@conditions
@click.option("--facets", is_flag=True, help="Count values of fields instead of listing.")
@AS_CSV
@AS_JSON
@click.pass_context
def documents(  # noqa: PLR0913, PLR0917 - one parameter an option
    context: click.Context,
    document_type: str | None,
    authority: str | None,
    year: str | None,
    named: tuple[str, ...],
    facets: bool,
    as_csv: bool,
    as_json: bool,
) -> None:
    """List the documents held, and the files that could not be read."""
    if context.invoked_subcommand is not None:
        return
    from kb import inventory
    from kb.access import LOCAL
    from kb.types import to_json

    wanted = inventory.conditions(document_type, authority, year, named)
    with _open() as kb, kb.read(LOCAL) as snapshot:
        entries = inventory.matching(inventory.entries(snapshot.held, snapshot.fields), wanted)
        failures = [{"source": s, "cause": c} for s, c in snapshot.failures.items()]
    found: dict[str, Any]
    if facets:
        found = {"facets": inventory.facets(entries)}
    else:
        found = {"documents": [to_json(entry.summary) for entry in entries], "failures": failures}
    if as_json:
        click.echo(json.dumps(found, indent=1, ensure_ascii=False))
    elif as_csv:
        click.echo(inventory.as_csv(entries), nl=False)
    elif facets:
        from kb.printing import print_facets

        print_facets(found["facets"])
    else:
        from kb.printing import print_documents

        print_documents(found)


@documents.command()
@click.argument("document_id", metavar="DOCUMENT")
@click.option("--pages", is_flag=True, help="Say of every page how it was read.")
@AS_JSON
def show(document_id: str, pages: bool, as_json: bool) -> None:
    """Show one document: what it is, how it was read, what it hides."""
    from kb.access import LOCAL
    from kb.types import to_json

    with _open() as kb, kb.read(LOCAL) as snapshot:
        found = to_json(snapshot.details(document_id))
    if as_json:
        click.echo(json.dumps(found, indent=1, ensure_ascii=False))
    else:
        from kb.printing import print_details

        print_details(found, pages=pages)


@documents.command()
@click.argument("document_id", metavar="DOCUMENT")
@click.option("--by", required=True, help="Who has looked at it.")
@click.option("--reason", help="Why it may be searched, for the store's history.")
@AS_JSON
def accept(document_id: str, by: str, reason: str | None, as_json: bool) -> None:
    """Let a document be searched that was quarantined because it hides text."""
    if not by.strip():
        raise click.BadParameter("a name is needed", param_hint="--by")
    from kb.access import LOCAL
    from kb.types import to_json

    with _open() as kb:
        kb.accept(document_id, by.strip(), reason)
        kb.build_index()
        with kb.read(LOCAL) as snapshot:
            found = to_json(snapshot.details(document_id))
    if as_json:
        click.echo(json.dumps(found, indent=1, ensure_ascii=False))
    else:
        click.echo(f"accepted {document_id} ({found['title']}); it is searched from now on")


@documents.command()
@click.argument("document_id", metavar="DOCUMENT")
@click.argument("values", nargs=-1, required=True, metavar="NAME=VALUE...")
@click.option("--by", required=True, help="Who says so.")
@click.option("--reason", help="Why, for the store's history.")
@AS_JSON
def edit(
    document_id: str, values: tuple[str, ...], by: str, reason: str | None, as_json: bool
) -> None:
    """Correct what was read of a document: title, type, authority, year, any field.

    "unknown" takes a value away; several values stand with semicolons between. A correction stays
    with the document's source and survives the next `kb ingest`.
    """
    from kb.access import LOCAL
    from kb.types import to_json

    with _open() as kb:
        kb.correct(document_id, dict(_pairs(values)), by, reason)
        with kb.read(LOCAL) as snapshot:
            summary = snapshot.document(document_id)
            fields = snapshot.fields[document_id]
    if as_json:
        found = {"document": to_json(summary), "fields": to_json(fields)}
        click.echo(json.dumps(found, indent=1, ensure_ascii=False))
    else:
        click.echo(f"corrected {document_id} ({summary.title})")


def _pairs(values: tuple[str, ...]) -> list[tuple[str, str]]:
    """Names and values of arguments `name=value`, the names as fields are called."""
    from kb.correcting import checked_name

    found = []
    for text in values:
        name, value = _pair(text)
        found.append((checked_name(name), value))
    return found


def _pair(text: str) -> tuple[str, str]:
    name, _, value = (part.strip() for part in text.partition("="))
    if not name or not value:
        raise click.UsageError(f"{text!r}: write NAME=VALUE, for example year=2016")
    return name, value


@click.command()
@click.option("--repair", is_flag=True, help="Build the vector index anew, clear leftovers.")
@AS_JSON
def verify(repair: bool, as_json: bool) -> None:
    """Check that the store is whole; exit 1 when it is not."""
    with _open() as kb:
        if repair:
            kb.repair()
        faults = kb.verify()
    if as_json:
        click.echo(json.dumps({"faults": faults}, indent=1))
    else:
        click.echo("\n".join(faults) or "the store is whole")
    sys.exit(1 if faults else 0)


@click.command()
@click.argument("document_id", metavar="DOCUMENT")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--reason", help="Why, for the store's history.")
def erase(document_id: str, yes: bool, reason: str | None) -> None:
    """Take a document out of the catalogue, the index and the kept files."""
    from kb.access import LOCAL

    with _open() as kb:
        with kb.read(LOCAL) as snapshot:
            title = snapshot.document(document_id).title
        if not yes:
            click.confirm(f"Erase {document_id} ({title})?", abort=True, err=True)
        kb.remove(document_id, reason)
        kb.build_index()
    click.echo(f"erased {document_id} ({title})")


def _open() -> "KnowledgeBase":
    """The store that the environment names, saying what it waits for."""
    from kb.config import Settings
    from kb.knowledge_base import KnowledgeBase

    def waiting(message: str) -> None:
        click.echo(f"{message}; a running `kb serve` would have it ready", err=True)

    return KnowledgeBase.open(Settings(), on_load=waiting)


def _from_server(method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """What a running server of the same store answers; None where none runs."""
    import os
    from pathlib import Path

    from kb import server_client

    socket = server_client.find_server(Path(os.environ.get("KB_STORE", ".kb")))
    return None if socket is None else server_client.request(socket, method, path, body)
