"""The test database (SQLite, or a PostgreSQL of its own), the folder of keys, and the watcher over the audit log."""

import os
import tempfile
from pathlib import Path

import django

_home = Path(tempfile.mkdtemp(prefix="lianfang-test-"))
os.environ.setdefault("LIANFANG_HOME", str(_home))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianfang.project.settings")

if os.environ.get("LIANFANG_TEST_DATABASE") == "postgres" and "DATABASE_URL" not in os.environ:
    from tests.postgres import start

    os.environ["DATABASE_URL"] = start(_home)

django.setup()

pytest_plugins = ["tests.plugin", "tests.databases", "tests.browser", "tests.district"]
