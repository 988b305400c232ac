"""What the command line can be asked about editions."""

from collections.abc import Sequence

import click
from django.utils.translation import get_language

from lianfang.protocols import editions, load_edition
from lianfang.protocols.report import assumption_lines, value_lines


@click.command("protocols")
@click.argument("codes", nargs=-1, metavar="[EDITION]...")
@click.option("--count", is_flag=True, help="Only how many assumptions each edition makes.")
@click.option("--all", "every", is_flag=True, help="Every value with where it comes from.")
@click.option(
    "--language", type=click.Choice(["en", "zh"]), help="Language of the reasons; that of the program if left out."
)
def check_protocols(codes: Sequence[str], count: bool, every: bool, language: str | None) -> None:
    """Read the editions and list what nobody but us has decided (本地假设), or every value with its origin.

    A value that is taken over from an edition that this one follows shows that one's code in brackets.
    """
    lines_of = value_lines if every else assumption_lines
    known = editions()
    if unknown := [code for code in codes if code not in known]:
        raise click.BadParameter(f"{unknown[0]!r} is no edition; there are {', '.join(known)}")
    for code in codes or known:
        lines = list(lines_of(load_edition(code), language or get_language() or "en"))
        click.echo("\n".join(lines[:1] if count else lines))


COMMANDS: list[click.Command] = []
CHECKS: list[click.Command] = [check_protocols]
