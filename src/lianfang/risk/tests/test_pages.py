"""Risk areas through the pages: typed in, imported, published, ended, looked up."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lianfang.kernel.clock import now
from lianfang.response.tests.make import DENGUE, make_response
from lianfang.risk.access import MANAGE_RISK_AREAS, SEE_RISK_AREAS
from lianfang.risk.models import RiskArea
from lianfang.risk.tests.make import CODE, PLACE, make_risk_area
from lianfang.territory.tests.make import make_user

pytestmark = pytest.mark.django_db

LIST = """风险区划定情况表
序号,风险等级,区域名称,行政区划代码,划定日期,解除日期
1,高风险,甲市乙区丙街道丁小区,210102003,2026-11-01,
2,中风险区,甲市乙区丙街道戊小区,210102003,2026-11-02,2026-11-20
3,很高,甲市乙区丙街道己小区,210102003,2026-11-02,
4,低风险,甲市乙区,2101025,2026-11-02,
"""


@pytest.fixture
def response():
    return make_response()


@pytest.fixture
def command(client, watcher):
    with watcher.resting():
        client.force_login(make_user("command", SEE_RISK_AREAS, MANAGE_RISK_AREAS))
    return client


@pytest.fixture
def worker(client, watcher):
    with watcher.resting():
        client.force_login(make_user("worker", SEE_RISK_AREAS))
    return client


def test_it_is_entered_and_published(command, response):
    given = {
        "name": PLACE,
        "level": "high",
        "width": "compound",
        "code": CODE,
        "source": "省指挥部",
        "publish_now": "on",
    }

    command.post(reverse("risk:add"), given)

    assert RiskArea.objects.get().published_at is not None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"code": "21010"}, "2, 4, 6, 9 or 12 digits"),
        ({"name": ""}, "required"),
        ({"name": f"{PLACE}3-2-601", "publish_now": "on"}, "names a door"),
    ],
)
def test_what_cannot_be_stands_beside_the_field(command, response, wrong, words):
    given = {"name": PLACE, "level": "high", "width": "compound", "source": "省指挥部", **wrong}

    page = command.post(reverse("risk:add"), given)

    assert page.status_code == 422
    assert words in page.content.decode()
    assert not RiskArea.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_shown_as_understood_and_then_imported(command, response, encoding):
    file = SimpleUploadedFile("风险区.csv", LIST.encode(encoding))

    page = command.post(reverse("risk:import"), {"file": file, "source": "市指挥部"})

    said = page.content.decode()
    assert "2 risk areas as understood" in said
    assert "Row 5" in said and "Row 6" in said
    assert not RiskArea.objects.exists()

    command.post(reverse("risk:import"), {"understood": page.context["understood"], "publish": 1})

    assert sorted(RiskArea.objects.values_list("level", flat=True)) == ["high", "medium"]
    assert not RiskArea.objects.filter(published_at=None).exists()


def test_a_file_that_is_no_list_is_refused_in_a_sentence(command, response):
    file = SimpleUploadedFile("picture.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(40))

    assert command.post(reverse("risk:import"), {"file": file, "source": "市指挥部"}).status_code == 422


@pytest.mark.parametrize(("what", "field"), [("end", "until_at"), ("withdraw", "withdrawn_at")])
def test_it_ends_and_is_withdrawn(command, response, what, field):
    area = make_risk_area(response)

    command.post(reverse(f"risk:{what}", args=[area.pk]))

    assert getattr(RiskArea.objects.get(), field) is not None


def test_a_new_level_follows(command, response):
    area = make_risk_area(response)

    command.post(reverse("risk:change", args=[area.pk]), {"level": "low", "source": "市指挥部"})

    assert RiskArea.objects.get(follows=area).level == "low"


def test_everybody_looks_up_a_place(worker, response):
    make_risk_area(response)
    make_risk_area(response, name="甲市乙小区", code="", published=False)

    assert PLACE in worker.get(reverse("risk:look_up"), {"place": PLACE}).content.decode()
    assert "Not on the list" in worker.get(reverse("risk:look_up"), {"place": "甲市乙小区"}).content.decode()


@pytest.mark.parametrize("name", ["risk:add", "risk:import"])
def test_who_does_not_manage_them_finds_no_such_page(worker, response, name):
    assert worker.get(reverse(name)).status_code == 404


def test_the_list_says_when_the_edition_knows_none(worker):
    make_response(edition=DENGUE)

    assert "knows no risk areas" in worker.get(reverse("risk:list")).content.decode()


def test_the_list_shows_what_is_in_force(worker, response):
    make_risk_area(response)
    make_risk_area(response, name="甲市乙小区", from_at=now() - timedelta(days=9), until_at=now() - timedelta(days=2))

    page = worker.get(reverse("risk:list"), {"view": "now"}).content.decode()

    assert PLACE in page
    assert "甲市乙小区" not in page
