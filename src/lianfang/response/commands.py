"""What the command line can be asked about editions."""

from collections.abc import Sequence
from pathlib import Path

import click
from django.utils.translation import get_language

from lianfang.protocols import Edition, ProtocolError, editions, load_edition, load_file
from lianfang.protocols.report import assumption_lines, value_lines


@click.command("protocols")
@click.argument("codes", nargs=-1, metavar="[EDITION|FILE.toml]...")
@click.option("--count", is_flag=True, help="Only how many assumptions each edition makes.")
@click.option("--all", "every", is_flag=True, help="Every value with where it comes from.")
@click.option(
    "--language", type=click.Choice(["en", "zh"]), help="Language of the reasons; that of the program if left out."
)
def check_protocols(codes: Sequence[str], count: bool, every: bool, language: str | None) -> None:
    """Read the editions and list what nobody but us has decided (本地假设), or every value with its origin.

    A value that is taken over from an edition that this one follows shows that one's code in brackets. A file of one's own
    is read as the shipped ones are; what is wrong with it is said with its line.
    """
    lines_of = value_lines if every else assumption_lines
    for edition in map(_edition, codes or editions()):
        lines = list(lines_of(edition, language or get_language() or "en"))
        click.echo("\n".join(lines[:1] if count else lines))


def _edition(code: str) -> Edition:
    """A shipped edition by its code, or one in a file."""
    try:
        if code.endswith(".toml"):
            return load_file(Path(code))
        if code in editions():
            return load_edition(code)
    except ProtocolError as refused:
        raise click.ClickException(str(refused)) from None
    raise click.BadParameter(f"{code!r} is no edition; there are {', '.join(editions())}")


COMMANDS: list[click.Command] = []
CHECKS: list[click.Command] = [check_protocols]
