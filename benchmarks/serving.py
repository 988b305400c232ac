"""The web program as it is served, on loopback, over the database of a bench; gone afterwards.

One process of it, with the settings of a place, where a place has two and a worker: the machine of a bench drives the browsers, too.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import click

COMMAND = """
import django
django.setup()
from django.core.management import call_command
call_command("collectstatic", interactive=False, verbosity=0)
from granian import Granian
from granian.constants import Interfaces
Granian(
    "lianfang.project.wsgi:application", address="127.0.0.1", port={port}, interface=Interfaces.WSGI,
    blocking_threads=4, backpressure=32, log_access=False, log_level="warning",
).serve()
"""
STARTS_WITHIN = 60
"""Seconds."""


@contextmanager
def served() -> Iterator[str]:
    """The address of the web program."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    surroundings = {
        **os.environ,
        "DATABASE_URL": _database(),
        "LIANFANG_ADDRESS": address,
        "LIANFANG_SECOND_FACTOR": "0",
    }
    running = subprocess.Popen([sys.executable, "-c", COMMAND.format(port=port)], env=surroundings, stdout=sys.stderr)  # noqa: S603
    try:
        _wait_for(address, running)
        yield address
    finally:
        running.terminate()
        running.wait(timeout=20)


def _database() -> str:
    """The url of the database that this process is in now."""
    from django.db import connection

    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str, running: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if running.poll() is not None:
            break
        try:
            with urlopen(f"{address}/accounts/login/", timeout=5):  # noqa: S310
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise click.ClickException("The program did not begin to serve.")
