"""Two people press at the same moment, and one presses twice: done once, and a sentence for the other."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from lianfang.acts.stamps import Stamp
from lianfang.arrivals import services as arrivals
from lianfang.arrivals.models import Arrival
from lianfang.arrivals.rules import Result
from lianfang.arrivals.tests.make import make_arrival, make_reception
from lianfang.kernel.errors import LianfangError
from lianfang.measures import services as measures
from lianfang.measures.models import Measure
from lianfang.measures.services.appeals import appeal
from lianfang.measures.tests.make import SYSTEM, District, make_measure, make_measures_district, make_proposal
from lianfang.people.identity import Identity
from lianfang.people.models import Person
from lianfang.people.services import register_person
from lianfang.people.tests.make import csv_of, id_number, import_list, meet
from lianfang.response import services as responses
from lianfang.response.models import Response
from lianfang.response.tests.make import make_response
from lianfang.risk import services as risk
from lianfang.risk.models import RiskArea
from lianfang.risk.tests.make import make_risk_area
from lianfang.tasks.rules import Channel
from tests.threads import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def district(watcher) -> District:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    with watcher.resting():
        return make_measures_district()


def came_of(*steps: Callable[[], Any]) -> list[str]:
    """What steps that begin together each came to: "done", or the code of the refusal."""
    return sorted(each.reason.code if isinstance(each, LianfangError) else "done" for each in at_once(*steps))


def twice(step: Callable[[], Any]) -> list[str]:
    return came_of(step, step)


def test_a_measure_is_decided_once(district, watcher):
    with watcher.resting():
        proposed = make_proposal(district)
        assert twice(lambda: make_proposal(district)) == ["done", "done"]
        assert Measure.objects.count() == 1

        came_to = came_of(
            lambda: measures.order(actor=SYSTEM, measure=proposed.pk),
            lambda: measures.refuse(actor=SYSTEM, measure=proposed.pk, because="x"),
        )

        assert came_to == ["done", "measures.state_does_not_allow"]


def test_it_is_appealed_against_once_and_ends_once(district, watcher):
    with watcher.resting():
        measure = make_measure(district)

        assert twice(lambda: appeal(actor=SYSTEM, measure=measure, said="不服"))[0] == "done"
        assert measure.appeals.count() == 1
        assert twice(lambda: measures.end_early(actor=SYSTEM, measure=measure, because="x")) == [
            "done",
            "measures.state_does_not_allow",
        ]


def test_one_id_number_is_one_record(district, watcher):
    with watcher.resting():
        known, met = id_number(), id_number()
        who = Identity("周一", known, area_path=district.grid.path)

        assert twice(lambda: register_person(actor=SYSTEM, identity=who)) == ["done", "people.id_number_known"]
        assert twice(lambda: meet(district.response, "周二", id_number=met)) == ["done", "done"]
        assert [str(each.name) for each in Person.objects.order_by("pk")][1:] == ["周一", "周二"]


def test_two_lists_of_the_same_people_add_them_once(district, watcher):
    with watcher.resting():
        before = Person.objects.count()
        content = csv_of(*((f"王{chr(0x4E00 + at)}", id_number(), "", "河东社区") for at in range(30)))

        assert twice(lambda: import_list(content, district.areas["云溪街道"].path)) == ["done", "done"]
        assert Person.objects.count() == before + 30


def test_a_response_begins_and_ends_once(district, watcher):
    with watcher.resting():
        begin = lambda: make_response(name="防汛", area_path=district.areas["和安区"].path)  # noqa: E731

        assert twice(begin) == ["done", "response.already_active"]
        begun = Response.objects.get(name="防汛")
        end = lambda: responses.end(actor=SYSTEM, response=begun, authority="区", document="1号")  # noqa: E731
        assert twice(end)[0] == "done" and twice(end)[0] != "done"


def test_a_risk_area_is_followed_by_one_and_ends_once(district, watcher):
    with watcher.resting():
        area = make_risk_area(district.response)

        came_to = twice(lambda: risk.change_level(actor=SYSTEM, area=area, level="medium", source="x"))
        assert came_to == ["done", "risk.has_ended"]
        follower = RiskArea.objects.get(follows=area)
        came_to = came_of(
            lambda: risk.end(actor=SYSTEM, area=follower), lambda: risk.withdraw(actor=SYSTEM, area=follower)
        )
        assert came_to == ["done", "risk.has_ended"]


def test_an_arrival_is_verified_once(watcher):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    with watcher.resting():
        arrival = make_arrival(make_reception())
        found = arrivals.Checked(Channel.PHONE, Result.WRONG_DATA)

        came_to = twice(lambda: arrivals.verify(actor=SYSTEM, stamp=Stamp(), arrival=arrival, checked=found))

        assert came_to == ["arrivals.closed", "done"]
        assert not Arrival.objects.get(pk=arrival.pk).is_open
