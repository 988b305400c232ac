"""A PostgreSQL of its own in a temporary folder, on a socket, gone with the test run."""

import atexit
import os
import shutil
import subprocess
from pathlib import Path

OFF = ("fsync", "synchronous_commit", "full_page_writes", "jit", "autovacuum")
"""What a server of a few minutes need not do: compiling a query takes longer than asking it of a handful of rows."""


def binary(name: str) -> str | None:
    """The newest ``initdb`` or ``pg_ctl`` on this machine, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return str(found[-1]) if found else shutil.which(name)


def start(home: Path) -> str:
    """Start a server and return its database url; as root it runs as the user ``postgres``."""
    folder = home / "postgres"
    folder.mkdir(mode=0o755)
    home.chmod(0o755)
    as_user = {"user": "postgres"} if os.geteuid() == 0 else {}
    if as_user:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "check": True, "cwd": "/", **as_user}
    subprocess.run(
        [binary("initdb"), "-D", data, "-U", "lianfang", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"], **quiet
    )
    options = f"-k {folder} -c listen_addresses= {' '.join(f'-c {name}=off' for name in OFF)}"
    subprocess.run([binary("pg_ctl"), "-D", data, "-w", "-o", options, "-l", folder / "log", "start"], **quiet)
    atexit.register(
        subprocess.run, [binary("pg_ctl"), "-D", data, "-m", "immediate", "stop"], **{**quiet, "check": False}
    )
    return f"postgres://lianfang@/postgres?host={folder}"
