"""``lianfang bench``: what is measured. The measurements come with the source, not with the installed program."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click

CHECKOUT = Path(__file__).resolve().parents[3]
BENCHES = ("import", "figures", "lists", "match", "trace", "checkpoint", "sync", "city-day", "lists-in", "field")
OF_A_PLACE = ("LIANFANG_KEYS", "LIANFANG_FILES", "LIANFANG_ANCHORS", "LIANFANG_DEMO")
"""What must not reach a real place while something is measured."""


@click.command()
@click.argument("name", required=False, type=click.Choice(BENCHES))
@click.option("--quick", is_flag=True, help="Smaller sizes: a run of under a minute.")
@click.option("--full", is_flag=True, help="The largest sizes, where a bench has larger ones than its usual.")
@click.option("--tiny", is_flag=True, hidden=True, help="Hardly anything: whether it works at all.")
def bench(name: str | None, quick: bool, full: bool, tiny: bool) -> None:
    """Measure this program; one JSON line a figure, with what it is compared with.

    Works in a temporary folder and a database of its own: SQLite, or beside the one that DATABASE_URL names.
    """
    if not (CHECKOUT / "benchmarks/__main__.py").is_file():
        raise click.ClickException("Benchmarks come with the source: run this in a checkout of Lianfang.")
    size = "tiny" if tiny else "quick" if quick else "full" if full else "usual"
    with tempfile.TemporaryDirectory(prefix="lianfang-bench-") as home:
        ended = _run([*([name] if name else []), "--size", size], home)
    raise SystemExit(ended)


def _run(arguments: list[str], home: str) -> int:
    """Another process: this one has the settings of a place already."""
    left = {key: value for key, value in os.environ.items() if key not in OF_A_PLACE}
    command = [sys.executable, "-m", "benchmarks", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, env={**left, "LIANFANG_HOME": home}, check=False).returncode  # noqa: S603
