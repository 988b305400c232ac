"""Two phones of a table at the same moment: whoever comes second finds the tube that was opened a moment before."""

from unittest.mock import patch

import pytest

from lianfang.sampling.models import Swab, Tube
from lianfang.sampling.said import TubeSaid
from lianfang.sampling.services import known
from lianfang.sampling.tests.make import fill, of, take

pytestmark = pytest.mark.django_db


def test_a_tube_opened_by_another_phone_meanwhile_is_filled_on(cast, watcher):
    with watcher.resting():
        tube = fill(cast.session, cast.people[0], closes=False)
    real, calls = known._tubes, []

    def blind_once(session, codes):
        """The first look comes before the other phone's transaction has ended."""
        calls.append(codes)
        return real(session, codes) if len(calls) > 1 else {}

    with patch.object(known, "_tubes", blind_once):
        taken = take(cast.session, TubeSaid(tube.code, of(cast.people[1])), cast.actor)
    assert len(calls) == 2 and taken.tube.pk == tube.pk
    assert Tube.objects.get().people == Swab.kept.count() == 2


def test_a_record_that_another_phone_sends_at_this_moment_is_known(cast, watcher):
    said = TubeSaid("TUBE-77", of(cast.people[0]))
    with watcher.resting():
        take(cast.session, said, cast.actor)
    real, calls = known._swabs, []

    def blind_once(*asked):
        calls.append(asked)
        return real(*asked) if len(calls) > 1 else []

    with patch.object(known, "_swabs", blind_once), patch.object(known, "_inside", lambda tubes: {}):
        taken = take(cast.session, said, cast.actor)
    assert taken.known and not taken.swabs and Swab.objects.count() == 1
