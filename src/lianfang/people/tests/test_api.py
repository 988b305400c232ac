"""People and imports over the API."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.accounts.services.tokens import make_token
from lianfang.kernel.clock import now
from lianfang.people.importing import runs
from lianfang.people.models import ImportRun, Person
from lianfang.people.tests.make import csv_of, id_number, make_person
from lianfang.privacy.models import Read

pytestmark = pytest.mark.django_db

NUMBER = id_number()


class Program:
    """A program with somebody's token."""

    def __init__(self, user) -> None:
        _token, words = make_token(actor=Actor.of(user), name="test", expires_at=now() + timedelta(days=1))
        self.client = Client(headers={"Authorization": f"Bearer {words}", "accept-language": "en"})
        self.root = reverse("api:api-root")

    def get(self, path: str):
        return self.client.get(self.root + path)

    def post(self, path: str, **body):
        return self.client.post(self.root + path, body, content_type="application/json")


@pytest.fixture
def api(keeper, watcher) -> Program:
    with watcher.resting():
        return Program(keeper.user)


@pytest.fixture
def other(stranger, watcher) -> Program:
    with watcher.resting():
        return Program(stranger.user)


@pytest.fixture
def person(areas) -> Person:
    return make_person("欧阳明月", id_number=NUMBER, phone="13812345678", area_path=areas["河东社区"].path)


@pytest.mark.parametrize("query", ["明月", NUMBER, ""])
def test_it_finds_people_masked(query: str, api, other, person) -> None:
    found = api.post("people/search", q=query).json()["items"]

    assert [(each["name"], each["phone"]) for each in found] == [("欧***", "138****5678")]
    assert other.post("people/search", q=query).json()["items"] == []


def test_somebody_is_masked_the_same_in_list_page_export_and_api(api, keeper, person) -> None:
    told = api.get(f"people/{person.pk}").json()
    masked = [told[field] for field in ("name", "id_number", "phone")]

    export = b"".join(keeper.opens("find", query="?export=csv").streaming_content).decode("utf-8-sig")
    for shown in (keeper.reads("find"), keeper.reads("person", person.pk), export):
        assert all(text in shown for text in masked) and "欧阳" not in shown


def test_it_opens_somebody_for_a_purpose(api, person) -> None:
    assert api.get(f"people/{person.pk}").json()["id_number"].startswith("2102****")

    shown = api.post(f"people/{person.pk}/reveal", purpose="check").json()

    assert (shown["name"], shown["id_number"]) == ("欧阳明月", NUMBER)
    assert Read.objects.get(how="reveal").where == "api:person/check"
    assert api.post(f"people/{person.pk}/reveal", purpose="curiosity").status_code == 422


def test_it_registers_somebody_once(api, areas) -> None:
    given = {"name": "王小明", "id_number": NUMBER, "area": areas["河东社区"].path, "door": "3栋601"}

    made, again = api.post("people", **given), api.post("people", **given)

    assert (made.status_code, made.json()["door"]) == (201, "3-601")
    assert (again.status_code, again.json()["title"]) == (409, "people.id_number_known")


def test_it_says_which_field_is_wrong(api, areas) -> None:
    answer = api.post("people", name="王小明", id_number="123", area=areas["河东社区"].path)

    assert answer.status_code == 422 and answer.json()["errors"][0]["field"] == "id_number"


def test_what_is_no_door_is_said_of_the_door(api, areas) -> None:
    answer = api.post("people", name="王小明", area=areas["河东社区"].path, door="王小明家")

    assert answer.status_code == 422 and answer.json()["errors"][0]["field"] == "door"


def test_a_stranger_finds_nobody(other, person) -> None:
    assert other.get(f"people/{person.pk}").status_code == 404
    assert other.post(f"people/{person.pk}/reveal", purpose="check").status_code == 404


def test_it_imports_a_list(api, areas, monkeypatch, settings, tmp_path) -> None:
    settings.LIANFANG_FILES = tmp_path
    monkeypatch.setattr(runs, "_enqueue", lambda run: None)
    file = SimpleUploadedFile("名单.csv", csv_of(("欧阳明月", NUMBER, "", "河东社区"), ("李四", "1")))

    sent = api.client.post(api.root + "people/imports", {"area": areas["云溪街道"].path, "file": file}).json()
    assert sent["stage"] == "ready" and sent["counts"]["new"] == 1 and sent["first_rows"][0]["cells"][0] == "欧***"

    api.post(f"people/imports/{sent['id']}/start")
    runs.work(sent["id"])
    done = api.get(f"people/imports/{sent['id']}").json()
    assert (done["stage"], done["has_result"], Person.objects.count()) == ("done", True, 1)
    result = b"".join(api.get(f"people/imports/{sent['id']}/result").streaming_content).decode("utf-8-sig")
    assert "not taken" in result


def test_another_does_not_see_the_import(api, other, areas, settings, tmp_path) -> None:
    settings.LIANFANG_FILES = tmp_path
    file = SimpleUploadedFile("名单.csv", csv_of(("欧阳明月", NUMBER, "", "河东社区")))
    api.client.post(api.root + "people/imports", {"area": areas["云溪街道"].path, "file": file})

    assert other.get(f"people/imports/{ImportRun.objects.get().pk}").status_code == 404
