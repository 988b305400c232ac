"""Rounds and their coverage for other programs."""

from datetime import timedelta

import pytest

from lianfang.accounts.services import make_token
from lianfang.kernel.clock import now
from lianfang.screening.tests.make import SYSTEM, knock

pytestmark = pytest.mark.django_db


@pytest.fixture
def get(cast, client, watcher):
    def get(path, who="secretary"):
        with watcher.resting():
            expires = now() + timedelta(days=1)
            _token, words = make_token(actor=cast.actor(who), name="x", expires_at=expires)
        return client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {words}"})

    return get


def test_rounds_and_coverage_by_area_and_level(cast, get):
    round_ = cast.open()
    knock(SYSTEM, cast.door(round_, "1-1-101"))
    assert [each["name"] for each in get("/screening/rounds").json()["rounds"]] == ["第一轮摸排"]
    whole = get(f"/screening/rounds/{round_.pk}/coverage").json()
    assert (whole["counted"]["reached"], whole["counted"]["covered"], whole["area"]) == (1, 20.0, round_.area_path)
    assert [(each["name"], each["counted"]["doors"]) for each in whole["below"]] == [("第一网格", 3), ("第二网格", 2)]
    one = get(f"/screening/rounds/{round_.pk}/coverage?area={cast.areas['第一网格'].path}&level=building").json()
    assert [(each["name"], each["counted"]["reached"]) for each in one["below"]] == [("3号楼", 1)]


def test_doors_come_as_one_walks_and_page_by_page(cast, get):
    round_ = cast.open()
    answer = get(f"/screening/rounds/{round_.pk}/doors").json()
    assert [each["door"] for each in answer["doors"]] == ["1-1-101", "1-1-102", "1-1-1001", "2-1-101", "2-1-102"]
    assert answer["next"] == ""
    assert len(get(f"/screening/rounds/{round_.pk}/doors", "worker").json()["doors"]) == 3


@pytest.mark.parametrize("path", ["coverage", "doors"])
def test_it_is_not_found_elsewhere(cast, get, path):
    round_ = cast.open()
    assert get(f"/screening/rounds/{round_.pk}/{path}", "stranger").status_code == 404
    assert get("/screening/rounds", "stranger").json()["rounds"] == []
