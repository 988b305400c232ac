from datetime import timedelta

import pytest
from django.urls import reverse

from lianfang.accounts.models import Grant
from lianfang.accounts.tests.conftest import ELSEWHERE, STREET, WORKER
from lianfang.accounts.tests.make import make_grant
from lianfang.kernel.clock import now

pytestmark = pytest.mark.django_db


def ask(client, username, place=STREET + "0001", action="t.see", kind="area"):
    given = {"username": username, "action": action, "kind": kind, "place": place}
    return client.get(reverse("accounts:why"), given)


@pytest.fixture
def office(manager, browser):
    return browser(manager)


def test_it_says_yes_with_the_grant(office, worker):
    response = ask(office, "worker")
    assert response.context["found"].verdict.allowed
    assert response.context["found"].grant == worker.grants.get()
    assert "The role t.worker includes this, and its area or unit covers the place." in response.content.decode()


def test_it_says_that_the_role_holds_elsewhere(office, worker):
    found = ask(office, "worker", place=ELSEWHERE).context["found"]
    assert (found.verdict.allowed, found.verdict.because.code) == (False, "accounts.elsewhere")
    assert found.grant == worker.grants.get()


def test_it_names_the_roles_that_would_help(office, worker):
    page = ask(office, "worker", action="accounts.manage_users").content.decode()
    assert "None of the roles held now lets one create accounts, give and withdraw roles" in page
    assert "t.manager" in page


def test_it_says_that_the_role_has_ended_or_not_begun(office, worker, watcher):
    with watcher.resting():
        Grant.objects.filter(user=worker).update(ends_at=now() - timedelta(days=1), starts_at=now() - timedelta(days=9))
        make_grant(worker, WORKER, area=STREET, starts_at=now() + timedelta(days=1))
    page = ask(office, "worker").content.decode()
    assert "gave this until" in page
    assert "will give this from" in page


def test_it_says_that_the_account_is_closed(office, worker, watcher):
    with watcher.resting():
        worker.is_active = False
        worker.save(update_fields=["is_active"])
    assert "The account is closed." in ask(office, "worker").content.decode()


def test_about_oneself_anybody_may_ask(worker, browser):
    assert ask(browser(worker), "worker").context["found"].verdict.allowed


def test_about_others_it_takes_the_right(worker, stranger, browser, office):
    assert ask(browser(worker), "stranger").status_code == 404
    assert ask(office, "stranger").status_code == 404
    assert ask(office, "nobody-at-all").status_code == 404


def test_a_place_that_nobody_knows_is_an_error_beside_the_field(office, worker):
    assert "No place is called this" in ask(office, "worker", place="河东").content.decode()


def test_every_role_is_explained_to_everybody(worker, browser):
    page = browser(worker).get(reverse("accounts:roles")).content.decode()
    assert "create accounts, give and withdraw roles" in page
    assert "opens personal data" in page
