"""``lianfang bulletin``: the bulletin of a day as a file."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import click

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import NotFound
from lianfang.reporting.models import Bulletin
from lianfang.reporting.selectors import bulletins_visible_to, published_bulletins
from lianfang.reporting.writing import Document, as_docx, as_pdf, document_of
from lianfang.territory.selectors import area_of_code

FORMATS: Mapping[str, Callable[[Document], bytes]] = {
    "pdf": as_pdf,
    "docx": as_docx,
    "text": lambda document: document.text.encode(),
}


@click.command()
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day; the latest bulletin without it.")
@click.option("--area", default="", help="The path or code of the area; any without it.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@click.option("--drafts", is_flag=True, help="Not only what is published.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; text goes to the screen.",
)
def bulletin(day: datetime | None, area: str, form: str, language: str, drafts: bool, output: Path | None) -> None:
    """Write a bulletin as PDF, Word or text."""
    document = document_of(_found(day, area, drafts=drafts), language)
    if form == "text" and output is None:
        click.echo(document.text)
        return
    target = output or Path(f"bulletin-{language}.{form}")
    target.write_bytes(FORMATS[form](document))
    click.echo(f"{target}")


def _found(day: datetime | None, area: str, *, drafts: bool) -> Bulletin:
    rows = bulletins_visible_to(Actor.system("cli")) if drafts else published_bulletins()
    rows = rows.filter(day=day.date()) if day else rows
    if area:
        known = area_of_code(area)
        rows = rows.filter(area_path=known.path if known else area)
    if found := rows.first():
        return found
    raise NotFound("reporting.no_such_bulletin")


COMMANDS = [bulletin]
