"""The sub-commands that list what documents hold: recommendations, timeline, themes."""

import click

from kb.command_options import AS_CSV, AS_JSON, conditions, print_list, reading


@click.command()
@click.option("--document", "document_id", metavar="ID", help="Of this document alone.")
@click.option("--addressee", metavar="TEXT", help="Asked of somebody whose name holds this.")
@click.option(
    "--repeated",
    metavar="N",
    type=click.IntRange(min=2),
    help="Made by N reviews or more in nearly the same words.",
)
@AS_JSON
@AS_CSV
def recommendations(
    document_id: str | None,
    addressee: str | None,
    repeated: int | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """List recommendations and resolutions: to whom, by when, and how far they are."""
    from kb.printing import print_recommendations
    from kb.records import list_recommendations
    from kb.tabular import recommendations_csv

    with reading() as snapshot:
        found = list_recommendations(snapshot, document_id, addressee, repeated)
    print_list(
        found,
        as_json=as_json,
        as_csv=as_csv,
        csv=recommendations_csv,
        table=print_recommendations,
    )


@click.command()
@click.argument("named", metavar="DOCUMENT-OR-TITLE")
@AS_JSON
@AS_CSV
def timeline(named: str, as_json: bool, as_csv: bool) -> None:
    """List what happened when, by a document's id or by words of a title."""
    from kb.printing import print_timeline
    from kb.records import list_events
    from kb.tabular import timeline_csv

    with reading() as snapshot:
        found = list_events(snapshot, named)
    print_list(found, as_json=as_json, as_csv=as_csv, csv=timeline_csv, table=print_timeline)


@click.command()
@click.option("--by", type=click.Choice(["year", "authority"]), help="Count in groups.")
@click.option("--matrix", is_flag=True, help="Show what each review says of each theme.")
@click.option("--theme", metavar="NAME", help="List the sentences on one theme.")
@click.option("--all-types", is_flag=True, help="Count all papers, and not reviews alone.")
@click.option("--retag", is_flag=True, help="Tag anew what another vocabulary tagged, and end.")
@conditions
@AS_JSON
@AS_CSV
def themes(  # noqa: PLR0913, PLR0917 - one parameter an option
    by: str | None,
    matrix: bool,
    theme: str | None,
    all_types: bool,
    retag: bool,
    document_type: str | None,
    authority: str | None,
    year: str | None,
    named: tuple[str, ...],
    as_json: bool,
    as_csv: bool,
) -> None:
    """Count the reviews that find each theme of the vocabulary, or list the sentences on one.

    A report, its copies and its summary are one review. Only reviews count, unless --type or
    --all-types asks for other papers.
    """
    if (by is not None) + matrix + (theme is not None) + retag > 1:
        raise click.UsageError("--by, --matrix, --theme and --retag exclude each other")
    if retag:
        _retag(as_json=as_json)
        return
    from kb import inventory
    from kb.printing_themes import print_themes
    from kb.tabular import themes_csv
    from kb.theme_lists import Grouping, ThemeList, ThemeSurvey

    wanted = inventory.conditions(document_type, authority, year, named)
    found: ThemeList
    with reading() as snapshot:
        survey = ThemeSurvey(snapshot, wanted, all_types=all_types)
        if theme is not None:
            found = survey.mentions(theme)
        elif matrix:
            found = survey.matrix()
        elif by is not None:
            found = survey.grouped(Grouping(by))
        else:
            found = survey.counts()
    if found.basis.tagged_now:
        click.echo(
            f"{found.basis.tagged_now} documents were tagged for this list alone: another "
            "vocabulary made what is kept; `kb themes --retag` tags them for good",
            err=True,
        )
    print_list(found, as_json=as_json, as_csv=as_csv, csv=themes_csv, table=print_themes)


def _retag(*, as_json: bool) -> None:
    """Finds theme mentions anew where the vocabulary has changed."""
    import json

    from kb.config import Settings
    from kb.knowledge_base import KnowledgeBase

    def told(done: int, total: int) -> None:
        if done % 100 == 0:
            click.echo(f"{done} of {total} documents", err=True)

    with KnowledgeBase.open(Settings()) as kb:
        n = kb.retag(told)
    click.echo(json.dumps({"documents": n}) if as_json else f"tagged {n} documents anew")
