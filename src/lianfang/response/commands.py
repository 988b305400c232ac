"""What the command line can be asked about editions."""

from collections.abc import Sequence

import click

from lianfang.protocols import editions, load_edition
from lianfang.protocols.report import assumption_lines


@click.command("protocols")
@click.argument("codes", nargs=-1, metavar="[EDITION]...")
@click.option("--count", is_flag=True, help="Only how many assumptions each edition makes.")
def check_protocols(codes: Sequence[str], count: bool) -> None:
    """Read the editions and list what nobody but us has decided (本地假设)."""
    known = editions()
    if unknown := [code for code in codes if code not in known]:
        raise click.BadParameter(f"{unknown[0]!r} is no edition; there are {', '.join(known)}")
    for code in codes or known:
        lines = list(assumption_lines(load_edition(code)))
        click.echo("\n".join(lines[:1] if count else lines))


COMMANDS: list[click.Command] = []
CHECKS: list[click.Command] = [check_protocols]
