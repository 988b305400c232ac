"""The command line ``lianfang``: each module brings its commands in ``commands.py``."""

import os
import sys
from importlib import import_module
from importlib.util import find_spec

import click

from lianfang.project.column import MODULES


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lianfang")
def cli() -> None:
    """Lianfang 联防: the working system of a district that holds off an epidemic."""


def main() -> None:
    """Run a command; what is refused ends in one clear line and an exit code, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianfang.project.settings")
    import django

    django.setup()
    from lianfang.kernel.errors import LianfangError

    _gather()
    try:
        cli(prog_name="lianfang")
    except LianfangError as refused:
        click.echo(f"lianfang: {refused}", err=True)
        sys.exit(1)


def _gather() -> None:
    for module in reversed(MODULES):
        if find_spec(f"lianfang.{module}.commands") is not None:
            commands = import_module(f"lianfang.{module}.commands")
            for command in commands.COMMANDS:
                cli.add_command(command)


if __name__ == "__main__":
    main()
