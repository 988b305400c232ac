"""What was answered is on the disk."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.engine
ASK = """
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    print(cursor.execute("PRAGMA synchronous").fetchone()[0], cursor.execute("PRAGMA journal_mode").fetchone()[0])
"""


@pytest.mark.parametrize(("demo", "says"), [("0", "2 wal"), ("1", "1 wal")])
def test_a_place_on_sqlite_waits_for_the_disk_and_only_a_demo_does_not(tmp_path: Path, demo: str, says: str) -> None:
    of_its_own = {
        "LIANFANG_HOME": str(tmp_path),
        "LIANFANG_DEMO": demo,
        "DJANGO_SETTINGS_MODULE": "lianfang.project.settings",
    }
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "LIANFANG_KEYS")}
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-c", ASK], env=kept | of_its_own, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == says
