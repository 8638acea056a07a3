"""What several sub-commands share: their options, the store that they read, how lists are printed.

Nothing heavy is imported here: `kb --help` loads every command.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kb.catalog import Snapshot

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
AS_CSV = click.option("--csv", "as_csv", is_flag=True, help="Print CSV for a spreadsheet.")

_CONDITIONS = (
    click.option("--type", "document_type", help="Only documents of this type."),
    click.option("--authority", help="Only documents of this authority, by any of its boards."),
    click.option("--year", help="Only documents of this year."),
    click.option(
        "--field", "named", multiple=True, metavar="NAME=VALUE", help="Only with this field."
    ),
)


def conditions(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that choose documents; `kb.inventory.conditions` takes them."""
    for option in reversed(_CONDITIONS):
        command = option(command)
    return command


@contextmanager
def reading() -> "Iterator[Snapshot]":
    """The store that the environment names, to be read without its model."""
    from kb.access import LOCAL
    from kb.config import Settings
    from kb.knowledge_base import KnowledgeBase

    with KnowledgeBase.open(Settings()) as kb, kb.read(LOCAL) as snapshot:
        yield snapshot


def print_list(
    found: Any,
    *,
    as_json: bool,
    as_csv: bool,
    csv: Callable[[Any], str],
    table: Callable[[dict[str, Any]], None],
) -> None:
    """Prints a record as JSON, as CSV, or for people; `table` takes its JSON form.

    Raises:
        click.UsageError: both forms are asked for.
    """
    if as_csv and as_json:
        raise click.UsageError("--csv and --json exclude each other")
    from kb.types import to_json

    if as_csv:
        click.echo(csv(found), nl=False)
    elif as_json:
        click.echo(json.dumps(to_json(found), indent=1, ensure_ascii=False))
    else:
        table(to_json(found))
