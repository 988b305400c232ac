"""An appeal goes to another unit than the one that ordered, and is decided with reasons."""

from datetime import timedelta

import pytest

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.measures import selectors, services
from lianfang.measures.models import Measure
from lianfang.measures.rules import AppealDecision, State
from lianfang.measures.tests.make import SYSTEM, make_cast, make_proposal
from lianfang.orgs.services import end_unit
from lianfang.orgs.tests.make import make_unit
from lianfang.tasks.rules import Handing

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(district, watcher):
    with watcher.resting():
        return {name: Actor.of(user) for name, user in make_cast(district).items()}


@pytest.fixture
def measure(district, cast):
    return services.order(actor=cast["office"], measure=make_proposal(district))


def test_it_goes_to_the_unit_above_the_one_that_ordered(district, measure, cast):
    filed = services.appeal(actor=cast["worker"], measure=measure, said="我那几天在外地")

    assert filed.unit == district.command
    assert (filed.hand_over.from_unit, filed.hand_over.to_unit) == (district.office, district.command)
    assert filed in selectors.appeals_visible_to(cast["command"])
    assert filed not in selectors.appeals_visible_to(cast["elsewhere"])


def test_who_ordered_does_not_decide(measure, cast):
    filed = services.appeal(actor=cast["worker"], measure=measure, said="我那几天在外地")

    with pytest.raises(NotFound):
        services.decide_appeal(actor=cast["office"], appeal=filed, decision=AppealDecision.UPHELD, because="维持")


@pytest.mark.parametrize(
    ("decision", "shorter", "state", "days"),
    [
        (AppealDecision.UPHELD, None, State.ORDERED, 0),
        (AppealDecision.SHORTENED, 2, State.ORDERED, -2),
        (AppealDecision.REVOKED, None, State.ENDED, 0),
    ],
)
def test_the_decision_takes_effect(measure, cast, decision, shorter, state, days):
    filed = services.appeal(actor=cast["worker"], measure=measure, said="我那几天在外地")
    last = measure.last_day - timedelta(days=shorter) if shorter else None

    services.decide_appeal(actor=cast["command"], appeal=filed, decision=decision, because="经核实行程", last_day=last)

    after = Measure.objects.get(pk=measure.pk)
    assert (after.state, after.last_day) == (state, measure.last_day + timedelta(days=days))
    filed.refresh_from_db()
    assert filed.hand_over.state == Handing.SEEN
    assert after.changes.filter(step="appeal_decided").exists()


def test_one_appeal_waits_at_a_time_and_is_decided_once(measure, cast):
    filed = services.appeal(actor=cast["worker"], measure=measure, said="我那几天在外地")
    with pytest.raises(Refused):
        services.appeal_by_link(measure=measure, said="请再看看")

    decided = services.decide_appeal(actor=SYSTEM, appeal=filed, decision=AppealDecision.UPHELD, because="维持")
    with pytest.raises(Refused):
        services.decide_appeal(actor=SYSTEM, appeal=decided, decision=AppealDecision.REVOKED, because="改")


@pytest.mark.parametrize(
    ("decision", "because", "later", "field"),
    [
        (AppealDecision.UPHELD, " ", None, "because"),
        (AppealDecision.SHORTENED, "好", None, "last_day"),
        (AppealDecision.SHORTENED, "好", 1, "last_day"),
    ],
)
def test_it_refuses_a_decision_without_reason_or_effect(measure, cast, decision, because, later, field):
    filed = services.appeal(actor=cast["worker"], measure=measure, said="我那几天在外地")
    last = measure.last_day + timedelta(days=later) if later else None

    with pytest.raises(Invalid) as refused:
        services.decide_appeal(actor=SYSTEM, appeal=filed, decision=decision, because=because, last_day=last)

    assert list(refused.value.fields) == [field]


def test_what_the_command_ordered_is_reviewed_beside_it(district, cast):
    measure = services.order(actor=cast["command"], measure=make_proposal(district))
    with pytest.raises(Refused):
        services.appeal(actor=cast["worker"], measure=measure, said="我那几天在外地")

    law = make_unit("和安区司法局", below=district.command, area=district.areas["和安区"], kind="department")

    assert services.appeal(actor=cast["worker"], measure=measure, said="我那几天在外地").unit == law


def test_a_reviewer_that_ends_leaves_it_to_the_next_one(district, cast, watcher):
    with watcher.resting():
        first, second = (make_unit(name, kind="department", below=district.command) for name in ("司法局", "信访局"))
    measure = services.order(actor=cast["command"], measure=make_proposal(district))
    filed = services.appeal(actor=cast["worker"], measure=measure, said="请复核")
    end_unit(actor=SYSTEM, unit=first)
    filed.refresh_from_db()
    assert (filed.unit, filed.unit_path) == (second, second.path)


def test_the_measures_of_a_unit_that_ends_are_those_of_the_unit_above(district, measure):
    end_unit(actor=SYSTEM, unit=district.community)
    measure.refresh_from_db()
    assert (measure.unit, measure.unit_path) == (district.office, district.office.path)


def test_what_is_not_in_force_has_no_appeal(district, cast):
    with pytest.raises(Refused):
        services.appeal(actor=cast["worker"], measure=make_proposal(district), said="不同意")
