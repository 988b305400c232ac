"""Whom a sampler's phone carries to be sampled singly, and what it hands in of them."""

import pytest

from lianfang.acts.records import take
from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now
from lianfang.laboratory.models import Resample
from lianfang.laboratory.tests.make import make_session
from lianfang.sync.registry import collections

pytestmark = pytest.mark.django_db


def carried(cast, who):
    return {each.key: each for each in collections["singles"].rows(cast.actor(who))}


@pytest.fixture
def asked(positive):
    """Two people of a positive tube."""
    return list(Resample.objects.order_by("person"))


def test_it_carries_who_waits_with_the_door_the_reason_and_the_sessions(cast, asked):
    found = carried(cast, "table")
    assert set(found) == {str(each.pk) for each in asked}
    one = found[str(asked[0].pk)]
    assert "3-2-601 周晓岚" in one.data["title"] and one.data["due_at"] == asked[0].due_at.isoformat()
    assert (one.data["why"], one.persons) == ("resample_positive", (asked[0].person_id,))
    assert [each["about"] for each in one.data["sessions"]] == [str(cast.session.pk)]
    assert carried(cast, "volunteer") == carried(cast, "stranger") == {}


def test_a_session_that_is_not_open_is_not_offered(cast, asked, watcher):
    with watcher.resting():
        make_session(cast.response, cast.areas["河东社区"], cast.community, opened_at=None, opened_by="")
        type(cast.session).objects.filter(pk=cast.session.pk).update(closed_at=now())
    assert [each.data["sessions"] for each in carried(cast, "table").values()] == [[], []]


def test_what_is_handed_in_of_them_takes_them_from_the_phone(cast, asked):
    values = {"tube": "T0000999", "person": str(asked[0].person_id), "why": asked[0].why}
    given = {"code": "", "name": "", "id_number": "", "phone": "", **values}
    stamp = Stamp(offline=True)
    take(actor=cast.actor("table"), kind="sampling.swab", stamp=stamp, about=cast.session.pk, given=given)
    asked[0].refresh_from_db()
    assert asked[0].step == "drawn"
    assert set(carried(cast, "table")) == {str(asked[1].pk)}
