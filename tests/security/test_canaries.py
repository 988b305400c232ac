"""What somebody types about a person lies in clear in no file of the place, however it came in and however it failed."""

import base64
import json
import os
import urllib.parse

import pytest

from tests.security.canary import CANARY, found_in, found_in_files
from tests.security.place import Place


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    server = os.environ.get("DATABASE_URL", "") if os.environ.get("LIANFANG_TEST_DATABASE") == "postgres" else ""
    return Place(tmp_path_factory.mktemp("place") / "home", server).create()


@pytest.fixture(scope="module")
def walked(place):
    return place.does("walk")


@pytest.mark.parametrize(
    "written",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode("gb18030"),
        lambda text: json.dumps({"x": text}).encode(),
        lambda text: json.dumps(json.dumps({"x": text})).encode(),
        lambda text: json.dumps({"x": text}).replace("\\u", "\\U").upper().replace("\\U", "\\u").encode(),
        lambda text: urllib.parse.quote(text).encode(),
        lambda text: text.encode().hex().encode(),
        *(lambda text, pad=pad: base64.b64encode(b"x" * pad + text.encode() + b"y") for pad in range(3)),
        *(lambda text, pad=pad: base64.urlsafe_b64encode(b"x" * pad + text.encode("utf-16-le")) for pad in range(3)),
    ],
)
@pytest.mark.parametrize("what", sorted(CANARY))
def test_the_search_finds_each_canary_in_each_spelling(what, written):
    assert any(leak.startswith(what) for leak in found_in(b"before" + written(CANARY[what]) + b"after"))


def test_the_search_finds_nothing_where_nothing_is():
    assert found_in(os.urandom(100_000)) == []


def test_the_canary_went_through_many_doors(walked):
    assert walked["tried"] > 300
    assert walked["let_in"] > 60
    assert walked["met"] >= 1
    assert sum(walked["counted"].values()) >= 0


def test_nothing_of_it_lies_in_any_file(place, walked):
    files = list(place.files())
    assert any("lianfang.sqlite3-wal" in path.name or "pg_wal" in path.parts for path in files)
    assert any(path.name == "server.log" for path in files)
    assert found_in_files(files) == []


def test_nothing_of_it_lies_in_a_dump(place, walked):
    dump = place.dump()
    assert b"privacy_auditentry" in dump
    assert found_in(dump) == []


def test_nothing_of_it_lies_in_a_session(walked):
    assert "_auth_user_id" in walked["sessions"]
    assert found_in(walked["sessions"].encode()) == []


def test_a_restored_older_backup_shows_nothing_of_a_destroyed_response(place, walked):
    """Everything the response learned is gone although the backup holds it, and what is counted is the same."""
    manifest = place.does("backup")
    assert not [name for name in manifest["digests"] if "key" in name or "sealed" in name]
    assert found_in_files((place.home / "backup").rglob("*")) == []

    after = place.does("destroy")
    assert after["readable"] == []
    assert after["met"] == 0
    assert len(walked["counted"]) > 10
    assert after["counted"] == walked["counted"]
    assert after["findings"] == []
    assert found_in_files(place.files()) == []
