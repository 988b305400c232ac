from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from lianfang.accounts.tests.make import PASSWORD
from lianfang.kernel.clock import now

pytestmark = pytest.mark.django_db


def log_in(client, username, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def fail(client, username, times):
    for _ in range(times):
        response = log_in(client, username, "not-the-password")
    return response


def test_it_logs_in_and_is_audited(worker):
    from lianfang.accounts import events
    from lianfang.kernel.events import _handlers

    seen = []
    _handlers[events.AccountChanged].append(seen.append)
    try:
        response = log_in(Client(), "worker")
    finally:
        _handlers[events.AccountChanged].remove(seen.append)
    assert response.status_code == 302
    assert [(changed.verb, changed.subject) for changed in seen] == [("user.logged_in", worker)]


def test_four_wrong_passwords_do_not_lock(worker):
    client = Client()
    assert fail(client, "worker", 4).status_code == 200
    assert log_in(client, "worker").status_code == 302


def test_five_wrong_passwords_lock_and_say_for_how_long(worker):
    client = Client()
    response = fail(client, "worker", 5)
    assert response.status_code == 429
    assert "again in 15 minutes" in response.content.decode()
    assert 880 <= int(response["Retry-After"]) <= 900

    right = log_in(client, "worker")
    assert right.status_code == 429
    assert "again in" in right.content.decode()


def test_it_does_not_lock_somebody_else(worker, stranger):
    client = Client()
    fail(client, "worker", 5)
    assert log_in(client, "stranger").status_code == 302


def test_the_lock_ends_by_itself_and_trying_does_not_prolong_it(worker):
    client, begin = Client(), now()
    with time_machine.travel(begin, tick=False) as clock:
        fail(client, "worker", 5)
        clock.shift(timedelta(minutes=14))
        assert "again in 1 minute." in fail(client, "worker", 1).content.decode()
        clock.shift(timedelta(minutes=1, seconds=1))
        assert log_in(client, "worker").status_code == 302


def test_a_login_begins_the_count_anew(worker):
    client = Client()
    fail(client, "worker", 4)
    log_in(client, "worker")
    client.logout()
    assert fail(client, "worker", 4).status_code == 200


def test_capital_letters_do_not_give_more_tries(worker):
    client = Client()
    fail(client, "worker", 3)
    assert fail(client, "WORKER", 2).status_code == 429


@pytest.mark.parametrize("typed", ["210502199001011234", "王小明", "hunter2hunter2"])
def test_what_was_typed_into_the_wrong_field_is_not_kept(worker, typed, caplog):
    with caplog.at_level("DEBUG"):
        Client(HTTP_USER_AGENT=typed).post(
            reverse("account_login") + f"?{typed}=1", {"login": typed, "password": typed, "x": typed}
        )
    row = AccessAttempt.objects.values().get()
    assert not [value for value in row.values() if typed in str(value)]
    assert typed not in caplog.text


def test_a_closed_account_does_not_log_in(worker, watcher):
    with watcher.resting():
        worker.is_active = False
        worker.save(update_fields=["is_active"])
    client = Client()
    log_in(client, "worker")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "address", ["signup/", "password/reset/", "email/", "confirm-email/", "password/set/", "login/code/confirm/"]
)
def test_there_is_no_sign_up_and_no_reset_by_mail(address):
    assert Client().get(f"/accounts/{address}").status_code == 404


def test_the_page_is_drawn_in_both_languages():
    for language in ("en", "zh-hans"):
        page = Client(HTTP_ACCEPT_LANGUAGE=language).get(reverse("account_login"))
        assert f'<html lang="{language}"' in page.content.decode()


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "登录名"), ("en", "Login name")])
def test_the_login_name_has_one_name(client, db, language, word):
    client.cookies["language"] = language
    page = client.get(reverse("account_login")).content.decode()
    assert f"{word}</label>" in page.replace("\n", "") or word in page
    assert "用户名" not in page and "Username" not in page
