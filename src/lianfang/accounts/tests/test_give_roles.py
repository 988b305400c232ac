from datetime import timedelta

import pytest
from django.urls import reverse

from lianfang.accounts import places
from lianfang.accounts.actors import Actor
from lianfang.accounts.models import Grant
from lianfang.accounts.tests.conftest import ADMIN, ELSEWHERE, MANAGER, SEE, STREET, WORKER
from lianfang.accounts.tests.make import make_grant, make_user
from lianfang.kernel.clock import day_of, now, start_of, today
from lianfang.privacy.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(manager, browser):
    return browser(manager)


def give(client, user, **given):
    form = {"role": WORKER, "kind": "area", "place": STREET, "from_on": "", "until_on": "", **given}
    return client.post(reverse("accounts:user", args=[user.pk]), form)


def withdraw(client, grant):
    return client.post(reverse("accounts:withdraw", args=[grant.pk]))


def may(user, area=STREET):
    return Actor.of(user).may(SEE, area_path=area)


@pytest.fixture
def newcomer(manager, watcher):
    with watcher.resting():
        return make_user("newcomer", created_by=f"user:{manager.pk}")


def test_it_gives_a_role_and_writes_down_who_gave_it(office, newcomer, manager):
    assert give(office, newcomer).status_code == 302
    assert may(newcomer)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor) == ("grant.given", f"user:{manager.pk}")
    assert entry.detail["role"] == WORKER
    assert Grant.objects.get(user=newcomer).given_by == f"user:{manager.pk}"


def test_it_gives_for_a_time(office, newcomer):
    tomorrow = today() + timedelta(days=1)
    give(office, newcomer, from_on=tomorrow.isoformat(), until_on=tomorrow.isoformat())
    grant = Grant.objects.get(user=newcomer)
    assert grant.starts_at == start_of(tomorrow)
    assert day_of(grant.ends_at) == tomorrow + timedelta(days=1)
    assert not may(newcomer)


@pytest.mark.parametrize("place", [ELSEWHERE, "0001"], ids=["beside", "above"])
def test_it_refuses_to_give_further_than_one_holds(office, newcomer, place):
    assert give(office, newcomer, place=place).status_code == 422
    assert not Grant.objects.filter(user=newcomer).exists()


def test_it_refuses_to_give_more_than_one_holds(office, newcomer):
    response = give(office, newcomer, role=ADMIN)
    assert "which you do not hold for this place" in response.content.decode()
    assert not Grant.objects.filter(user=newcomer).exists()


def test_it_refuses_to_give_longer_than_one_holds(office, newcomer, watcher):
    with watcher.resting():
        Grant.objects.filter(role=MANAGER).update(ends_at=now() + timedelta(days=5))
    assert give(office, newcomer).status_code == 422
    assert give(office, newcomer, until_on=(today() + timedelta(days=9)).isoformat()).status_code == 422
    assert give(office, newcomer, until_on=(today() + timedelta(days=3)).isoformat()).status_code == 302


def test_an_administrator_gives_any_role(admin, newcomer, browser):
    assert give(browser(admin), newcomer, role=MANAGER, place=ELSEWHERE).status_code == 302


@pytest.mark.parametrize("who", ["manager", "admin"])
def test_nobody_gives_to_themselves(request, who, browser, watcher):
    user = request.getfixturevalue(who)
    with watcher.resting():
        make_grant(user, WORKER, area=STREET)
    assert "Nobody gives a role to themselves" in give(browser(user), user).content.decode()


def test_it_is_not_found_for_a_user_out_of_reach(office, stranger):
    assert give(office, stranger).status_code == 404


def test_it_withdraws_at_once_and_keeps_the_history(office, worker):
    grant = worker.grants.get()
    assert may(worker, STREET + "0001")
    withdraw(office, grant)
    assert not may(worker, STREET + "0001")
    assert "does not hold now" in office.get(reverse("accounts:user", args=[worker.pk])).content.decode()
    withdraw(office, grant)
    assert AuditEntry.objects.count() == 1


def test_it_refuses_to_withdraw_what_one_could_not_give(office, worker, watcher):
    with watcher.resting():
        more = make_grant(worker, ADMIN, area=STREET)
    assert withdraw(office, more).status_code == 403
    more.refresh_from_db()
    assert more.ends_at is None


def test_it_refuses_to_withdraw_the_last_role_that_gives_everything(admin, browser):
    assert withdraw(browser(admin), admin.grants.get()).status_code == 403


def test_it_withdraws_it_when_there_is_another(admin, browser, watcher):
    with watcher.resting():
        make_user("second", role=ADMIN, area="")
    assert withdraw(browser(admin), admin.grants.get()).status_code == 302


def test_a_place_is_typed_by_its_name_where_somebody_knows_names(office, newcomer, monkeypatch):
    known = [places.Place(STREET, "云溪街道"), places.Place(ELSEWHERE, "云溪镇")]
    find = lambda text: [place for place in known if text in place.name]  # noqa: E731
    monkeypatch.setitem(places._finders, "area", find)
    monkeypatch.setitem(places._namers, "area", {place.path: place.name for place in known}.get)
    assert "云溪街道, 云溪镇" in give(office, newcomer, place="云溪").content.decode()
    assert "No place is called this" in give(office, newcomer, place="河东").content.decode()
    assert give(office, newcomer, place="云溪街道").status_code == 302
    assert "云溪街道" in office.get(reverse("accounts:user", args=[newcomer.pk])).content.decode()


def test_a_role_over_a_unit_reaches_what_lies_below_it(admin, newcomer, browser):
    give(browser(admin), newcomer, kind="unit", place="00050001")
    actor = Actor.of(newcomer)
    assert actor.may(SEE, unit_path="000500010002")
    assert not actor.may(SEE, unit_path="00050002")
    assert not actor.may(SEE, area_path="00050001")
