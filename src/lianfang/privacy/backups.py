"""Backups of the database and the files, never of the keys; and putting one back.

A restore obeys the list of destroyed keys: what a response learned and was ended stays ended, whatever the backup holds.
Sealed files live seven days and are in no backup.
"""

import hashlib
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from lianfang import __version__
from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Refused
from lianfang.privacy import anchors, sunset
from lianfang.privacy.audit import audit
from lianfang.vault import files

MANIFEST, DATABASE, FILES = "manifest.json", "database", "files"


def backup(folder: Path) -> Mapping[str, Any]:
    """Write a backup into an empty or new folder; returns its manifest. Raises Refused."""
    if folder.exists() and any(folder.iterdir()):
        raise Refused("privacy.folder_not_empty", folder=str(folder))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _dump_sqlite(folder / DATABASE) if _is_sqlite() else _dump_postgres(folder / DATABASE)
    _copy_files(Path(settings.LIANFANG_FILES), folder / FILES)
    manifest = {
        "made_at": now().isoformat(),
        "version": __version__,
        "engine": connection.vendor,
        "digests": {str(path.relative_to(folder)): _digest(path) for path in _files_in(folder)},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1))
    return manifest


def restore(folder: Path) -> Mapping[str, Any]:
    """Put a backup in the place of what is there; run it while nothing else uses the database.

    Everybody is logged out, the endings of destroyed keys run again, and the anchors note the restore. Raises Refused
    for what is no whole backup of this kind of database.
    """
    manifest = _checked(folder)
    _load_sqlite(folder / DATABASE) if _is_sqlite() else _load_postgres(folder / DATABASE)
    if (folder / FILES).exists():
        _copy_files(folder / FILES, Path(settings.LIANFANG_FILES))
    actor = Actor.system("restore")
    anchors.anchor_heads(anchors.RESTORED)
    with transaction.atomic():
        Session.objects.all().delete()
        audit(actor, "backup.restored", "privacy.backup", "", made_at=manifest["made_at"])
    sunset.obey(actor)
    return manifest


def _checked(folder: Path) -> Mapping[str, Any]:
    if not (folder / MANIFEST).exists():
        raise Refused("privacy.no_backup", folder=str(folder))
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    if manifest["engine"] != connection.vendor:
        raise Refused("privacy.backup_of_other_engine", theirs=manifest["engine"], ours=connection.vendor)
    for name, digest in manifest["digests"].items():
        if not (folder / name).exists() or _digest(folder / name) != digest:
            raise Refused("privacy.backup_damaged", name=name)
    return manifest


# -- SQLite --------------------------------------------------------------------------------------------------------


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _dump_sqlite(target: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _load_sqlite(source: Path) -> None:
    """Page by page into the database that is there, so that its file, write-ahead log and locks stay right."""
    connection.ensure_connection()
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
        copy.backup(connection.connection)
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


# -- PostgreSQL ----------------------------------------------------------------------------------------------------


def _dump_postgres(target: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def _load_postgres(source: Path) -> None:
    connection.close()
    _run("pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", str(source))


def _run(program: str, *arguments: str) -> None:
    """A tool of PostgreSQL against this database; the password goes by the environment, never by the command line."""
    path = shutil.which(program)
    if path is None:
        raise Refused("privacy.tool_missing", tool=program)
    where = connection.get_connection_params()
    known = {name: str(where[key]) for name, key in _CONNECTION.items() if where.get(key)}
    done = subprocess.run(  # noqa: S603 - a fixed program with our own arguments
        [path, f"--dbname={where['dbname']}", *arguments],
        env={"PATH": str(Path(path).parent), **known},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refused("privacy.tool_failed", tool=program, said=" ".join(done.stderr.split())[-300:])


_CONNECTION = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password"}


# -- files ---------------------------------------------------------------------------------------------------------


def _copy_files(source: Path, target: Path) -> None:
    sealed = files.folder().name
    if source.exists():
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=lambda folder, names: {sealed} & set(names))


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
