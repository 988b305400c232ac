"""The command line ``lianfang``: each module brings its commands in ``commands.py``."""

import os
import sys
from importlib import import_module
from importlib.util import find_spec

import click

from lianfang.project.column import MODULES, PURE

DEMO_HOME = "var/demo"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lianfang")
def cli() -> None:
    """Lianfang 联防: the working system of a district that holds off an epidemic."""


@cli.group("import")
def importing() -> None:
    """Bring in a file: divisions, residents, ... Nothing is written before its preview."""


@cli.group("check")
def checking() -> None:
    """Look whether something is as it should be: the audit log, the protocols, ..."""


GROUPS = (("COMMANDS", cli), ("IMPORTS", importing), ("CHECKS", checking))


def main() -> None:
    """Run a command; what is refused ends in one clear line and an exit code, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianfang.project.settings")
    if "demo" in sys.argv[1:2]:
        os.environ.setdefault("LIANFANG_HOME", DEMO_HOME)
        os.environ["LIANFANG_DEMO"] = "1"
    import django

    django.setup()
    from django.db import OperationalError, ProgrammingError
    from django.utils import translation

    from lianfang.kernel.errors import LianfangError
    from lianfang.project.logs import say_no_values

    sys.excepthook = say_no_values
    translation.activate("zh-hans" if os.environ.get("LANG", "").startswith("zh") else "en")
    gather()
    try:
        cli(prog_name="lianfang")
    except LianfangError as refused:
        _give_up(str(refused))
    except (OperationalError, ProgrammingError):
        _give_up("The database of this place cannot be used. Where it is new, run: lianfang init")


def _give_up(sentence: str) -> None:
    click.echo(f"lianfang: {sentence}", err=True)
    sys.exit(1)


def gather() -> None:
    """Put every module's commands into their groups."""
    for module in (*PURE, *reversed(MODULES)):
        if find_spec(f"lianfang.{module}.commands") is not None:
            commands = import_module(f"lianfang.{module}.commands")
            for name, group in GROUPS:
                for command in getattr(commands, name, []):
                    group.add_command(command)


if __name__ == "__main__":
    main()
