"""``lianfang import records``."""

from pathlib import Path

import click
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.acts.records import kind_of, kinds
from lianfang.acts.tables import Taking, columns_for, template_of
from lianfang.exchange import read_table


@click.command("records")
@click.argument("kind")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--as", "who", metavar="USER", help="The login of whoever answers for the rows.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Your own file with two columns more.")
@click.option("--template", type=click.Path(dir_okay=False, path_type=Path), help="Write the empty table to fill in.")
def records(kind: str, file: Path | None, who: str | None, out: Path | None, template: Path | None) -> None:
    """Bring in records of one KIND from a table, such as a shift's presses or temperatures kept on paper.

    Each row is taken or refused by itself. The same file a second time changes nothing.
    """
    if kind not in kinds:
        raise click.ClickException(
            _("There is no such kind. There are: %(kinds)s.") % {"kinds": ", ".join(_by_table())}
        )
    if template is not None:
        template.write_bytes(template_of(kind_of(kind), get_language() or "zh"))
        click.echo(_("The empty table: %(file)s") % {"file": template})
    if file is not None:
        _take(kind, file, _user(who), out)
    elif template is None:
        raise click.UsageError("Name the file, or --template for an empty one.")


def _by_table() -> list[str]:
    return [code for code, kind in kinds.items() if kind.find is not None and not kind.sheet.parts]


def _user(who: str | None) -> Actor:
    user = User.objects.filter(username=who, is_active=True).first() if who else None
    if user is None:
        raise click.ClickException(_("Say by --as who answers for the rows: the login of somebody with the right to."))
    return Actor.of(user)


def _take(kind: str, file: Path, actor: Actor, out: Path | None) -> None:
    columns = columns_for(kind_of(kind))
    taking = Taking(actor, kind_of(kind), read_table(file, file.name, columns=columns))
    for _number in taking.run():
        pass
    click.echo(
        _("%(taken)s rows recorded, %(refused)s not taken.") % {"taken": taking.taken, "refused": taking.refused}
    )
    if out is not None:
        taking.result.save(out)
        click.echo(_("What became of each row: %(file)s") % {"file": out})
    if taking.refused and not taking.taken:
        raise click.exceptions.Exit(1)


IMPORTS = [records]
