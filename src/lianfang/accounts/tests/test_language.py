import pytest
from django.test import Client
from django.urls import reverse

from lianfang.accounts.models import User
from lianfang.accounts.tests.make import PASSWORD

pytestmark = pytest.mark.django_db


def choose(client, language):
    return client.post(reverse("set_language"), {"language": language, "next": reverse("accounts:me")})


def heading(client):
    return client.get(reverse("accounts:me")).content.decode()


def test_it_is_remembered_on_every_device(worker, browser):
    choose(browser(worker), "zh-hans")
    assert User.objects.get(pk=worker.pk).language == "zh-hans"
    assert 'lang="zh-hans"' in heading(browser(worker))
    choose(browser(worker), "en")
    assert 'lang="en"' in heading(browser(worker))


def test_it_holds_for_the_browser_before_the_login():
    client = Client()
    choose(client, "zh-hans")
    assert 'lang="zh-hans"' in client.get(reverse("account_login")).content.decode()


def test_a_language_that_is_not_spoken_is_refused(worker, browser):
    assert choose(browser(worker), "tlh").status_code == 422
    assert User.objects.get(pk=worker.pk).language == ""


def test_it_does_not_cost_a_login(worker):
    client = Client()
    choose(client, "en")
    client.post(reverse("account_login"), {"login": "worker", "password": PASSWORD})
    assert 'lang="en"' in heading(client)
