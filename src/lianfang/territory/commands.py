"""``lianfang import divisions``."""

from pathlib import Path

import click
from django.utils.translation import gettext as _

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import Invalid
from lianfang.kernel.wording import Reason
from lianfang.territory.divisions import wording
from lianfang.territory.divisions.edition import files_at
from lianfang.territory.services import apply_import, plan_import


@click.command("divisions")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", "into", multiple=True, metavar="OLD=NEW", help="The abolished code OLD continues as NEW.")
@click.option(
    "--document", default="", help="The paper on which the changes rest; it stands in the history of each area."
)
@click.option("--all", "everything", is_flag=True, help="List every change, not the first thirty of a kind.")
@click.option("--yes", is_flag=True, help="Do not ask before it is done.")
def divisions(files: tuple[Path, ...], into: tuple[str, ...], document: str, everything: bool, yes: bool) -> None:
    """Bring in an edition of the national division codes (CSV or XLSX, plain or gzip): all levels' FILES together.

    Shows what would change and what follows it, and asks. The same files a second time change nothing.
    """
    actor, contents, successors = Actor.system("command-line"), list(files_at(files)), _successors(into)
    plan = plan_import(actor=actor, files=contents, into=successors)
    for line in wording.summary(plan):
        click.echo(line)
    for line in wording.details(plan, None if everything else wording.SHOWN):
        click.echo(f"  {line}")
    if not plan.changes:
        click.echo(_("Nothing to do: everything stands as the files say."))
    elif not plan.blocked and (yes or click.confirm(_("Do it?"))):
        apply_import(actor=actor, files=contents, into=successors, document=document)
        click.echo(_("Done."))
    else:
        click.echo(_("Nothing was changed."))
        raise click.exceptions.Exit(1)


def _successors(pairs: tuple[str, ...]) -> dict[str, str]:
    split = [pair.partition("=") for pair in pairs]
    if wrong := next((pair for pair, (old, _sign, new) in zip(pairs, split, strict=True) if not old or not new), ""):
        raise Invalid({"into": Reason.of("territory.no_pair", pair=wrong)})
    return {old.strip(): new.strip() for old, _sign, new in split}


IMPORTS = [divisions]
