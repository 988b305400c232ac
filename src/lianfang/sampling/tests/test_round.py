"""Who has not been sampled in a round, and where a tube goes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianfang.acts.services import void
from lianfang.figures.asking import Ask
from lianfang.figures.engine import evaluate
from lianfang.kernel.clock import end_of, start_of, today
from lianfang.kernel.errors import Refused
from lianfang.people.services import leave, merge
from lianfang.people.tests.make import make_person
from lianfang.sampling import selectors, services
from lianfang.sampling.live import flagged_in
from lianfang.sampling.models import Swab, Tube
from lianfang.sampling.register import Standing, open_at, rolled_up, standing, still_open
from lianfang.sampling.rules import Exempt, TubeState
from lianfang.sampling.said import TubeSaid
from lianfang.sampling.tests.make import SYSTEM, fill, make_code, make_home, make_session, of, offline, take
from lianfang.territory.selectors import community_of

pytestmark = pytest.mark.django_db


def left(*sessions):
    return {person.pk for person in still_open(sessions, selectors.round_of(sessions[0]))}


def ids(people):
    return {person.pk for person in people}


def test_whoever_is_sampled_anywhere_in_the_round_is_done(cast, watcher):
    with watcher.resting():
        other = make_session(cast.site, called=(cast.areas["河西社区"].path,))
        make_home(cast, 1, area="河西社区")
        fill(other, cast.people[0])
        fill(make_session(cast.site, name="第二轮全员核酸"), cast.people[1])
    assert left(cast.session) == ids(cast.people[1:6])
    assert left(other) == ids(cast.people[6:])
    assert left(cast.session, other) == ids(cast.people[1:])


@pytest.mark.parametrize("desk", [True, False])
def test_whoever_was_sampled_in_another_session_of_the_round_is_taken_and_shown(cast, watcher, desk):
    with watcher.resting():
        first = fill(make_session(cast.site), cast.people[0])
        fill(make_session(cast.site, name="第二轮全员核酸"), cast.people[1])
    taken = take(cast.session, TubeSaid(make_code(), of(*cast.people[:2], desk=desk)))
    [swab] = flagged_in(cast.session)
    assert swab.person == cast.people[0] and swab.would_have_been_refused.code == "sampling.twice_in_round"
    assert (list(taken.flags), taken.tube.people, first.code in str(swab.would_have_been_refused)) == (
        [swab.pk],
        2,
        True,
    )


def test_the_exempt_the_gone_and_the_voided_are_counted_right(cast, watcher):
    with watcher.resting():
        services.exempt(
            actor=SYSTEM, stamp=offline(), session=cast.session.pk, person=cast.people[0].pk, reason=Exempt.INFANT
        )
        leave(actor=SYSTEM, person=cast.people[1].pk)
        fill(cast.session, cast.people[2], cast.people[3])
        void(Swab.kept.get(person=cast.people[3]), actor=SYSTEM, because="扫错人")
    assert left(cast.session) == ids(cast.people[3:6])
    (here,) = standing([cast.session], [cast.session])
    assert (here.called, here.sampled, here.exempt, here.open) == (5, 1, 1, 3)
    assert rolled_up([here, here], community_of) == [Standing(cast.areas["河东社区"].path, 10, 2, 2)]


def test_who_was_sampled_under_a_record_that_was_merged_is_done(cast, watcher):
    with watcher.resting():
        double = make_person("李壹", area_path=cast.areas["3号楼"].path)
        fill(cast.session, double)
        merge(actor=SYSTEM, person=double.pk, into=cast.people[0].pk)
    assert left(cast.session) == ids(cast.people[1:])
    (here,) = standing([cast.session], [cast.session])
    assert (here.called, here.sampled, here.open) == (6, 1, 5)


def test_the_numbers_are_those_of_the_list_whoever_was_met_twice(cast, watcher):
    """Sampled in two tubes, sampled though exempt, exempt under a record that was merged, sampled elsewhere in the round."""
    with watcher.resting():
        double = make_person("李壹", area_path=cast.areas["3号楼"].path)
        for person in (cast.people[0], cast.people[1], double):
            exempting(cast, person)
        merge(actor=SYSTEM, person=double.pk, into=cast.people[2].pk)
        fill(cast.session, cast.people[0], cast.people[3])
        fill(cast.session, cast.people[3])
        other = make_session(cast.site, called=(cast.areas["河西社区"].path,))
        fill(other, cast.people[4])
    every = list(selectors.round_of(cast.session))
    lines = standing([cast.session], every)
    (here,) = [each for each in lines if each.open]
    assert (here.called, here.sampled, here.exempt, here.open) == (6, 3, 2, len(left(cast.session)))
    assert here in standing(every, every)
    assert set(open_at(lines, [cast.session], every)) == set(still_open([cast.session], every))


def exempting(cast, person):
    services.exempt(actor=SYSTEM, stamp=offline(), session=cast.session.pk, person=person.pk, reason=Exempt.AWAY)


def test_counts_by_building_do_not_ask_more_for_more_buildings(cast, watcher):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert sum(each.called for each in standing([cast.session], [cast.session])) == len(cast.people)
        return len(queries)

    before = asked()
    with watcher.resting():
        for area in ("第一网格", "第二网格", "河东社区"):
            make_home(cast, 1, area=area)
    assert asked() == before


def test_a_tube_goes_from_hand_to_hand(cast, watcher):
    with watcher.resting():
        tubes = [fill(cast.session, cast.people[0]), fill(cast.session, cast.people[1])]
        opened = fill(cast.session, cast.people[2], closes=False)
    services.move_tubes(actor=SYSTEM, tubes=tubes, to=TubeState.PACKED)
    services.move_tubes(actor=SYSTEM, tubes=[tubes[0].pk], to=TubeState.RECEIVED)
    assert set(Tube.objects.values_list("state", flat=True)) == {"received", "packed", "open"}
    with pytest.raises(Refused, match="cannot go there"):
        services.move_tubes(actor=SYSTEM, tubes=[tubes[1], opened], to=TubeState.PACKED)
    with pytest.raises(Refused, match="no longer at the table"):
        services.reopen_tube(actor=SYSTEM, tube=tubes[0].pk, because="还有人要来")


def test_only_whoever_manages_the_site_takes_somebody_out_of_a_tube_that_has_left(cast, watcher):
    with watcher.resting():
        tube = fill(cast.session, cast.people[0])
        services.move_tubes(actor=SYSTEM, tubes=[tube], to=TubeState.PACKED)
    swab = Swab.kept.get()
    with pytest.raises(Refused):
        services.void_swab(actor=cast.actor, swab=swab.pk, because="扫错人")
    services.void_swab(actor=cast.chief, swab=swab.pk, because="扫错人")
    found = Tube.objects.get()
    assert (found.people, found.state) == (0, "packed")


def test_figures_count_what_was_taken(cast, watcher):
    with watcher.resting():
        fill(cast.session, cast.people[0], cast.people[1])
        fill(cast.session, cast.people[0], closes=False)
        services.exempt(
            actor=SYSTEM, stamp=offline(), session=cast.session.pk, person=cast.people[5].pk, reason=Exempt.AWAY
        )
    codes = ("samples", "people", "tubes", "open_tubes", "exempt")
    ask = Ask(tuple(f"sampling.{code}" for code in codes), start_of(today()), end_of(today()))
    numbers = {key.figure: number for key, number in evaluate(ask, SYSTEM).numbers.items()}
    assert [numbers.get(f"sampling.{code}", 0) for code in codes] == [3, 2, 2, 1, 1]
