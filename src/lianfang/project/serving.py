"""Running the web program and the worker side by side."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import click

WORKERS = 2
THREADS = 4
"""Requests that a process works on at once."""
LINES = 1024
"""Connections that a process keeps open. A phone holds its own for half a minute after the last request: with fewer than there
are phones the others wait for that, though nobody is being served."""


def refuse_taken_port(host: str, port: int) -> None:
    """Raises ClickException, in one line, where somebody else already listens."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise click.ClickException(
                f"Port {port} on {host} is taken. Stop what listens there, or choose another: PORT={port + 1} make demo"
            ) from None


def serve(host: str, port: int, certificate: Path | None = None, key: Path | None = None) -> None:
    """Serve until stopped; the worker runs beside the web program and stops with it."""
    from granian import Granian
    from granian.constants import Interfaces

    refuse_taken_port(host, port)
    worker = subprocess.Popen([sys.executable, "-m", "lianfang.project.cli", "worker"])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        Granian(
            "lianfang.project.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=WORKERS,
            blocking_threads=THREADS,
            backpressure=LINES,
            log_access=False,
            log_level="warning",
            ssl_cert=certificate,
            ssl_key=key,
        ).serve()
    finally:
        worker.terminate()
        worker.wait(timeout=10)


def address(host: str, port: int) -> str:
    return os.environ.get("LIANFANG_ADDRESS", f"http://{host}:{port}")
