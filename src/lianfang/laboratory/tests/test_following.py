"""What follows a result: a stay, a single sample, a re-check, freedom, and a positive that is announced."""

import pytest

from lianfang.kernel import events
from lianfang.laboratory.events import RecheckedPositive
from lianfang.laboratory.models import Resample
from lianfang.laboratory.rules import Step, Value
from lianfang.laboratory.subjects import DECIDE, FREE, SAMPLE, STAY
from lianfang.laboratory.tests.make import bring, draw_single, give, make_cast, make_people, make_tube
from lianfang.sampling.rules import Why
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(watcher):
    with watcher.resting():
        return make_cast()


def waiting(*kinds):
    codes = [kind.code for kind in kinds]
    return Task.objects.filter(kind__in=codes, state__in=sorted(WAITING))


@pytest.fixture
def announced(monkeypatch):
    heard = []
    monkeypatch.setitem(events._handlers, RecheckedPositive, [heard.append])
    return heard


def test_a_positive_tube_is_followed_to_a_positive_re_check(cast, announced):
    one, other = make_people(cast, 2)
    tube = make_tube(cast, [one, other])
    bring(cast, tube)

    give(cast, tube, Value.POSITIVE)
    assert set(Resample.objects.values_list("why", "step", "stays")) == {("resample_positive", "waiting", True)}
    assert waiting(STAY).count() == waiting(SAMPLE).count() == 2

    first = Resample.objects.get(person=one)
    single = draw_single(cast, first)
    first.refresh_from_db()
    assert (first.step, first.drawn_tube) == (Step.DRAWN, single)

    give(cast, single, Value.POSITIVE)
    recheck = Resample.objects.get(person=one, why=Why.RECHECK.value)
    assert (recheck.follows, recheck.stays, announced) == (first, True, [])

    give(cast, draw_single(cast, recheck), Value.POSITIVE)
    assert [event.resample.pk for event in announced] == [recheck.pk]
    assert waiting(DECIDE).count() == 1
    assert waiting(STAY).filter(person=one).count() == 1

    give(cast, draw_single(cast, Resample.objects.get(person=other)), Value.NEGATIVE)
    free = Resample.objects.get(person=other)
    assert (free.step, free.stays_until is not None) == (Step.NEGATIVE, True)
    assert waiting(FREE).filter(person=other).count() == 1
    assert not waiting(STAY).filter(person=other).exists()
