"""Two people press at the same moment, which only a database with row locks can show."""

import pytest
from django.db import connection

from lianfang.kernel.errors import LianfangError
from lianfang.tasks import selectors
from lianfang.tasks.models import HandOver, Responsibility
from lianfang.tasks.rules import Handing
from lianfang.tasks.services import accept_hand_over, withdraw
from lianfang.tasks.tests.make import make_cast, make_hand_over, make_resident
from tests.threads import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(watcher):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    with watcher.resting():
        return make_cast()


def test_it_is_accepted_or_withdrawn_never_both(cast, watcher):
    receives, sends = cast.actor(cast.receives), cast.actor(cast.sends)
    for number in range(5):
        with watcher.resting():
            sent = make_hand_over(cast, person=make_resident(cast.areas["河西社区"], f"张{chr(0x4E00 + number)}"))
            results = at_once(
                lambda sent=sent: accept_hand_over(actor=receives, hand_over=sent),
                lambda sent=sent: withdraw(actor=sends, hand_over=sent),
            )
        assert sum(isinstance(each, LianfangError) for each in results) == 1
        state = HandOver.objects.get(pk=sent.pk).state
        expected = cast.receiver if state == Handing.ACCEPTED else cast.sender
        assert selectors.responsible_for(sent.person) == expected


def test_two_senders_get_one_hand_over(cast, watcher):
    with watcher.resting():
        person = make_resident(cast.areas["河西社区"])
        results = at_once(
            lambda: make_hand_over(cast, person=person),
            lambda: make_hand_over(cast, person=person, from_unit=cast.street, to_unit=cast.sender),
        )
    assert sum(isinstance(each, HandOver) for each in results) == 1
    assert Responsibility.objects.filter(person=person, until=None).count() == 1
