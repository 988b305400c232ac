import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from lianfang.accounts.tests.make import PASSWORD

pytestmark = pytest.mark.django_db


def log_in(user, agent):
    client = Client(HTTP_USER_AGENT=agent)
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    client.get(reverse("accounts:me"))
    return client


@pytest.fixture
def here(worker):
    return log_in(worker, "desk")


@pytest.fixture
def phone(worker):
    return log_in(worker, "phone")


def test_it_lists_where_one_is_logged_in(here, phone):
    page = here.get(reverse("usersessions_list")).content.decode()
    assert "desk" in page
    assert "phone" in page
    assert "this one" in page


def test_it_logs_out_everywhere_else(here, phone):
    here.post(reverse("usersessions_list"))
    assert here.get(reverse("accounts:me")).status_code == 200
    assert phone.get(reverse("accounts:me")).status_code == 302


def test_whoever_manages_the_account_logs_it_out_everywhere(here, phone, worker, manager, browser):
    browser(manager).post(reverse("accounts:end_sessions", args=[worker.pk]))
    assert not UserSession.objects.filter(user=worker).exists()
    assert here.get(reverse("accounts:me")).status_code == 302
    assert phone.get(reverse("accounts:me")).status_code == 302


def test_a_manager_of_another_street_cannot(here, stranger, manager, browser):
    assert browser(manager).post(reverse("accounts:end_sessions", args=[stranger.pk])).status_code == 404
