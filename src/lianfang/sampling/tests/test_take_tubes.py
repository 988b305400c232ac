"""Whole tubes from a table: taken once, judged, never lost."""

import pytest

from lianfang.sampling.models import Swab, Tube
from lianfang.sampling.said import ClosingSaid, TubeSaid
from lianfang.sampling.tests.make import counted, fill, make_code, of, offline, take

pytestmark = pytest.mark.django_db


def test_it_takes_a_whole_tube_once(cast):
    said = TubeSaid(make_code(), of(*cast.people[:3]), ClosingSaid(offline(), 3))
    first = take(cast.session, said, cast.actor)
    assert (first.tube.people, first.tube.state, first.tube.counted) == (3, "closed", 3)
    again = take(cast.session, said, cast.actor)
    assert len(again.known) == 4 and not again.swabs
    assert Swab.kept.count() == 3 and Tube.objects.get().people == 3


def test_it_takes_a_swab_that_comes_after_the_closing(cast):
    code = make_code()
    take(cast.session, TubeSaid(code, closing=ClosingSaid(offline(1), 1)), cast.actor)
    late = take(cast.session, TubeSaid(code, of(cast.people[0], minutes_ago=5)), cast.actor)
    assert late.flags == {} and late.tube.people == 1 and not late.tube.differs
    later = take(cast.session, TubeSaid(code, of(cast.people[1])), cast.actor)
    assert [reason.code for reason in later.flags.values()] == ["sampling.tube_closed"]
    assert Tube.objects.get().differs and counted(later.tube) == 2


def test_it_flags_the_eleventh_person_and_keeps_them(cast, watcher):
    with watcher.resting():
        tube = fill(cast.session, *cast.people, closes=False)
        Tube.objects.filter(pk=tube.pk).update(size=6)
    others = take(cast.session, TubeSaid(tube.code, of(cast.people[0])), cast.actor)
    assert [reason.code for reason in others.flags.values()] == ["sampling.twice_in_tube"]
    assert counted(tube) == Tube.objects.get().people == 6
