"""Measure, in this process and a home of its own: ``LIANFANG_HOME=/tmp/somewhere python -m benchmarks import --size quick``."""

from collections.abc import Iterable
from importlib import import_module

import click

from benchmarks.lines import Line
from benchmarks.place import own_database, set_up

FILES = {
    "import": "importing",
    "figures": "figures",
    "lists": "lists",
    "match": "matching.bench",
    "trace": "tracing",
    "checkpoint": "checkpoint",
    "sync": "sync",
    "city-day": "city_day",
    "lists-in": "lists_in",
    "field": "field",
}
ENGINES: tuple[str, ...] = ("match", "trace")
"""What needs no database of its own."""
SIZES = ("tiny", "quick", "usual", "full")


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(FILES)))
@click.option("--size", type=click.Choice(SIZES), default="quick", show_default=True)
def measure(names: tuple[str, ...], size: str) -> None:
    """One JSON line a figure on stdout, progress on stderr."""
    set_up()
    from django.db import connection

    for name in names or FILES:
        bench = import_module(f"benchmarks.{FILES[name]}")  # only now: it needs the settings
        if name in ENGINES:
            _print(bench.measure(size))
            continue
        with own_database():
            _print(bench.measure(size), database=connection.vendor)


def _print(lines: Iterable[Line], **params: object) -> None:
    for line in lines:
        click.echo(line.as_json(**params))


if __name__ == "__main__":
    measure()
