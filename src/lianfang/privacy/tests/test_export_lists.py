import csv
import io
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from lianfang.accounts.tests.make import browser_of
from lianfang.kernel.clock import now, today
from lianfang.privacy import exports
from lianfang.privacy.models import AuditEntry, Export, Read
from lianfang.privacy.tests.conftest import AREA, ELSEWHERE, LI, WANG
from lianfang.vault.models import SealedFile

pytestmark = pytest.mark.django_db


def ask(client, **given):
    form = {
        "place": AREA,
        "columns": ["name", "phone"],
        "requester": "县民政局 赵科长",
        "purpose": "发放补助",
        "ground": "传染病防治法第四十二条",
        "until_on": (today() + timedelta(days=30)).isoformat(),
        **given,
    }
    return client.post(reverse("privacy:new_export", args=["t.list"]), form)


def press(client, name, export, **given):
    return client.post(reverse(f"privacy:{name}", args=[export.pk]), given)


@pytest.fixture
def asks(clerk):
    return browser_of(clerk)


@pytest.fixture
def releases(officer):
    return browser_of(officer)


@pytest.fixture
def export(asks):
    assert ask(asks).status_code == 302
    return Export.objects.get()


def state(export):
    return Export.objects.get(pk=export.pk).state


def test_it_goes_out_after_a_second_person_released_it(asks, releases, export):
    assert press(releases, "release_export", export, columns=["name"]).status_code == 302
    page = asks.get(reverse("privacy:export", args=[export.pk])).content.decode()
    assert "县民政局 赵科长" in page

    file = press(asks, "take_export", export)
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows == [["year of birth", "name"], ["1950", "李梅"], ["1981", "'=王()"]]
    assert [entry.verb for entry in AuditEntry.objects.order_by("id")] == [
        "export.asked",
        "export.released",
        "export.taken",
    ]


def test_every_person_in_it_is_logged(releases, export, officer):
    press(releases, "release_export", export, columns=["name", "phone"])
    logged = Read.objects.filter(how="export", actor=f"user:{officer.pk}").values_list("person_id", flat=True)
    assert set(logged) == {LI, WANG}


def test_who_asked_cannot_release_it(releases, officer):
    ask(releases)
    mine = Export.objects.get()
    assert press(releases, "release_export", mine, columns=["name"]).status_code == 403
    assert state(mine) == "asked"


@pytest.mark.parametrize(
    "given",
    [
        {"columns": []},
        {"columns": ["name", "secret"]},
        {"requester": ""},
        {"purpose": " "},
        {"ground": ""},
        {"until_on": "2020-01-01"},
        {"until_on": "2099-01-01"},
        {"place": "nowhere"},
    ],
)
def test_it_asks_for_requester_purpose_ground_term_and_columns(asks, given):
    assert ask(asks, **given).status_code == 422
    assert not Export.objects.exists()


def test_nobody_asks_for_what_they_may_not_see(asks):
    assert ask(asks, place=ELSEWHERE).status_code == 422
    assert not Export.objects.exists()


def test_a_stranger_finds_nothing(export, stranger):
    client = browser_of(stranger)
    assert client.get(reverse("privacy:export", args=[export.pk])).status_code == 404
    for name in ("release_export", "refuse_export", "take_export", "confirm_deletion"):
        assert press(client, name, export, columns=["name"], because="no").status_code == 404
    assert "县民政局" not in client.get(reverse("privacy:exports")).content.decode()


def test_no_column_is_added_at_the_release(releases, asks):
    ask(asks, columns=["name"])
    export = Export.objects.get()
    assert press(releases, "release_export", export, columns=["name", "phone"]).status_code == 422
    assert state(export) == "asked"


def test_it_is_refused_with_a_reason(asks, releases, export):
    press(releases, "refuse_export", export, because="目的不明")
    assert "目的不明" in asks.get(reverse("privacy:export", args=[export.pk])).content.decode()
    assert press(releases, "release_export", export, columns=["name"]).status_code == 409


def test_it_is_taken_once_and_only_by_who_asked(asks, releases, export, django_capture_on_commit_callbacks):
    press(releases, "release_export", export, columns=["name"])
    assert press(releases, "take_export", export).status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        assert press(asks, "take_export", export).status_code == 200
    assert press(asks, "take_export", export).status_code == 409
    assert not SealedFile.objects.exists()


def test_its_file_is_gone_after_seven_days(asks, releases, export):
    press(releases, "release_export", export, columns=["name"])
    with time_machine.travel(now() + timedelta(days=8)):
        assert press(browser_of(export_asker()), "take_export", export).status_code == 404


def export_asker():
    from lianfang.accounts.models import User

    return User.objects.get(username="clerk")


def test_it_stays_in_the_register_until_the_deletion_is_confirmed(asks, releases, export):
    press(releases, "release_export", export, columns=["name"])
    with time_machine.travel(now() + timedelta(days=31)):
        assert list(exports.overdue()) == [export]
        assert "deletion not confirmed" in browser_of(export_asker()).get(reverse("privacy:exports")).content.decode()
        press(browser_of(export_asker()), "confirm_deletion", export)
        assert list(exports.overdue()) == []
    assert state(export) == "deleted"


def test_purpose_and_requester_are_not_in_clear_in_the_database(export):
    row = Export.objects.values().get()
    assert not [
        value
        for value in row.values()
        if "赵科长".encode() in (value if isinstance(value, bytes) else str(value).encode())
    ]
