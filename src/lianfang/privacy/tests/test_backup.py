"""What a backup holds and what a restore refuses; putting one back is tried in a place of its own (`tests/security`)."""

import json

import pytest
from click.testing import CliRunner
from django.db import connection

from lianfang.accounts.tests.make import make_user
from lianfang.kernel.errors import Refused
from lianfang.privacy.backups import MANIFEST, backup, restore
from lianfang.privacy.commands import restore as command
from lianfang.vault.files import keep_file

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pg_dump sees no open transaction of a test"),
]


@pytest.fixture
def place(settings, tmp_path, watcher):
    settings.LIANFANG_FILES = tmp_path / "files"
    (tmp_path / "files/bulletins").mkdir(parents=True)
    (tmp_path / "files/bulletins/1.pdf").write_bytes(b"%PDF")
    keep_file(b"uploaded", purpose="test", kept_by="user:1")
    with watcher.resting():
        make_user("lin", name="林静")
    return tmp_path


@pytest.fixture
def made(place):
    backup(place / "backup")
    return place / "backup"


def test_it_holds_the_database_and_the_files_that_are_no_uploads(made):
    held = {str(path.relative_to(made)) for path in made.rglob("*") if path.is_file()}
    assert held == {"database", "files/bulletins/1.pdf", "manifest.json"}
    assert b"accounts_user" in (made / "database").read_bytes()


def test_it_holds_no_key(made, settings):
    keys = [path.read_bytes() for path in settings.LIANFANG_KEYS.glob("*.key")]
    assert keys
    for path in made.rglob("*"):
        assert not path.is_file() or not [key for key in keys if key in path.read_bytes()]


def test_it_refuses_a_folder_with_something_in_it(made):
    with pytest.raises(Refused, match="is there already"):
        backup(made)


@pytest.mark.parametrize("damage", ["changed", "lost"])
def test_a_damaged_one_is_not_put_back(made, damage):
    target = made / "database"
    target.write_bytes(b"x" + target.read_bytes()[1:]) if damage == "changed" else target.unlink()
    with pytest.raises(Refused, match="not as it was made: database"):
        restore(made)


def test_one_of_another_database_is_not_put_back(made):
    manifest = json.loads((made / MANIFEST).read_text())
    (made / MANIFEST).write_text(json.dumps({**manifest, "engine": "postgresql"}))
    with pytest.raises(Refused, match="backup of postgresql"):
        restore(made)


def test_what_is_no_backup_is_not_put_back(place):
    with pytest.raises(Refused, match="holds no backup"):
        restore(place)


def test_the_command_asks_first(made):
    answered = CliRunner().invoke(command, [str(made)], input="n\n")
    assert "Everything there is now will be replaced" in answered.output
    assert "is back" not in answered.output
