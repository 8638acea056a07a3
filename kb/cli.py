"""The `kb` command: finds its sub-commands through the entry-point group `kb.commands`, lazily.

Each sub-command lives in the package that owns it, so nothing here imports upwards and
`kb --help` loads none of the heavy libraries.
"""

import logging
import sys
from importlib.metadata import EntryPoint, entry_points

import click

from kb.errors import KBError


class _Commands(click.Group):
    """Sub-commands by entry point, imported when first needed."""

    def _found(self) -> dict[str, EntryPoint]:
        return {point.name: point for point in entry_points(group="kb.commands")}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self._found())

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        point = self._found().get(name)
        command: click.Command | None = None if point is None else point.load()
        return command


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-v", "--verbose", is_flag=True, help="Say more on stderr.")
@click.version_option(package_name="safeguarding-kb")
def cli(verbose: bool) -> None:
    """A knowledge base of child safeguarding reviews that answers with verified quotations.

    The store is the folder that KB_STORE names (default ./.kb).
    """
    level = logging.INFO if verbose else logging.WARNING
    logging.basicConfig(
        level=level, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr
    )


def main() -> None:
    """Runs the command line; errors of the system become one line on stderr and exit code 2."""
    try:
        cli()
    except KBError as error:
        click.echo(f"kb: {error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
