"""Measure, in this process and a home of its own: ``LIANFANG_HOME=/tmp/somewhere python -m benchmarks import --size quick``."""

from importlib import import_module

import click

from benchmarks.place import own_database, set_up

FILES = {"import": "importing", "figures": "figures", "lists": "lists"}
SIZES = ("tiny", "quick", "full")


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(FILES)))
@click.option("--size", type=click.Choice(SIZES), default="quick", show_default=True)
def measure(names: tuple[str, ...], size: str) -> None:
    """One JSON line a figure on stdout, progress on stderr."""
    set_up()
    for name in names or FILES:
        bench = import_module(f"benchmarks.{FILES[name]}")  # only now: it needs the settings
        with own_database():
            for line in bench.measure(size):
                click.echo(line.as_json())


if __name__ == "__main__":
    measure()
