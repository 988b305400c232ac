"""What was typed never stands in the audit log."""

import pytest

from lianfang.accounts.actors import Actor
from lianfang.privacy import audit as log
from lianfang.privacy.models import AuditEntry

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system("test")


@pytest.mark.parametrize(
    "value", ["covid19-2022-ed9", "0001ABCD", "2026-03-01T09:00:00+08:00", "privacy.read", "", 7, None]
)
def test_codes_stay_as_they_are(value):
    log.audit(SYSTEM, "thing.done", "test.thing", what=value, list=[value])
    assert AuditEntry.objects.get().detail == {"what": value, "list": [value]}


@pytest.mark.parametrize("text", ["和防指〔2022〕7号", "Zhang San", "a" * 121])
def test_of_what_was_typed_a_digest_stays(monkeypatch, text):
    monkeypatch.setattr(log, "slipped", log.digest_of)
    log.audit(SYSTEM, "thing.done", "test.thing", what=text, list=[{"in": text}])
    digest = log.digest_of(text)
    assert digest.startswith("digest:") and len(digest) == 23
    assert AuditEntry.objects.get().detail == {"what": digest, "list": [{"in": digest}]}


def test_a_test_fails_on_free_text():
    with pytest.raises(AssertionError, match="free text"):
        log.audit(SYSTEM, "thing.done", "test.thing", what="张三")
