import re
from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory
from django.urls import reverse

from lianfang.accounts.models import ApiToken, Grant, User
from lianfang.accounts.tests.conftest import SEE, STREET
from lianfang.accounts.tokens import TokenAuth
from lianfang.kernel.clock import now, today
from lianfang.privacy.models import AuditEntry

pytestmark = pytest.mark.django_db


def make(client, days=30, name="县医院接口"):
    given = {"name": name, "until_on": (today() + timedelta(days=days)).isoformat()}
    return client.post(reverse("accounts:tokens"), given)


@pytest.fixture
def words(worker, browser):
    return re.search(r"<code>(lf_.+?)</code>", make(browser(worker)).content.decode())[1]


def calls(words):
    request = RequestFactory().get("/api/v1/", headers={"Authorization": f"Bearer {words}"})
    return request, TokenAuth()(request)


def test_it_lets_a_program_act_as_the_user(words, worker):
    request, actor = calls(words)
    assert actor.name == f"user:{worker.pk}"
    assert request.actor.may(SEE, area_path=STREET + "0001")
    assert actor.device == f"token:{ApiToken.objects.get().pk.hex}"


def test_it_is_shown_once_and_kept_as_a_digest(words, worker, browser):
    assert words not in browser(worker).get(reverse("accounts:tokens")).content.decode()
    row = ApiToken.objects.values().get()
    assert not [
        value
        for value in row.values()
        if words.encode() in (value if isinstance(value, bytes) else str(value).encode())
    ]
    assert AuditEntry.objects.get().verb == "token.made"


def test_it_remembers_when_it_was_last_used_without_a_write_each_time(words, django_assert_num_queries):
    calls(words)
    first = ApiToken.objects.get().last_used_at
    assert first is not None
    with time_machine.travel(now() + timedelta(minutes=4)):
        calls(words)
        assert ApiToken.objects.get().last_used_at == first
    with time_machine.travel(now() + timedelta(minutes=6)):
        calls(words)
        assert ApiToken.objects.get().last_used_at > first


@pytest.mark.parametrize("other", ["", "lf_", "lf_unknown", "ä"])
def test_an_unknown_one_opens_nothing(words, other):
    assert calls(other)[1] is None


def test_it_ends_by_itself(words):
    with time_machine.travel(now() + timedelta(days=31)):
        assert calls(words)[1] is None


def test_it_is_revoked_by_its_user(words, worker, browser):
    browser(worker).post(reverse("accounts:revoke_token", args=[ApiToken.objects.get().pk]))
    assert calls(words)[1] is None
    assert AuditEntry.objects.filter(verb="token.revoked").count() == 1


def test_it_is_revoked_by_whoever_manages_the_account(words, manager, browser):
    browser(manager).post(reverse("accounts:revoke_token", args=[ApiToken.objects.get().pk]))
    assert calls(words)[1] is None


def test_a_stranger_cannot_revoke_it(words, stranger, browser):
    assert browser(stranger).post(reverse("accounts:revoke_token", args=[ApiToken.objects.get().pk])).status_code == 404
    assert calls(words)[1] is not None


def test_it_holds_no_more_than_its_user_holds_now(words, watcher):
    with watcher.resting():
        Grant.objects.update(ends_at=now())
    assert not calls(words)[1].may(SEE, area_path=STREET + "0001")


@pytest.mark.parametrize("what", [{"is_active": False}, {"must_change_password": True}])
def test_it_opens_nothing_while_the_account_is_closed_or_new(words, watcher, what):
    with watcher.resting():
        User.objects.filter(username="worker").update(**what)
    assert calls(words)[1] is None


def test_a_guarded_role_needs_the_second_factor_for_its_tokens_too(admin, browser, settings):
    words = re.search(r"<code>(lf_.+?)</code>", make(browser(admin)).content.decode())[1]
    assert calls(words)[1] is not None
    settings.LIANFANG_SECOND_FACTOR = True
    assert calls(words)[1] is None


@pytest.mark.parametrize("days", [-1, 400])
def test_it_refuses_an_end_that_is_past_or_too_far(worker, browser, days):
    assert make(browser(worker), days=days).status_code == 422
    assert not ApiToken.objects.exists()
