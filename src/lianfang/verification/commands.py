"""``lianfang import list``."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.kernel.errors import Invalid
from lianfang.orgs.selectors import units_at_work
from lianfang.verification.models import NameList
from lianfang.verification.rules import ListKind, Stage
from lianfang.verification.selectors import counts_of
from lianfang.verification.taking import runs

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("list")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "who", required=True, metavar="USER", help="The login of whoever takes the list in.")
@click.option("--from", "sender", required=True, help="Who sent it: a unit's name or code, or an office outside.")
@click.option("--kind", type=click.Choice([kind.value for kind in ListKind]), default=ListKind.OTHER.value)
@click.option("--purpose", required=True, help="What the list is for.")
@click.option("--ground", required=True, help="The letter or order, with its number.")
@click.option("--window", nargs=2, type=DAY, metavar="FROM UNTIL", help="The days asked about.")
@click.option("--due", type=click.DateTime(["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]), help="By when it is to be answered.")
@click.option("--column", "columns", nargs=2, multiple=True, metavar="FIELD HEADING", help="Which column is which.")
def name_list(file: Path, who: str, sender: str, columns: Sequence[tuple[str, str]], **said: Any) -> None:
    """Take in a verification list (XLSX, XLS, ODS, CSV) in any layout: match it, split it, ask.

    The same file of the same sender a second time changes nothing.
    """
    actor = _user(who)
    sent = _sent(actor, _about(sender, **said), file)
    if not sent.is_new and sent.name_list.stage == Stage.TAKEN:
        click.echo(_("This file was taken in before; nothing has changed."))
    else:
        _choose(actor, sent.name_list, dict(columns))
        _take_in(actor, sent.name_list)
    click.echo(summary(sent.name_list))


def _about(sender: str, *, kind: str, window: Any, due: datetime | None, **why: str) -> runs.About:
    unit = units_at_work().filter(name=sender).first() or units_at_work().filter(code=sender).first()
    first, last = (each.date() for each in window) if window else (None, None)
    return runs.About(
        kind=ListKind(kind),
        sender=unit,
        outside="" if unit else sender,
        window_from=first,
        window_until=last,
        due_at=timezone.make_aware(due) if due else None,
        **why,
    )


def _user(who: str) -> Actor:
    user = User.objects.filter(username=who, is_active=True).first()
    if user is None:
        raise click.ClickException(_("Say by --as who takes the list in: the login of somebody with the right to."))
    return Actor.of(user)


def _sent(actor: Actor, about: runs.About, file: Path) -> runs.Sent:
    try:
        return runs.send_list(actor=actor, about=about, filename=file.name, content=file.read_bytes())
    except Invalid as wrong:
        raise click.ClickException(str(wrong)) from None


def _choose(actor: Actor, found: NameList, columns: Mapping[str, str]) -> None:
    """Put fields to columns by what stands above them in the file."""
    headings = list(runs.opened(found)[0].header.names)
    if columns:
        at = {field: headings.index(text) if text in headings else len(headings) for field, text in columns.items()}
        try:
            found.mapping = runs.choose_columns(actor=actor, name_list=found.pk, columns=at).mapping
        except Invalid:
            raise click.ClickException(
                _("Say by --column which column is which. The file has: %(names)s.") % {"names": ", ".join(headings)}
            ) from None


def _take_in(actor: Actor, found: NameList) -> None:
    table, mapping = runs.opened(found)
    if problems := runs.problems_of(mapping):
        raise click.ClickException(" ".join(problems))
    if others := runs.left_out(table):
        click.echo(others, err=True)
    found = runs.begin(actor=actor, name_list=found.pk)
    with click.progressbar(runs.take_in(found), label=_("rows"), show_eta=False) as batches:
        for done in batches:
            batches.label = _("%(count)s rows") % {"count": f"{done:,}"}


def summary(found: NameList) -> str:
    """The numbers in a sentence."""
    counts = {name: f"{number:,}" for name, number in counts_of(found.lines.all()).items()}
    return (
        _("%(all)s rows: %(open)s to be verified, %(confirm)s to be confirmed, %(unowned)s that nobody has.") % counts
    )


IMPORTS = [name_list]
