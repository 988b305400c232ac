"""``lianfang import residents``."""

from pathlib import Path

import click
from django.utils.translation import gettext as _

from lianfang.accounts.actors import Actor
from lianfang.exchange import Mapping, match_columns
from lianfang.kernel.errors import NotFound
from lianfang.people.exchange import RESIDENTS
from lianfang.people.importing.importer import Importer, Tally
from lianfang.people.importing.opening import left_aside, open_list
from lianfang.territory.models import Area
from lianfang.territory.selectors import area_at, area_of_code, search_areas


@click.command("residents")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", required=True, metavar="AREA", help="The area the list is for: its code, its name or its path.")
@click.option("--sheet", help="The sheet of a workbook; the first one that names people.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=N",
    help="The Nth column holds FIELD (0: none does), such as phone=3.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the result goes: your own file with two columns more.",
)
def residents(
    file: Path, into: str, sheet: str | None, columns: tuple[str, ...], dry_run: bool, out: Path | None
) -> None:
    """Bring a list of residents (XLSX, XLS, ODS, CSV) into the register.

    Columns may stand in any order. The same list a second time changes nothing.
    """
    area = _area(into)
    table = open_list(file, file.name, sheet)
    mapping = _chosen(match_columns(table.header, RESIDENTS), columns)
    if sheet is None and (aside := left_aside(table)):
        click.echo(str(aside))
    for problem in mapping.problems:
        raise click.ClickException(str(problem))
    importer = Importer(Actor.system("command-line"), area.path, table, mapping, dry=dry_run)
    with click.progressbar(importer.batches(), label=_("rows"), show_eta=False) as batches:
        for _batch in batches:
            batches.label = _("%(count)s rows") % {"count": f"{importer.tally.rows:,}"}
    click.echo(summary(importer.tally, dry=dry_run))
    if out is not None:
        importer.result.save(out)
        click.echo(_("What became of each row: %(file)s") % {"file": out})
    if importer.tally.rows == importer.tally.refused:
        raise click.exceptions.Exit(1)


def _chosen(mapping: Mapping, columns: tuple[str, ...]) -> Mapping:
    """The mapping with columns put to fields as FIELD=N, N counted from 1, 0 for none."""
    chosen: dict[str, int | None] = {}
    fields, width = {column.field for column in mapping.columns}, len(mapping.header.names)
    for pair in columns:
        field, _sign, number = pair.partition("=")
        if field not in fields or not number.isdecimal() or int(number) > width:
            said = _("“%(pair)s” is no column: write FIELD=N, N from 0 to %(count)s, FIELD one of %(fields)s.")
            raise click.ClickException(said % {"pair": pair, "count": width, "fields": ", ".join(sorted(fields))})
        chosen[field] = int(number) - 1 if int(number) else None
    return mapping.choose(chosen)


def summary(tally: Tally, *, dry: bool) -> str:
    """The numbers in two sentences; none taken is not called a success."""
    would = _("Nothing is written. What would happen with %(rows)s rows:")
    did = _("What happened with %(rows)s rows:")
    numbers = _(
        "%(new)s added, %(updated)s corrected, %(unchanged)s as on record, %(refused)s not taken; "
        "%(doubles)s likely duplicates."
    )
    said = {name: f"{count:,}" for name, count in tally.as_json().items()}
    return f"{(would if dry else did) % said} {numbers % said}"


def _area(text: str) -> Area:
    """The area meant by a code, a path, or a name that only one area bears."""
    if area := area_of_code(text):
        return area
    try:
        return area_at(text)
    except NotFound:
        found = [area for area in search_areas(text) if area.name == text]
    if len(found) != 1:
        raise NotFound("people.several_areas" if found else "people.no_such_area", name=text)
    return found[0]


IMPORTS = [residents]
