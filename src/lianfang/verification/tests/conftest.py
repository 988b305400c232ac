from copy import deepcopy

import pytest
from django.urls import reverse

from lianfang.accounts.tests.make import browser_of
from lianfang.verification.tests.make import make_office
from tests.worlds import of_the_file

office_of_the_file = of_the_file(make_office)


@pytest.fixture
def office(office_of_the_file, db):
    return deepcopy(office_of_the_file)


@pytest.fixture
def opens(office):
    """Opens a page as somebody of the office, or sends a form to it."""

    browsers = {}

    def go(who, page, /, *args, query="", **post):
        if who not in browsers:
            browsers[who] = browser_of(getattr(office, who), headers={"accept-language": "en"})
        browser = browsers[who]
        url = reverse(f"verification:{page}", args=args) + query
        return browser.post(url, post) if post else browser.get(url)

    return go
