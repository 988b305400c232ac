import pytest
from django.test import Client
from django.urls import reverse

from lianfang.accounts.models import User
from lianfang.accounts.tests.make import PASSWORD

pytestmark = pytest.mark.django_db

OWN = "xin-de-mima-2026"


def change(client, old=PASSWORD, new=OWN):
    given = {"oldpassword": old, "password1": new, "password2": new}
    return client.post(reverse("account_change_password"), given)


def test_it_changes_ones_own_password_and_ends_other_sessions(worker, browser):
    here, elsewhere = browser(worker), browser(worker)
    assert change(here).status_code == 302
    assert here.get(reverse("accounts:me")).status_code == 200
    assert elsewhere.get(reverse("accounts:me")).status_code == 302
    assert User.objects.get(pk=worker.pk).check_password(OWN)


@pytest.mark.parametrize("new", ["short", "password123", "1234567890"])
def test_it_refuses_a_weak_one(worker, browser, new):
    assert change(browser(worker), new=new).status_code == 200
    assert User.objects.get(pk=worker.pk).check_password(PASSWORD)


def test_it_refuses_without_the_old_one(worker, browser):
    assert change(browser(worker), old="something-else-1").status_code == 200
    assert User.objects.get(pk=worker.pk).check_password(PASSWORD)


def test_a_temporary_password_is_changed_before_anything_else(worker, browser, watcher):
    with watcher.resting():
        User.objects.update(must_change_password=True)
    client = browser(worker)
    assert client.get(reverse("accounts:me")).url == reverse("account_change_password")
    assert "One more step" in client.get(reverse("account_change_password")).content.decode()
    change(client)
    assert client.get(reverse("accounts:me")).status_code == 200


def test_whoever_is_not_logged_in_is_sent_to_the_login():
    assert Client().get(reverse("account_change_password")).status_code == 302
