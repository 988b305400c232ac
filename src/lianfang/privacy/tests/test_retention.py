from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db.models import Q

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import ApiToken
from lianfang.accounts.tests.make import make_user
from lianfang.kernel.clock import now, today
from lianfang.privacy import endings, runner
from lianfang.privacy.commands import retention
from lianfang.privacy.models import AuditEntry, Export, Read

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system("retention")


@pytest.fixture(autouse=True)
def _only_these(monkeypatch):
    """The holds and counted tables of modules above do not matter here."""
    monkeypatch.setattr(endings, "_holders", type(endings._holders)(list))
    monkeypatch.setattr(endings, "_counted", type(endings._counted)(list))


def read(days_ago, **fields):
    return Read.objects.create(
        at=now() - timedelta(days=days_ago), actor="user:1", how="list", **{"where": "x", **fields}
    )


def export(deleted_days_ago):
    deleted = now() - timedelta(days=deleted_days_ago)
    return Export.objects.create(
        offer="x",
        requester="县民政局",
        purpose="补助",
        ground="法",
        until_on=today(),
        asked_by="user:1",
        state="deleted",
        deleted_at=deleted,
    )


@pytest.mark.parametrize(("days_ago", "left"), [(364, 1), (366, 0)])
def test_it_erases_rows_whose_days_are_over(days_ago, left):
    read(days_ago)
    runner.run(actor=SYSTEM)
    assert Read.objects.count() == left


def test_it_writes_one_audit_entry_a_table():
    for _ in range(3):
        read(400)
    runner.run(actor=SYSTEM)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_kind) == ("retention.ended", "privacy.read")
    assert entry.detail == {"erased": 3, "emptied": 0, "held": 0}


def test_a_second_run_changes_nothing():
    read(400)
    export(1200)
    runner.run(actor=SYSTEM)
    assert runner.preview() == []
    assert runner.run(actor=SYSTEM) == {}
    assert AuditEntry.objects.count() == 2


def test_it_keeps_the_row_without_the_person():
    old, young = export(1200), export(10)
    runner.run(actor=SYSTEM)
    old, young = Export.objects.get(pk=old.pk), Export.objects.get(pk=young.pk)
    assert (old.requester, old.purpose, old.ground) == ("", "", "")
    assert young.requester == "县民政局"
    assert Export.objects.values_list("requester", flat=True).get(pk=old.pk) == ""


def test_it_empties_what_is_counted_instead_of_erasing_it(watcher):
    with watcher.resting():
        token = ApiToken.objects.create(
            user=make_user(), name="县医院", digest=b"1", expires_at=now() - timedelta(days=400)
        )
    endings.remains(ApiToken)
    assert runner.run(actor=SYSTEM)["accounts.apitoken"].emptied == 1
    assert ApiToken.objects.get(pk=token.pk).name == ""
    assert runner.preview() == []


def test_of_a_table_only_what_is_counted_stays(watcher):
    with watcher.resting():
        user, ended = make_user(), now() - timedelta(days=400)
        for digest in (b"1", b"2"):
            ApiToken.objects.create(user=user, name="县医院", digest=digest, expires_at=ended)
    endings.remains(ApiToken, Q(digest=b"1"))
    done = runner.run(actor=SYSTEM)["accounts.apitoken"]
    assert (done.emptied, done.erased) == (1, 1)
    assert runner.preview() == []


def test_it_leaves_what_is_held_and_says_so():
    kept, gone = read(400, where="appeal"), read(400)
    endings.hold(Read)(lambda: Q(where="appeal"))
    [due] = runner.preview()
    assert (due.name, due.rows, due.held) == ("read", 1, 1)
    assert runner.run(actor=SYSTEM)["privacy.read"].held == 1
    assert list(Read.objects.values_list("pk", flat=True)) == [kept.pk]
    assert gone.pk != kept.pk


def test_it_ends_more_than_a_chunk(monkeypatch):
    monkeypatch.setattr(endings, "CHUNK", 2)
    for _ in range(5):
        read(400)
    assert runner.run(actor=SYSTEM)["privacy.read"].erased == 5


def test_the_command_shows_first_and_does_then():
    read(400)
    shown = CliRunner().invoke(retention, ["--dry-run"])
    assert "read: 1 due, 0 held" in shown.output
    assert Read.objects.count() == 1
    done = CliRunner().invoke(retention)
    assert "privacy.read: 1 erased, 0 emptied" in done.output
    assert Read.objects.count() == 0
