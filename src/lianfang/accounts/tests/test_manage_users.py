import re
from datetime import timedelta

import pytest
from django.urls import reverse

from lianfang.accounts.models import ApiToken, User
from lianfang.accounts.tests.conftest import ADMIN, STREET, WORKER
from lianfang.accounts.tests.make import make_grant, make_user
from lianfang.kernel.clock import now
from lianfang.privacy.models import AuditEntry

pytestmark = pytest.mark.django_db

NEW = {"username": "chen.yu", "name": "陈雨", "phone": "13900002222"}


@pytest.fixture
def office(manager, browser):
    return browser(manager)


def verbs():
    return list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))


def act(client, name, user, **given):
    return client.post(reverse(f"accounts:{name}", args=[user.pk]), given)


def test_it_makes_an_account_and_shows_the_password_once(office, manager):
    response = office.post(reverse("accounts:new_user"), NEW)
    password = re.search(r"<code>(.+?)</code>", response.content.decode())[1]
    made = User.objects.get(username="chen.yu")
    assert made.check_password(password)
    assert made.must_change_password
    assert (made.name, made.created_by) == ("陈雨", f"user:{manager.pk}")
    assert "no-store" in response["Cache-Control"]
    assert verbs() == ["user.created"]
    assert password not in office.get(reverse("accounts:user", args=[made.pk])).content.decode()


@pytest.mark.parametrize(
    "username", ["13800001111", "210502199001011234", "a", "1abc", "with space", "a1234567", "王雨"]
)
def test_it_refuses_a_login_name_that_may_be_a_number_of_a_person(office, username):
    response = office.post(reverse("accounts:new_user"), {**NEW, "username": username})
    assert response.status_code == 422
    assert User.objects.count() == 1


def test_it_refuses_a_login_name_that_is_taken(office, worker):
    response = office.post(reverse("accounts:new_user"), {**NEW, "username": "Worker"})
    assert "already has this login name" in response.content.decode()


def test_it_is_not_for_those_without_the_right(worker, browser):
    client = browser(worker)
    assert client.get(reverse("accounts:users")).status_code == 403
    assert client.post(reverse("accounts:new_user"), NEW).status_code == 403
    assert not User.objects.filter(username="chen.yu").exists()


def test_it_lists_the_accounts_of_ones_area_alone(office, worker, stranger):
    page = office.get(reverse("accounts:users")).content.decode()
    assert "worker" in page
    assert "stranger" not in page
    assert office.get(reverse("accounts:user", args=[stranger.pk])).status_code == 404


def test_it_pages_through_many(office, watcher):
    with watcher.resting():
        for number in range(55):
            make_user(f"n{number:03}", role=WORKER, area=STREET)
    first = office.get(reverse("accounts:users"), {"q": "n"})
    second = office.get(reverse("accounts:users"), {"q": "n", "after": first.context["following"]})
    names = [user.username for page in (first, second) for user in page.context["users"]]
    assert names == [f"n{number:03}" for number in range(55)]


def test_it_closes_an_account_with_its_sessions_and_tokens(office, worker, browser, watcher):
    theirs = browser(worker)
    with watcher.resting():
        ApiToken.objects.create(user=worker, name="x", digest=b"1", expires_at=now() + timedelta(days=1))
    act(office, "deactivate", worker)
    assert not User.objects.get(pk=worker.pk).is_active
    assert theirs.get(reverse("accounts:me")).status_code == 302
    assert ApiToken.objects.get().revoked_at is not None

    act(office, "reactivate", worker)
    assert User.objects.get(pk=worker.pk).is_active
    assert ApiToken.objects.get().revoked_at is not None
    assert verbs() == ["user.deactivated", "user.reactivated"]


def test_it_resets_a_password(office, worker):
    response = act(office, "reset_password", worker)
    password = re.search(r"<code>(.+?)</code>", response.content.decode())[1]
    again = User.objects.get(pk=worker.pk)
    assert again.check_password(password)
    assert again.must_change_password
    assert verbs() == ["user.password_reset"]


@pytest.mark.parametrize("name", ["deactivate", "reset_password", "reset_second_factor"])
def test_it_refuses_to_touch_somebody_who_holds_more(office, worker, watcher, name):
    """Else a new password would be a way to rights one does not have."""
    with watcher.resting():
        make_grant(worker, ADMIN, area=STREET)
    assert act(office, name, worker).status_code == 403
    assert User.objects.get(pk=worker.pk).is_active
    assert verbs() == []


@pytest.mark.parametrize("name", ["deactivate", "reset_password", "reset_second_factor"])
def test_it_refuses_for_oneself_and_for_strangers(office, manager, stranger, name):
    assert act(office, name, manager).status_code == 403
    assert act(office, name, stranger).status_code == 404


def test_it_refuses_to_close_the_last_account_that_manages_everything(admin, browser, watcher):
    with watcher.resting():
        second = make_user("second", role=ADMIN, area="")
    client = browser(second)
    assert act(client, "deactivate", admin).status_code == 302
    assert act(browser(admin), "deactivate", second).status_code == 302
    assert act(client, "reactivate", admin).status_code == 302
    assert User.objects.filter(is_active=True).count() == 2
