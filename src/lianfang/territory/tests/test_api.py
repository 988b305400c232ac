"""Areas over the API."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.accounts.services.tokens import make_token
from lianfang.kernel.clock import now
from lianfang.territory.tests.make import make_keeper

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(areas, watcher):
    """Asks as a program with somebody's token."""
    with watcher.resting():
        user = make_keeper(area=areas["和安区"])
        _token, words = make_token(actor=Actor.of(user), name="test", expires_at=now() + timedelta(days=1))
    client = Client(headers={"Authorization": f"Bearer {words}"})

    def ask(path="areas", files=None, **query):
        address = reverse("api:api-root") + path
        return client.get(address, query) if files is None else client.post(address, files, query_params=query)

    return ask


def test_it_finds_by_name_and_by_code(api, areas):
    assert [item["full_name"] for item in api(q="河东").json()["items"]] == ["云溪街道 / 河东社区"]
    assert api(q="299901100").json()["items"][0]["id"] == str(areas["南山镇"].pk)


def test_it_reads_a_subtree_page_by_page(api, areas):
    first = api(under=areas["云溪街道"].path, limit=4).json()
    rest = api(under=areas["云溪街道"].path, limit=4, after=first["next"]).json()
    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [4, 2, ""]


def test_it_reads_one_area_by_id_and_by_path(api, areas):
    by_id, by_path = api(f"areas/{areas['南山镇'].pk}").json(), api(f"areas/{areas['南山镇'].path}").json()
    assert by_id == by_path
    assert (by_id["kind"], by_id["geometry"]) == ("town", None)


@pytest.mark.parametrize("which", ["ZZZZ", "nothing"])
def test_it_does_not_find_what_is_not_there(api, which):
    assert api(f"areas/{which}").status_code == 404


def test_it_brings_in_a_table_of_places_once(api, areas):
    path = f"areas/{areas['和安区'].pk}/places"

    def bring(**query):
        table = "社区,楼栋\n水峪村,第二组\n没有,第三组\n".encode()
        return api(path, {"file": SimpleUploadedFile("places.csv", table)}, **query).json()

    assert [bring(preview="true")["added"], bring()["added"], bring()["added"]] == [1, 1, 0]
    assert [(row["row"], row["code"]) for row in bring()["refused"]] == [(3, "territory.no_such_place")]
