import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from lianfang.accounts.tests.make import PASSWORD

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

    done = client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert done.status_code == 302
    assert client.get(reverse("accounts:users")).status_code == 200


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
