"""The pages of sites, sessions, tubes and people, through the browser."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lianfang.kernel.clock import now
from lianfang.privacy.models import Read
from lianfang.risk.models import RiskArea
from lianfang.risk.tests.make import make_risk_area
from lianfang.sampling.models import Exemption, QueueReport, Session, Site, SiteCheck, Slot, Swab, Tube
from lianfang.sampling.rules import CheckItem
from lianfang.sampling.said import ClosingSaid, TubeSaid
from lianfang.sampling.tests.make import fill, make_code, make_session, of, offline, take

pytestmark = pytest.mark.django_db


def at(name, **ids):
    return reverse(f"sampling:{name}", kwargs={f"{key}_id": value.pk for key, value in ids.items()})


def planned(cast, **more):
    begin = now() + timedelta(days=2)
    return {
        "name": "第二轮全员核酸",
        "called": "3号楼",
        "from_at": f"{begin:%Y-%m-%dT%H:00}",
        "until_at": f"{begin + timedelta(hours=2):%Y-%m-%dT%H:00}",
        "tables": "2",
        "place": "",
        "share": "edition",
        "size_because": "",
        **more,
    }


def test_it_enters_and_checks_a_site(cast, leader):
    leader.post(at("new_site"), {"name": "河东公园采样点", "name_en": "", "area": "河东社区", "tables": "3"})
    site = Site.objects.get(name="河东公园采样点")
    assert site.unit == cast.units["河东社区居委会"]
    assert "No good check" in leader.get(at("site", site=site)).content.decode()
    kept = [item.value for item in CheckItem if item is not CheckItem.WASTE]
    leader.post(at("check", site=site), {"in_order": kept, "note": "垃圾桶未到"})
    assert SiteCheck.objects.get(site=site).wanting == ["waste"]
    leader.post(at("check", site=site), {"in_order": [item.value for item in CheckItem]})
    assert "Checked and in order" in leader.get(at("site", site=site)).content.decode()


@pytest.fixture
def medium_risk(cast, watcher):
    """A medium risk area over the community (管控区)."""
    with watcher.resting():
        risk = make_risk_area(cast.response, level="medium", name="河东社区东片")
        RiskArea.objects.filter(pk=risk.pk).update(area_path=cast.areas["河东社区"].path)


def test_the_kind_of_place_follows_from_the_risk_areas_and_a_person_says_why_not(cast, leader, medium_risk):
    page = leader.post(at("plan", site=cast.site), planned(cast)).content.decode()
    assert "河东社区东片" in page and "within the edition in force" in page
    refused = leader.post(at("plan", site=cast.site), planned(cast, place="isolation_site", plan="1"))
    assert refused.status_code == 422 and "another kind of place" in refused.content.decode()
    leader.post(at("plan", site=cast.site), planned(cast, place="isolation_site", size_because="隔离酒店", plan="1"))
    made = Session.objects.get(name="第二轮全员核酸")
    assert (made.place, made.tube_size, made.size_because) == ("isolation_site", 1, "隔离酒店")


def test_where_no_risk_area_lies_it_is_an_area_like_others(cast, leader):
    leader.post(at("plan", site=cast.site), planned(cast, plan="1"))
    made = Session.objects.get(name="第二轮全员核酸")
    assert (made.place, made.tube_size, made.size_because) == ("elsewhere", 20, "")


@pytest.mark.usefixtures("medium_risk")
def test_it_shows_what_a_session_takes_before_it_is_planned(cast, leader):
    page = leader.post(at("plan", site=cast.site), planned(cast)).content.decode()
    assert "within the edition in force" in page and not Session.objects.filter(name="第二轮全员核酸").exists()
    leader.post(at("plan", site=cast.site), planned(cast, plan="1"))
    made = Session.objects.get(name="第二轮全员核酸")
    assert (made.tube_size, made.opened_at, made.size_because) == (10, None, "")


@pytest.mark.usefixtures("medium_risk")
def test_it_asks_why_more_share_a_tube_than_the_edition_lets(cast, leader):
    more = {"share": "20", "plan": "1"}
    refused = leader.post(at("plan", site=cast.site), planned(cast, **more))
    assert refused.status_code == 422 and "Say why you choose otherwise" in refused.content.decode()
    leader.post(at("plan", site=cast.site), planned(cast, size_because="只有二十混一采样管", **more))
    assert Session.objects.get(name="第二轮全员核酸").size_because == "只有二十混一采样管"


def test_it_opens_only_on_a_good_check_or_with_a_reason(cast, leader, sampler, watcher):
    with watcher.resting():
        waiting = make_session(cast.site, opens=False)
        SiteCheck.objects.update(happened_at=now() - timedelta(hours=25))
    said = sampler.post(at("open_session", session=waiting), {"despite": ""}, follow=True).content.decode()
    assert "was not checked within the last day" in said
    sampler.post(at("open_session", session=waiting), {"despite": "市里要求立即开始"})
    assert Session.objects.get(pk=waiting.pk).opened_at is None, "only whoever manages the site may say why"
    leader.post(at("open_session", session=waiting), {"despite": "市里要求立即开始"})
    assert Session.objects.get(pk=waiting.pk).opened_despite == "市里要求立即开始"


def test_it_proposes_slots_and_shows_them_to_residents(cast, leader, client):
    assert "3号楼" in leader.get(at("slots", session=cast.session)).content.decode()
    leader.post(at("slots", session=cast.session), {"per_hour": "100"})
    assert Slot.objects.filter(session=cast.session).count() == 1
    leader.post(at("queue", session=cast.session), {"waiting": "3"})
    board = client.get(at("board")).content.decode()
    assert "3号楼" in board and "Under 5 people" in board and "李一" not in board
    leader.post(at("queue", session=cast.session), {"waiting": "120"})
    assert "120 people in line" in client.get(at("board")).content.decode()
    assert QueueReport.kept.count() == 2


def test_it_shows_a_session_live(cast, leader, watcher):
    with watcher.resting():
        fill(cast.session, *cast.people[:2])
        take(cast.session, TubeSaid(make_code(), of(cast.people[2]), ClosingSaid(offline(), 2)))
    page = leader.get(at("session", session=cast.session)).content.decode()
    assert "1 tube with another count by hand" in page and "3号楼" in page
    with watcher.resting():
        take(cast.session, TubeSaid(make_code(), of(cast.people[0])))
    seen = leader.get(at("to_look_at", session=cast.session))
    assert [swab.person_id for swab in seen.context["twice"]] == [cast.people[0].pk] * 2
    assert [swab.would_have_been_refused.code for swab in seen.context["flagged"]] == ["sampling.twice_in_session"]
    assert "2 counted, 1 recorded" in seen.content.decode()
    assert leader.get(at("current", session=cast.session)).status_code == 200


def test_it_lists_who_has_not_been_sampled(cast, leader, watcher):
    with watcher.resting():
        fill(cast.session, *cast.people[:4])
    address = at("not_sampled", session=cast.session)
    page = leader.get(address)
    assert page.context["left"] == 2 and page.context["called"] == 6
    assert [row.pk for row in page.context["list"].page.rows] == [person.pk for person in cast.people[4:]]
    by_building, by_community = (leader.get(each).context["places"] for each in (address, f"{address}?whole=1"))
    assert [(name.split(" / ")[-1], each.open) for name, each in by_building] == [("3号楼", 2)]
    assert [(name.split(" / ")[-1], each.open) for name, each in by_community] == [("河东社区", 2)]
    assert leader.get(f"{address}?whole=1&export=csv").status_code == 200


def test_it_exempts_somebody_once_and_calls_them_again(cast, leader):
    address, person = at("exempt", session=cast.session), cast.people[0]
    given = {"person": person.pk, "code": "", "reason": "medical", "note": "喉部手术"}
    leader.post(address, given)
    assert "exempt in this session already" in leader.post(address, given).content.decode()
    assert "喉部手术" in leader.get(address).content.decode()
    assert leader.get(at("not_sampled", session=cast.session)).context["left"] == 5
    leader.post(at("void_exemption", exemption=Exemption.kept.get()), {"because": "误录"})
    assert leader.get(at("not_sampled", session=cast.session)).context["left"] == 6


def test_it_opens_a_tube_with_who_is_in_it_and_takes_somebody_out(cast, leader, stranger, watcher):
    with watcher.resting():
        tube = fill(cast.session, *cast.people[:2])
    address = at("tube", tube=tube)
    assert "李一" in leader.get(address).content.decode()
    assert Read.objects.filter(person_id=cast.people[0].pk, where="sampling:tube").exists()
    assert stranger.get(address).status_code == 404
    swab = Swab.kept.get(person=cast.people[0])
    assert "Say why" in leader.post(at("void_swab", swab=swab), {"because": ""}).content.decode()
    leader.post(at("void_swab", swab=swab), {"because": "扫错人"})
    assert Tube.objects.get().people == 1 and "differ" in leader.get(address).content.decode()
    leader.post(at("settle_tube", tube=tube), {"because": "误扫一人，已更正"})
    assert not Tube.objects.get().differs
    leader.post(at("reopen_tube", tube=tube), {"because": "还有人要来"})
    assert Tube.objects.get().state == "open"


def test_it_advises_how_many_share_a_tube(cast, leader):
    asked = {
        "prevalence": "1",
        "place": "control",
        "areas": "3号楼",
        "hours": "1",
        "sites": "1",
        "share": "10",
        "per_hour": "100",
    }
    page = leader.get(at("advice"), asked)
    assert page.context["best"].size == 10 and page.context["most"] == 10
    assert page.context["needs"].people == 6 and page.context["needs"].tables == 1
