"""Tubes with people, a laboratory, boxes under way and results, as tests here and above need them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.laboratory import services
from lianfang.laboratory.access import CARRY_BOXES, ENTER_RESULTS, READ_RESULTS, SEE_LABORATORY
from lianfang.laboratory.models import Box, Resample, Result
from lianfang.laboratory.rules import Reading, Source, Value
from lianfang.laboratory.services import Taken
from lianfang.laboratory.services.intake import Outcome
from lianfang.orgs.models import Unit
from lianfang.orgs.tests.make import make_on_duty, make_unit, make_units, make_worker
from lianfang.people.models import Person
from lianfang.people.tests.make import make_household, make_person
from lianfang.privacy.audit import audit
from lianfang.response.models import Response
from lianfang.response.tests.make import make_response
from lianfang.sampling.access import DRAW, READ_SWABS, SEE_SAMPLING
from lianfang.sampling.models import Session, Site, Tube
from lianfang.sampling.rules import TubeState, Why
from lianfang.sampling.said import ClosingSaid, SwabSaid, TubeSaid
from lianfang.sampling.services import take_tubes
from lianfang.tasks.access import DO_TASKS, SEE_PEOPLE, SEE_REASONS, SEE_TASKS
from lianfang.tasks.kinds import TaskKind
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING
from lianfang.territory.models import Area

SYSTEM = Actor.system("tests")
LABORATORY = (SEE_LABORATORY, CARRY_BOXES, ENTER_RESULTS, SEE_TASKS)
TABLE = (SEE_LABORATORY, CARRY_BOXES, SEE_SAMPLING, DRAW, READ_SWABS, SEE_TASKS)
COMMUNITY = (SEE_LABORATORY, CARRY_BOXES, READ_RESULTS, READ_SWABS, SEE_TASKS, DO_TASKS, SEE_PEOPLE, SEE_REASONS)
VOLUNTEER = (SEE_TASKS, DO_TASKS)
_codes = count(1)


@dataclass
class Cast:
    """A session of 河东社区 with its table, the community's worker, a volunteer, and a laboratory of the district."""

    areas: dict[str, Area]
    units: dict[str, Unit]
    response: Response
    session: Session
    laboratory: Unit
    users: dict[str, Any] = field(default_factory=dict)

    @property
    def community(self) -> Unit:
        return self.units["河东社区居委会"]

    def actor(self, name: str) -> Actor:
        return Actor.of(self.users[name])


def make_cast(**response: Any) -> Cast:
    areas, units = make_units()
    active = make_response(area_path=areas["和安区"].path, **response)
    laboratory = make_unit("和安区检验中心", area=areas["和安区"], below=units["和安区指挥部"], kind="health")
    other = make_unit("邻区检验所", area=areas["南山镇"], below=units["和安区指挥部"], kind="health")
    for unit in (laboratory, units["河东社区居委会"]):
        make_on_duty(unit)
    community = units["河东社区居委会"]
    cast = Cast(areas, units, active, make_session(active, areas["河东社区"], community), laboratory)
    cast.users = {
        "laboratory": make_worker("tester", laboratory, *LABORATORY),
        "elsewhere": make_worker("elsewhere", other, *LABORATORY),
        "table": make_worker("table", community, *TABLE),
        "worker": make_worker("worker", community, *COMMUNITY),
        "volunteer": make_worker("volunteer", community, *VOLUNTEER),
        "stranger": make_worker("stranger", units["水峪村村委会"], *COMMUNITY),
    }
    return cast


@transaction.atomic
def make_session(response: Response, area: Area, unit: Unit, **more: Any) -> Session:
    """A session that stands open, in tubes of ten."""
    common = {"response": response, "area_path": area.path, "unit": unit, "unit_path": unit.path}
    site = Site.objects.create(name=f"{area.name}采样点", **common)
    given = {
        "name": "第三轮",
        "tube_size": 10,
        "from_at": now() - timedelta(hours=3),
        "until_at": now() + timedelta(hours=8),
        "opened_at": now() - timedelta(hours=3),
        "opened_by": "tests",
        **more,
    }
    session = Session.objects.create(site=site, **common, **given)
    audit(SYSTEM, "session.planned", session)
    return session


def make_people(cast: Cast, number: int = 2, door: str = "", area: str = "第一网格") -> list[Person]:
    """So many people of one household in a grid of 河东社区."""
    household = make_household(cast.areas[area].path, **({"door": door} if door else {}))
    return [
        make_person("周晓岚", household=household, relation="head" if not each else "child") for each in range(number)
    ]


def make_tube(
    cast: Cast,
    people: Sequence[Person] = (),
    *,
    session: Session | None = None,
    why: Why = Why.ROUND,
    closed: bool = True,
    code: str = "",
    counted: int | None = None,
    minutes_ago: int = 60,
) -> Tube:
    """A tube with these people in it, drawn and closed by the table a while ago."""
    at = now() - timedelta(minutes=minutes_ago)
    swabs = tuple(SwabSaid(Stamp(new_id(), at, offline=True), person=each.pk) for each in people)
    closing = (
        ClosingSaid(Stamp(new_id(), at, offline=True), len(people) if counted is None else counted) if closed else None
    )
    said = TubeSaid(code or f"T{next(_codes):05d}", swabs, closing, why=why)
    taken = take_tubes(actor=SYSTEM, session=(session or cast.session).pk, tubes=[said])[0]
    assert not taken.refused, {key: str(each) for key, each in taken.refused.items()}
    return Tube.objects.select_related("session", "response").get(code=said.code.upper())


def make_box(cast: Cast, *tubes: Tube, by: str = "table", outside: str = "") -> Box:
    """A box with these tubes, being packed."""
    actor = cast.actor(by)
    to = {"to_name": outside} if outside else {"to_unit": cast.laboratory}
    box = services.open_box(actor=actor, session=tubes[0].session if tubes else cast.session, **to)
    for tube in tubes:
        services.pack(actor=actor, box=box, code=tube.code)
    return box


def send(cast: Cast, box: Box, **taken: Any) -> Box:
    """Sealed and with a courier."""
    actor, inside = cast.actor("table"), box.contents.filter(place="inside").count()
    services.seal(actor=actor, box=box, counted=inside)
    return services.hand_to_courier(actor=actor, box=box, taken=Taken(carrier="辽F12345 李师傅", **taken))


def bring(cast: Cast, *tubes: Tube) -> Box:
    """A box with these tubes that the laboratory has received."""
    box = send(cast, make_box(cast, *tubes))
    return services.receive(actor=cast.actor("laboratory"), box=box, taken=Taken(counted=len(tubes)))


def say(cast: Cast, *readings: Reading, by: str = "laboratory", source: Source = Source.API) -> list[Outcome]:
    """What a laboratory says, taken in."""
    return services.take_in(services.origin_of(cast.actor(by), cast.response, source), readings)


def give(cast: Cast, tube: Tube, value: Value, **more: Any) -> Result:
    """The result of a tube that is at the laboratory."""
    outcome = say(cast, Reading(tube.code, value, **more))[0]
    assert outcome.state == "taken", outcome
    return Result.kept.get(tube=tube)


def draw_single(cast: Cast, resample: Resample, **more: Any) -> Tube:
    """The person is sampled singly for the reason asked, and the tube is at the laboratory."""
    tube = make_tube(cast, [resample.person], why=Why(resample.why), minutes_ago=0, **more)
    bring(cast, tube)
    return Tube.objects.get(pk=tube.pk)


def in_state(tube: Tube) -> TubeState:
    return TubeState(Tube.objects.values_list("state", flat=True).get(pk=tube.pk))


def waiting(*kinds: TaskKind) -> QuerySet[Task]:
    """The tasks of these kinds that are still to be done."""
    return Task.objects.filter(kind__in=[kind.code for kind in kinds], state__in=sorted(WAITING))


def page(name: str, *args: object) -> str:
    """The address of a page of the laboratory."""
    return reverse(f"laboratory:{name}", args=args)
