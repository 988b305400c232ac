"""Proposing, ordering and refusing; what exceeds the edition; who answers for the person."""

from datetime import timedelta

import pytest

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import today
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.measures import services
from lianfang.measures.models import Measure
from lianfang.measures.rules import Stage, State
from lianfang.measures.tests.make import SYSTEM, make_cast, make_measure, make_proposal
from lianfang.people.tests.make import make_person
from lianfang.response.services import decide
from lianfang.response.tests.make import DENGUE
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING
from lianfang.tasks.selectors import left_alone, responsible_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(district, watcher):
    with watcher.resting():
        return make_cast(district)


def waiting(measure: Measure) -> set[str]:
    rows = Task.objects.filter(subject_id=measure.pk, state__in=sorted(WAITING))
    return set(rows.values_list("kind", flat=True))


def test_a_proposal_takes_its_days_from_the_edition(district):
    measure = make_proposal(district, days_ago=2)

    assert measure.first_day == today() - timedelta(days=1)
    assert measure.last_day == today() + timedelta(days=5)
    assert measure.counts_from == "leaving_area"
    assert measure.day_number == 2
    assert waiting(measure) == {"measures.decide"}


def test_the_same_proposal_again_is_the_first(district):
    assert make_proposal(district) == make_proposal(district)


def test_nobody_answers_for_a_person_by_a_proposal_alone(district):
    make_proposal(district)

    assert responsible_for(district.person) is None


def test_ordering_makes_the_unit_answer_and_leaves_a_task_until_release(district, cast):
    measure = services.order(actor=Actor.of(cast["office"]), measure=make_proposal(district))

    assert measure.state == State.ORDERED
    assert measure.ordered_unit == district.office
    assert responsible_for(district.person) == district.community
    assert waiting(measure) == {"measures.release", "measures.serve"}
    assert not left_alone().exists()


def test_a_worker_proposes_and_does_not_order(district, cast):
    measure = make_proposal(district)

    with pytest.raises(NotFound):
        services.order(actor=Actor.of(cast["worker"]), measure=measure)


def test_another_street_does_not_find_it(district, cast):
    with pytest.raises(NotFound):
        services.order(actor=Actor.of(cast["elsewhere"]), measure=make_proposal(district))


def test_it_is_decided_once(district):
    measure = make_measure(district)

    with pytest.raises(Refused):
        services.order(actor=SYSTEM, measure=measure)
    with pytest.raises(Refused):
        make_proposal(district)


def test_refusing_binds_nobody(district):
    measure = services.refuse(actor=SYSTEM, measure=make_proposal(district), because="行程核实在窗口期之外")

    assert measure.stage is Stage.REFUSED
    assert waiting(measure) == set()


@pytest.mark.parametrize(
    ("given", "excess", "days"),
    [
        ({"last_day": 7}, "", 0),
        ({"last_day": 3}, "", 0),
        ({"last_day": 8}, "longer", 1),
        ({"last_day": 14}, "longer", 7),
        ({"kind": "home_isolation"}, "stricter", 0),
        ({"kind": "central_isolation"}, "stricter", 0),
        ({"ground": "left_low_risk_area"}, "stricter", 0),
        ({"kind": "mosquito_isolation", "last_day": 3}, "unknown_kind", 4),
    ],
)
def test_what_exceeds_the_edition_needs_authority_and_reason(district, given, excess, days):
    last = today() + timedelta(days=given.pop("last_day")) if "last_day" in given else None
    extra = {"last_day": last} if given.get("kind") == "mosquito_isolation" else {}
    measure = make_proposal(district, **given, **extra)

    if excess:
        with pytest.raises(Invalid) as refused:
            services.order(actor=SYSTEM, measure=measure, last_day=last)
        assert set(refused.value.fields) == {"excess_authority", "excess_reason"}
    ordered = services.order(
        actor=SYSTEM, measure=measure, last_day=last, excess_authority="区指挥部", excess_reason="同住者已确诊"
    )

    assert (ordered.excess, ordered.excess_days) == (excess, days)
    assert bool(ordered.excess_authority) is bool(excess)


def test_another_ground_brings_its_own_days(district):
    measure = make_proposal(district, kind="central_isolation", ground="close_contact")

    services.order(actor=SYSTEM, measure=measure, ground="left_high_risk_area")

    again = Measure.objects.get(pk=measure.pk)
    assert again.ground.code == "measures.ground_left_high_risk_area"
    assert again.rules.followed_by is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "house_arrest"}, "kind"),
        ({"ground": "born_elsewhere"}, "ground"),
        ({"days_ago": -1}, "counted_from"),
        ({"last_day": today() - timedelta(days=3)}, "last_day"),
    ],
)
def test_it_refuses_what_no_edition_knows(district, given, field):
    with pytest.raises(Invalid) as refused:
        make_proposal(district, **given)

    assert list(refused.value.fields) == [field]


def test_it_does_not_propose_what_is_over_already(district):
    with pytest.raises(Refused):
        make_proposal(district, days_ago=8)


def test_an_edition_without_observation_proposes_none(district):
    decided = {"level": 3, "edition": DENGUE, "authority": "国务院", "document": "通知"}
    decide(actor=SYSTEM, response=district.response, **decided)

    with pytest.raises(Invalid) as refused:
        make_proposal(district)

    assert list(refused.value.fields) == ["kind"]


def test_two_people_and_two_kinds_stand_beside_each_other(district):
    make_measure(district)
    make_measure(district, kind="health_monitoring")
    make_measure(district, person=make_person("孙宁", area_path=district.grid.path))

    assert Measure.objects.filter(state="ordered").count() == 3
    assert responsible_for(district.person) == district.community
