"""At the end of a response the doors and their outcomes stay as numbers; who lives there and what was told is gone."""

import pytest

from lianfang.privacy.declare import declared
from lianfang.privacy.endings import end_rows
from lianfang.screening.coverage import coverage_of
from lianfang.screening.found import Found, Unwell
from lianfang.screening.models import Door, DoorVisit
from lianfang.screening.tests.make import SYSTEM, knock

pytestmark = pytest.mark.django_db


def test_the_numbers_stay_and_the_people_leave(cast, watcher):
    round_ = cast.open()
    sick = (Unwell("王小明", symptoms=("cough",)),)
    visit = knock(SYSTEM, cast.door(round_, "1-1-101"), people_here=2, note="二楼", unwell=sick)
    before = coverage_of(round_, [round_.area_path])
    with watcher.resting():
        for model in (DoorVisit, Door):
            end_rows(declared[model._meta.label_lower], model.objects.all())
    visit.refresh_from_db()
    assert (visit.told(), visit.note, visit.people_here, visit.unwell) == (Found(), "", None, 1)
    assert set(Door.objects.values_list("household", "walk")) == {(None, "")}
    assert coverage_of(round_, [round_.area_path]) == before
