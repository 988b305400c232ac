"""Fixtures for every test, and the watcher: whatever writes a domain table has to write an audit entry with it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.watcher import Watcher


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    from django.utils import translation

    with translation.override("en"):
        yield


@contextmanager
def _rings_left_alone() -> Iterator[None]:
    """Keys made by a test go with it: every key that is asked for means reading the whole file of them."""
    from lianfang.vault import keyfile

    path = keyfile._path()
    before = path.read_bytes()
    yield
    if path.exists() and path.read_bytes() != before:
        path.write_bytes(before)


@pytest.fixture(autouse=True)
def watcher(request: pytest.FixtureRequest) -> Iterator[Watcher | None]:
    """Fails a test in which a domain table was written without an audit entry in the same transaction."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None and "live_server" not in request.fixturenames:
        yield None
        return
    whole = marker is None or marker.kwargs.get("transaction", False)
    request.getfixturevalue("transactional_db" if whole else "db")
    from lianfang.vault.rings import STANDING
    from lianfang.vault.services import open_ring

    watch = Watcher()
    with watch.resting():
        open_ring(STANDING)
    with watch, _rings_left_alone():
        yield watch
    assert not watch.silent, f"written without an audit entry: {sorted(watch.silent)}"


@pytest.fixture(autouse=True)
def _codes_in_the_audit_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails where free text is given to the audit log, which would keep only its digest."""

    def refuse(text: str) -> str:
        raise AssertionError(f"free text in the detail of an audit entry: {text!r}")

    monkeypatch.setattr("lianfang.privacy.audit.slipped", refuse)


def pytest_configure(config: pytest.Config) -> None:
    """Quick passwords, one language and no search for static files per client, whatever the settings say."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.LANGUAGE_CODE = "en"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.LIANFANG_SECOND_FACTOR = False
    settings.WHITENOISE_USE_FINDERS = False
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
