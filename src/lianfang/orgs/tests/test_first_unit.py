"""A place that was set up a moment ago has no unit: whoever sets it up founds the first one on a page."""

import pytest
from django.urls import reverse

from lianfang.orgs.access import MANAGE_UNITS, SEE_UNITS
from lianfang.orgs.models import Unit
from lianfang.territory.tests.make import make_district, make_user

pytestmark = pytest.mark.django_db
FORM = {"name": "和安区疫情防控指挥部", "kind": "command", "area_path": "和安区"}


def test_it_founds_the_first_unit(client, watcher):
    with watcher.resting():
        areas = make_district()
        user = make_user("root", MANAGE_UNITS, SEE_UNITS)
    client.force_login(user)
    assert reverse("orgs:found_first") in client.get(reverse("orgs:units")).content.decode()

    answer = client.post(reverse("orgs:found_first"), FORM)

    unit = Unit.objects.get()
    assert (answer.status_code, unit.parent, unit.area_path) == (302, None, areas["和安区"].path)


def test_who_manages_units_of_a_part_founds_below_others(client, watcher):
    with watcher.resting():
        areas = make_district()
        user = make_user("clerk", MANAGE_UNITS, SEE_UNITS, area=areas["云溪街道"])
    client.force_login(user)
    assert client.post(reverse("orgs:found_first"), FORM).status_code == 403
    assert reverse("orgs:found_first") not in client.get(reverse("orgs:units")).content.decode()
