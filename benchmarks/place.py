"""A database that exists for one bench: never the one of a place, whatever the environment names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click


def set_up() -> None:
    """Django over the home of the environment, without a second factor and without collected static files."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianfang.project.settings")
    import django
    from django.conf import settings

    settings.LIANFANG_SECOND_FACTOR = False
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    django.setup()


@contextmanager
def own_database() -> Iterator[None]:
    """An empty database beside the one that is named, with the standing keys; gone afterwards."""
    from django.conf import settings
    from django.db import connection

    from lianfang.vault.rings import STANDING
    from lianfang.vault.services import open_ring

    named = connection.settings_dict["NAME"]
    own = settings.HOME / "bench.sqlite3" if connection.vendor == "sqlite" else f"lianfang_bench_{os.getpid()}"
    connection.settings_dict["TEST"].update(NAME=str(own), MIGRATE=False)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        open_ring(STANDING)
        yield
    finally:
        connection.creation.destroy_test_db(named, verbosity=0)


def home() -> Path:
    """A folder for the files of a bench; it goes with the home."""
    from django.conf import settings

    return Path(settings.HOME)


def tell(what: str) -> None:
    """A line of progress, beside the figures."""
    click.echo(what, err=True)
