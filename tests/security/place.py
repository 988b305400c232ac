"""A place of its own, with its own database, keys, files and logs, driven from outside."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.postgres import binary

ROOT = Path(__file__).parents[2]


@dataclass
class Place:
    """Where it lies, and the PostgreSQL server it uses ("" for SQLite)."""

    home: Path
    server: str = ""

    def does(self, stage: str) -> dict[str, Any]:
        """Run a stage in a process of its own; its errors are our errors, its stderr is its log."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "server.log").open("a") as log:
            command = [sys.executable, "-m", "tests.security.stages", stage, str(self.home)]
            done = subprocess.run(command, cwd=ROOT, env=self._environment(), stderr=log, stdout=log, check=False)
        assert done.returncode == 0, (self.home / "server.log").read_text()[-3000:]
        result: dict[str, Any] = json.loads((self.home / f"{stage}.json").read_text())
        (self.home / f"{stage}.json").unlink()
        return result

    def _environment(self) -> dict[str, str]:
        own = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("LIANFANG") and name != "DATABASE_URL"
        }
        own |= {
            "LIANFANG_HOME": str(self.home),
            "LIANFANG_LOG_LEVEL": "INFO",
            "DJANGO_SETTINGS_MODULE": "tests.security.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
        }
        return own | ({"DATABASE_URL": self._database()} if self.server else {})

    def _database(self) -> str:
        return self.server.replace("/postgres?", f"/{self._name}?")

    @property
    def _name(self) -> str:
        return f"place_{abs(hash(str(self.home)))}"

    def create(self) -> "Place":
        if self.server:
            with psycopg.connect(self.server, autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{self._name}"')
        return self

    # -- what lies on the disk ---------------------------------------------------------------------------------------

    def files(self) -> Iterator[Path]:
        """Everything of this place but its keys; on PostgreSQL the files and the write-ahead log of the server too."""
        yield from (path for path in self.home.rglob("*") if "keys" not in path.parts)
        if self.server:
            data = Path(self.server.partition("host=")[2]) / "data"
            yield from (path for part in ("base", "global", "pg_wal") for path in (data / part).rglob("*"))

    def dump(self) -> bytes:
        """The database as text."""
        if self.server:
            command = [binary("pg_dump") or "pg_dump", f"--dbname={self._database()}"]
            return subprocess.run(command, capture_output=True, check=True).stdout
        with sqlite3.connect(self.home / "lianfang.sqlite3") as connection:
            return "\n".join(connection.iterdump()).encode()
