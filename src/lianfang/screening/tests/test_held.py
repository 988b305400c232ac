"""Whoever asks what is held about them learns of the visits at their door, and of nobody else there."""

import pytest

from lianfang.people.tests.make import make_person
from lianfang.screening.found import Unwell
from lianfang.screening.held import visits_of
from lianfang.screening.services import void_visit
from lianfang.screening.tests.make import SYSTEM, knock

pytestmark = pytest.mark.django_db


def test_it_tells_of_the_visits_and_of_nobody_else(cast):
    person = make_person("王小明", household=cast.homes["1-1-101"])
    door = cast.door(cast.open(), "1-1-101")
    sick = (Unwell("王小明", symptoms=("cough",)), Unwell("李热", symptoms=("fever",)))
    knock(SYSTEM, door, people_here=2, unwell=sick)
    wrong = knock(SYSTEM, cast.door(door.round, "1-1-102"), "refused")
    void_visit(actor=SYSTEM, visit=wrong.pk, because="x")
    told = visits_of(person.pk)
    assert [(piece.what, piece.says) for piece in told] == [("spoken to", "王小明 · cough")]
    assert visits_of(make_person("无户", area_path=door.area_path).pk) == []
