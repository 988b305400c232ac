"""What goes further than the rules is put on record with authority and reason, counted, and ended."""

import pytest
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.figures.asking import Ask
from lianfang.figures.engine import evaluate
from lianfang.kernel.clock import end_of, start_of, today
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.protocols.words import NINE_PROHIBITIONS
from lianfang.response.access import RAISE_EXCESS, SEE_RESPONSE
from lianfang.response.excesses import Further, end_excess, raise_excess
from lianfang.response.models import Excess
from lianfang.response.rules import ExcessKind
from lianfang.response.tests.make import make_response
from lianfang.territory.tests.make import make_area, make_user

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system("tests")
TYPED = {
    "kind": "no_needless_checkpoints",
    "area": "云溪街道",
    "authority": "区指挥部",
    "document": "〔2022〕9号",
    "because": "过境车流异常",
}


@pytest.fixture
def areas(watcher):
    with watcher.resting():
        district = make_area("和安区")
        return {
            "和安区": district,
            "云溪街道": make_area("云溪街道", below=district),
            "南山镇": make_area("南山镇", below=district),
        }


@pytest.fixture
def response(areas):
    return make_response(area_path=areas["和安区"].path)


@pytest.fixture
def command(client, watcher, areas):
    with watcher.resting():
        client.force_login(make_user("command", SEE_RESPONSE, RAISE_EXCESS, area=areas["和安区"]))
    return client


def counted(*codes, **more):
    ask = Ask(codes, start_of(today()), end_of(today()), **more)
    return [evaluate(ask, SYSTEM).number(code) for code in codes]


def further(**more):
    return Further(
        **{"kind": ExcessKind.WIDER_AREA, "authority": "区指挥部", "document": "9号", "because": "理由", **more}
    )


def test_the_kinds_are_the_nine_prohibitions_and_a_wider_area():
    assert set(ExcessKind) - {ExcessKind.WIDER_AREA} == set(NINE_PROHIBITIONS)


def test_it_is_put_on_record_counted_and_ended(command, response, areas):
    door = reverse("response:raise_excess", args=[response.pk])
    assert command.post(door, TYPED).status_code == 302
    excess = Excess.objects.get()
    assert (excess.area_path, excess.because) == (areas["云溪街道"].path, "过境车流异常")
    both = ("response.excess", "response.excess_standing")
    assert counted(*both) == counted(*both, area=areas["云溪街道"].path) == [1, 1]
    assert counted(*both, area=areas["南山镇"].path) == [0, 0]

    page = reverse("response:response", args=[response.pk])
    shown = command.get(page).content.decode()
    assert "checkpoint without need" in shown and "过境车流异常" in shown and "云溪街道" in shown
    assert command.post(reverse("response:end_excess", args=[excess.pk])).status_code == 302
    assert counted(*both) == [1, 0]
    assert "It has ended" not in command.get(page).content.decode()
    with pytest.raises(NotFound):
        end_excess(actor=SYSTEM, excess=excess.pk)


@pytest.mark.parametrize("missing", ["kind", "authority", "document", "because"])
def test_each_thing_it_needs_is_asked_for_beside_its_field(command, response, missing):
    answer = command.post(reverse("response:raise_excess", args=[response.pk]), {**TYPED, missing: " "})
    assert answer.status_code == 422 and not Excess.objects.exists()


def test_no_reason_no_paper_and_another_place_are_refused(response, areas, watcher):
    with watcher.resting():
        elsewhere = make_area("别处区").path
    for wrong, field in (
        ({"because": " "}, "because"),
        ({"document": ""}, "document"),
        ({"area_path": elsewhere}, "area_path"),
    ):
        with pytest.raises(Invalid) as refused:
            raise_excess(actor=SYSTEM, response=response, further=further(**wrong))
        assert field in refused.value.fields


def test_whoever_may_not_decide_there_is_refused(response, areas, watcher):
    with watcher.resting():
        office = Actor.of(make_user("office", SEE_RESPONSE, RAISE_EXCESS, area=areas["云溪街道"]))
        raised = raise_excess(actor=SYSTEM, response=response, further=further())
    with pytest.raises(Refused):
        raise_excess(actor=office, response=response, further=further(area_path=areas["南山镇"].path))
    with pytest.raises(NotFound):
        end_excess(actor=office, excess=raised.pk)
    assert raise_excess(actor=office, response=response, further=further(area_path=areas["云溪街道"].path)).pk
