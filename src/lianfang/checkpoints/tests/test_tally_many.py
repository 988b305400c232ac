"""A shift's presses, handed in together."""

from datetime import timedelta

import pytest

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.checkpoints.models import Tally
from lianfang.checkpoints.rules import Direction
from lianfang.checkpoints.seen import Passing
from lianfang.checkpoints.selectors import counts_of
from lianfang.checkpoints.services import tally, tally_many
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.privacy.models import AuditEntry

pytestmark = pytest.mark.django_db


def presses(number, **passing):
    given = {"direction": Direction.IN, "vehicles": 2, "people": 5, **passing}
    return [(Stamp(at=now() - timedelta(seconds=at)), Passing(**given)) for at in range(number)]


def test_it_counts_them_like_single_ones_under_one_entry_of_the_log(cast):
    before = AuditEntry.objects.count()

    assert len(tally_many(actor=cast.actor, post=cast.post.pk, presses=presses(7))) == 7
    assert counts_of(cast.post)["vehicles_in"] == 14
    assert counts_of(cast.post)["people_in"] == 35
    assert AuditEntry.objects.count() == before + 1


def test_it_leaves_out_what_was_counted_before(cast):
    shift = presses(3)
    tally(actor=cast.actor, stamp=shift[0][0], post=cast.post.pk, passing=shift[0][1])

    assert len(tally_many(actor=cast.actor, post=cast.post.pk, presses=shift)) == 2
    assert tally_many(actor=cast.actor, post=cast.post.pk, presses=shift) == []
    assert Tally.kept.count() == 3


def test_it_writes_nothing_where_one_of_them_is_wrong(cast):
    with pytest.raises(Invalid):
        tally_many(actor=cast.actor, post=cast.post.pk, presses=[*presses(2), *presses(1, vehicles=0, people=0)])
    with pytest.raises(Invalid):
        tally_many(
            actor=cast.actor, post=cast.post.pk, presses=[(Stamp(at=now() + timedelta(hours=1)), Passing(vehicles=1))]
        )
    with pytest.raises(Refused):
        long_ago = Stamp(at=cast.post.from_at - timedelta(days=1))
        tally_many(actor=cast.actor, post=cast.post.pk, presses=[*presses(1), (long_ago, Passing(vehicles=1))])
    assert Tally.objects.count() == 0


def test_it_is_not_found_for_the_crew_of_another_post(cast):
    with pytest.raises(NotFound):
        tally_many(actor=Actor.of(cast.stranger), post=cast.post.pk, presses=presses(1))
