from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from lianfang.accounts.tests.make import PASSWORD
from lianfang.kernel.clock import now

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.LIANFANG_SECOND_FACTOR = True


@pytest.fixture
def enrolled(admin):
    TOTP.activate(admin, SECRET)
    return admin


def code(secret=SECRET, wrong=False):
    value = hotp_value(secret, next(iter(yield_hotp_counters_from_time())))
    return format_hotp_value((value + 1) % 1000000 if wrong else value)


def with_password(username):
    client = Client()
    client.post(reverse("account_login"), {"login": username, "password": PASSWORD})
    return client


def send(client, digits):
    return client.post(reverse("mfa_authenticate"), {"code": digits})


def test_a_guarded_role_sets_one_up_before_anything_else(admin):
    client = with_password("admin")
    for name in ("accounts:users", "accounts:me", "home"):
        assert client.get(reverse(name)).url == reverse("accounts:second_factor")
    page = client.get(reverse("accounts:second_factor"))
    assert reverse("mfa_activate_totp") in page.content.decode()


def test_a_role_without_bulk_data_needs_none(worker):
    assert with_password("worker").get(reverse("accounts:me")).status_code == 200


def test_a_demo_does_without(admin, settings):
    settings.LIANFANG_SECOND_FACTOR = False
    assert with_password("admin").get(reverse("accounts:users")).status_code == 200


def test_it_is_set_up_with_a_code_of_the_app(admin):
    client = with_password("admin")
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert secret in page.content.decode()

    assert secret not in stored_session(client)

    done = client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert done.status_code == 302
    assert secret not in stored_session(client)
    assert client.get(reverse("accounts:users")).status_code == 200


def stored_session(client):
    """All that the database holds of sessions, opened."""
    return " ".join(str(each.get_decoded()) for each in Session.objects.all()) + str(dict(client.session))


def test_a_wrong_first_code_keeps_the_secret(admin):
    client = with_password("admin")
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": code(secret, wrong=True)}).status_code == 200
    assert secret not in stored_session(client)
    assert client.post(reverse("mfa_activate_totp"), {"code": code(secret)}).status_code == 302


def test_after_setting_up_one_goes_on_where_one_wanted_to(admin):
    client = with_password("admin")
    client.get(reverse("accounts:why"))
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert f'href="{reverse("accounts:why")}"' in client.get(reverse("mfa_view_recovery_codes")).content.decode()


@pytest.fixture
def an_hour_later(enrolled):
    """Logged in with both factors; then an hour goes by."""
    client = with_password("admin")
    send(client, code())
    with time_machine.travel(now() + timedelta(hours=1), tick=False):
        yield client


def asked_for_code(answer):
    return answer.status_code == 302 and answer.url.startswith(reverse("mfa_reauthenticate"))


def test_what_opens_many_peoples_data_asks_again_and_comes_back(an_hour_later):
    wanted = reverse("accounts:new_user") + "?from=list"
    asked = an_hour_later.get(wanted)
    assert asked_for_code(asked)
    page = an_hour_later.get(asked.url).content.decode()
    assert "afterwards you are back where you were" in page and "recovery codes" in page
    back = an_hour_later.post(asked.url, {"code": code(), "next": wanted})
    assert back.url == wanted
    assert an_hour_later.get(wanted).status_code == 200


@pytest.mark.parametrize("name, args", [("people:imports", []), ("privacy:new_export", ["people.residents"])])
def test_each_such_page_asks(an_hour_later, name, args):
    assert asked_for_code(an_hour_later.get(reverse(name, args=args)))


def test_an_ordinary_page_does_not(an_hour_later):
    assert an_hour_later.get(reverse("accounts:users")).status_code == 200


def test_what_was_sent_too_late_comes_back_to_its_page_and_is_kept_nowhere(an_hour_later, admin):
    page = reverse("accounts:users")
    sent = an_hour_later.post(
        reverse("accounts:new_user"), {"name": "张三丰"}, headers={"referer": f"http://testserver{page}"}
    )
    assert asked_for_code(sent) and page.replace("/", "%2F") in sent.url
    assert "张三丰" not in stored_session(an_hour_later)
    elsewhere = an_hour_later.post(reverse("accounts:new_user"), headers={"referer": "https://evil.example/x"})
    assert "evil" not in elsewhere.url


def test_bulk_openings_are_guarded():
    from lianfang.accounts.access import actions

    bulk = ["people.export_open", "people.import", "privacy.release_export", "accounts.manage_users"]
    assert [code for code in bulk if code in actions and not actions[code].guarded] == []


def test_the_secret_is_sealed(enrolled):
    stored = Authenticator.objects.get(user=enrolled).data["secret"]
    assert SECRET not in stored
    assert SECRET.encode().hex() not in stored


def test_it_logs_in_with_password_and_code(enrolled):
    client = with_password("admin")
    assert "_auth_user_id" not in client.session
    assert send(client, code()).status_code == 302
    assert client.get(reverse("accounts:users")).status_code == 200


def test_a_recovery_code_opens_once(enrolled):
    spare = RecoveryCodes.activate(enrolled).get_unused_codes()[0]
    assert send(with_password("admin"), spare).status_code == 302
    assert send(with_password("admin"), spare).status_code == 200


def test_five_wrong_codes_lock_like_wrong_passwords(enrolled):
    client = with_password("admin")
    for _ in range(4):
        assert send(client, code(wrong=True)).status_code == 200
    assert send(client, code(wrong=True)).status_code == 429
    assert send(client, code()).status_code == 429
    assert with_password("admin").get(reverse("accounts:users")).status_code == 302


def test_the_password_step_does_not_begin_the_count_anew(enrolled):
    for _ in range(4):
        send(with_password("admin"), code(wrong=True))
    assert send(with_password("admin"), code(wrong=True)).status_code == 429


def test_pages_about_it_are_drawn(enrolled):
    client = with_password("admin")
    send(client, code())
    RecoveryCodes.activate(enrolled)
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        assert client.get(reverse(name)).status_code == 200
