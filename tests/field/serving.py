"""A server of its own that can be killed, over a copy of the test's database, and a browser that can be."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from tests.browser import FLAGS

COMMAND = """
import os, django
from django.conf import settings
settings.STORAGES["staticfiles"] = dict(BACKEND="django.contrib.staticfiles.storage.StaticFilesStorage")
settings.ALLOWED_HOSTS = ["*"]
django.setup()
import lianfang.tasks.tests.make  # the kinds of task that tests ask for
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from itertools import count
from signal import SIGKILL
from lianfang.sync.services import receiving
runs, take_run = count(1), receiving._take_run
def take_some(*given):
    answers = take_run(*given)
    if next(runs) == {dies_after}:
        os.kill(os.getpid(), SIGKILL)  # what it took is committed, and nobody is told
    return answers
receiving._take_run = take_some
WSGIRequestHandler.log_message = lambda *said: None
server = ThreadedWSGIServer(("127.0.0.1", {port}), WSGIRequestHandler)
server.set_app(StaticFilesHandler(get_wsgi_application()))
server.serve_forever()
"""


class Server:
    """The program in a process of its own; `kill` gives it no time for anything."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "field.sqlite3"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://localhost:{self.port}"
        self.running: subprocess.Popen[bytes] | None = None

    def takes_over(self) -> None:
        """What the test has made is what this server serves."""
        with closing(sqlite3.connect(self.file)) as there:
            _here().backup(there)

    def gives_back(self) -> None:
        """What this server has taken is in the database of the test."""
        with closing(sqlite3.connect(self.file)) as there:
            there.backup(_here())

    def start(self, *, dies_after: int = 0) -> None:
        """``dies_after`` so many runs of records of one kind, before it answers; 0: never."""
        surroundings = {**os.environ, "DATABASE_URL": f"sqlite:///{self.file}", "LIANFANG_SECOND_FACTOR": "0"}
        self.running = subprocess.Popen(
            [sys.executable, "-c", COMMAND.format(port=self.port, dies_after=dies_after)], env=surroundings
        )
        end = time.monotonic() + 30
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("the server did not begin")

    def kill(self) -> None:
        if self.running is not None:
            self.running.send_signal(signal.SIGKILL)
            self.running.wait()
            self.running = None

    def changes(self, statement: str) -> None:
        """Something happened at a desk."""
        with closing(sqlite3.connect(self.file, timeout=20)) as there:
            there.execute(statement)
            there.commit()

    def holds(self, table: str) -> int:
        """How many rows a table of its database has by now."""
        with closing(sqlite3.connect(self.file, timeout=20)) as there:
            return int(there.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _here() -> sqlite3.Connection:
    from django.db import connection

    connection.ensure_connection()
    return connection.connection


class Handset:
    """A browser with a store of its own, as on a phone: it can be killed and taken up again."""

    def __init__(self, browser, folder: Path, address: str) -> None:
        self.kind, self.folder, self.address = browser.browser_type, folder, address
        self.context = self.page = None
        self.complaints: list[str] = []

    def turns_on(self) -> None:
        """From cold, whether there is a server or not."""
        self.context = self.kind.launch_persistent_context(
            self.folder,
            executable_path=shutil.which("chromium"),
            args=FLAGS,
            base_url=self.address,
            viewport={"width": 390, "height": 844},
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(10_000)
        self.context.add_init_script("localStorage.setItem('field-language', 'zh')")
        self.page = self.context.pages[0]
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def is_killed(self) -> None:
        """The browser and all that it started are gone at once, whatever they were at."""
        mine = str(self.folder).encode()
        for process in Path("/proc").iterdir():
            if process.name.isdigit() and mine in _command(process):
                os.kill(int(process.name), signal.SIGKILL)
        self.context = None

    def turns_off(self) -> None:
        if self.context is not None:
            self.context.close()
            self.context = None


def _command(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""
