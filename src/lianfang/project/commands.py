"""Setting a place up, serving it, and the invented district."""

import os
import shutil
from datetime import datetime
from pathlib import Path
from time import monotonic

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from lianfang.kernel import clock
from lianfang.project.bench import bench
from lianfang.project.serving import refuse_taken_port, serve
from lianfang.project.texts import texts

LOCAL = "127.0.0.1"


def prepare() -> None:
    """Database, keys and static files of this place; doing it again changes nothing."""
    from lianfang.vault.rings import STANDING
    from lianfang.vault.services import open_ring

    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    open_ring(STANDING)


@click.command()
@click.option("--admin", prompt="Login name of the administrator", help="Who sets up everything else.")
@click.option("--name", prompt="Their name", help="As it stands in the log.")
@click.password_option(help="At least ten characters; there is no default.")
def init(admin: str, name: str, password: str) -> None:
    """Make a real place: an empty database with its keys and one administrator."""
    from lianfang.accounts.actors import Actor
    from lianfang.accounts.services import create_user, give
    from lianfang.accounts.services.grants import Reach

    prepare()
    setup = Actor.system("init")
    user, _given = create_user(actor=setup, username=admin, name=name, password=password)
    give(actor=setup, user=user.pk, role="admin", over=Reach(area_path=""))
    click.echo(f"Ready in {settings.HOME}. Next: lianfang import divisions FILE, then lianfang serve")


@click.command("serve")
@click.option("--host", default=LOCAL, show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--certificate", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def serve_command(host: str, port: int, certificate: Path | None, key: Path | None) -> None:
    """Run the web program and the worker until stopped."""
    if settings.LIANFANG_DEMO and host != LOCAL:
        raise click.ClickException("A demonstration serves on this machine only.")
    prepare()
    click.echo(f"Lianfang on http{'s' if certificate else ''}://{host}:{port}")
    serve(host, port, certificate, key)


@click.command()
@click.option("--as-of", type=click.DateTime(), help="The moment at which the district stands; now.")
@click.option("--scale", type=click.Choice(["tiny", "tenth", "full"]), default="tenth", show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--serve/--no-serve", "serving", default=True, help="Serve it when it is built.")
@click.option("--port", default=8000, show_default=True)
@click.option("--keep", is_flag=True, help="Serve the district that is there.")
def demo(as_of: datetime | None, scale: str, seed: int, serving: bool, port: int, keep: bool) -> None:
    """Build an invented district at work and serve it on this machine."""
    if serving:
        refuse_taken_port(LOCAL, port)
    if not (keep and _is_built()):
        _build(as_of, scale, seed)
    _print_logins(port)
    if serving:
        os.environ["LIANFANG_ADDRESS"] = f"http://{LOCAL}:{port}"
        serve(LOCAL, port)


def _build(as_of: datetime | None, scale: str, seed: int) -> None:
    from lianfang.project.demo import build

    began = monotonic()
    _empty()
    prepare()
    moment = clock.at(as_of.date(), as_of.time()) if as_of else clock.now()
    build(moment, scale=scale, seed=seed, progress=click.echo)
    click.echo(f"The district stands after {monotonic() - began:.0f} seconds.")


def _is_built() -> bool:
    """Whether this home holds a demonstration already."""
    from lianfang.project.demo import logins

    return "accounts_user" in connection.introspection.table_names() and bool(logins())


def _empty() -> None:
    """A demonstration begins from nothing; building refuses any other database that is not empty."""
    home = Path(settings.HOME)
    if not settings.LIANFANG_DEMO:
        raise click.ClickException("This is not the home of a demonstration.")
    connection.close()
    if connection.vendor == "sqlite" and home.exists():
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True)


def _print_logins(port: int) -> None:
    from lianfang.project.demo import logins

    click.echo(f"\nhttp://{LOCAL}:{port}\n")
    for login in logins():
        click.echo(f"  {login.username:12} {login.password:14} {login.role_name} · {login.place_name}: {login.what}")
    click.echo("\nCtrl-C stops it. Everything in it is invented.")


COMMANDS = [init, serve_command, demo, texts, bench]
