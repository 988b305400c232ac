"""Sampling: yesterday's round with its results and what follows a positive and an invalid tube; today's is under way."""

from dataclasses import dataclass, field
from datetime import time, timedelta
from decimal import Decimal
from math import ceil
from random import Random

from django.db.models import QuerySet

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.codes.services import draw_labels
from lianfang.kernel.clock import at, now
from lianfang.laboratory.models import Box
from lianfang.laboratory.rules import Reading, Source, Value
from lianfang.laboratory.services import Taken, hand_to_courier, open_box, origin_of, pack, receive, seal, take_in
from lianfang.people.models import Person
from lianfang.project.demo.world import World, batches
from lianfang.sampling.models import Session, Site, Tube
from lianfang.sampling.rules import Exempt, TubeState
from lianfang.sampling.said import ClosingSaid, SwabSaid, TubeSaid
from lianfang.sampling.services import (
    SessionPlan,
    check_site,
    close_session,
    exempt,
    found_site,
    open_session,
    plan_session,
    pools_for,
    report_queue,
    take_tubes,
)
from lianfang.sampling.zones import zone_of
from lianfang.territory.models import Area

PLACES = ("小区广场采样点", "活动中心采样点", "小学操场采样点")
ROUNDS = (("第一轮区域核酸", 1, 1.0), ("第二轮区域核酸", 0, 0.55))
"""Name, days before today, and how far it gets by noon."""
A_TUBE, A_MORNING = 6.5, 260.0
"""Minutes that a tube takes where few come; where many come, all are through in the morning at more tables."""
AT_A_TABLE = 1_200
"""People who pass one table in a morning."""
IN_A_BOX = 24
COURIERS = ("转运车 辽N·T1106", "转运车 辽N·T2180")


@dataclass
class Table:
    """One site's session of one morning: its people in the order in which they come, and its tubes by then."""

    session: Session
    dice: Random
    people: list[Person]
    share: float
    is_watched: bool
    """Whether something is found in it."""
    tubes: list[Tube] = field(default_factory=list)


def build_sampling(world: World) -> None:
    for number, community in enumerate(world.communities[: world.many(2)]):
        founded = max(world.as_of - timedelta(days=3), world.began + timedelta(hours=1))
        world.then(founded, _found, community, PLACES[number % len(PLACES)])
        for name, ago, share in ROUNDS:
            morning = at(world.today - timedelta(days=ago), time(6, 40))
            world.then(morning, _prepare, community, name, share, number == 0 and ago > 0)


def _found(world: World, community: Area, where: str) -> None:
    committee = world.committee_of(community.path)
    found_site(
        actor=world.staff_of(committee, "secretary").actor,
        response=world.response,
        name=f"{community.name}{where}",
        name_en=f"{community.name_en} Sampling Site",
        area_path=community.path,
        unit=committee,
        tables=max(2, ceil(_people_of(community).count() / AT_A_TABLE)),
    )


def _prepare(world: World, community: Area, name: str, share: float, is_watched: bool) -> None:
    """The site is checked, the session planned and opened, and people are called building by building."""
    secretary = world.staff_of(world.committee_of(community.path), "secretary").actor
    site = Site.objects.get(area_path=community.path)
    check_site(actor=secretary, stamp=Stamp(), site=site.pk)
    begins = now() + timedelta(minutes=20)
    place = zone_of(site.response, (community.path,)).place
    plan = SessionPlan(name, (community.path,), begins, begins + timedelta(hours=5), pools_for(site, place)[0])
    session = plan_session(actor=secretary, site=site.pk, plan=plan)
    people = list(_people_of(community).order_by("area_path", "id"))
    table = Table(session, world.dice(f"sampling {session.name} {community.path}"), people, share, is_watched)
    world.then(begins, _begin, table)


def _people_of(community: Area) -> QuerySet[Person]:
    return Person.objects.filter(area_path__startswith=community.path, gone_at=None)


def _begin(world: World, table: Table) -> None:
    sampler = _sampler(world, table)
    open_session(actor=sampler, session=table.session.pk)
    for infant in [person for person in table.people if (person.birth_year or 0) >= world.today.year - 2][:6]:
        exempt(actor=sampler, stamp=Stamp(), session=table.session.pk, person=infant.pk, reason=Exempt.INFANT)
    here = [person for person in table.people if table.dice.random() < 0.94 * table.share]
    minutes = 0.0
    for group in batches(here, table.session.tube_size):
        pace = min(A_TUBE, A_MORNING * table.session.tube_size / len(here))
        minutes = min(A_MORNING, minutes + table.dice.uniform(0.6, 1.4) * pace)
        world.then(now() + timedelta(minutes=minutes), _fill, table, group)
    for quarter in range(0, round(minutes), 15):
        world.then(now() + timedelta(minutes=quarter), _count_line, table)
    world.then(now() + timedelta(minutes=minutes + 12), _send, table)
    if table.share == 1.0:
        world.then(table.session.until_at, _close, table)


def _fill(world: World, table: Table, group: list[Person]) -> None:
    """One tube, its people a quarter of a minute apart, most of it on a phone without a signal."""
    [label] = draw_labels(actor=_sampler(world, table), count=1)
    offline = table.dice.random() < 0.3
    swabs = tuple(SwabSaid(Stamp(offline=offline), person=person.pk) for person in group)
    said = TubeSaid(label, swabs, ClosingSaid(Stamp(offline=offline), len(swabs)))
    [taken] = take_tubes(actor=_sampler(world, table), session=table.session.pk, tubes=[said])
    table.tubes.append(taken.tube)


def _count_line(world: World, table: Table) -> None:
    report_queue(
        actor=_sampler(world, table), stamp=Stamp(), session=table.session.pk, waiting=table.dice.randint(4, 46)
    )


def _send(world: World, table: Table) -> None:
    """Box after box is packed, sealed, fetched and received."""
    sampler = _sampler(world, table)
    tubes = list(Tube.objects.filter(session=table.session, state=TubeState.CLOSED.value).order_by("closed_at"))
    for begin in range(0, len(tubes), IN_A_BOX):
        some = tubes[begin : begin + IN_A_BOX]
        box = open_box(actor=sampler, session=table.session, to_unit=world.units["laboratory"])
        for tube in some:
            pack(actor=sampler, box=box, code=tube.code)
        seal(actor=sampler, box=box, counted=len(some), temperature=Decimal("4.2"))
        world.then(now() + timedelta(minutes=table.dice.randint(8, 35)), _fetch, table, box, some)


def _fetch(world: World, table: Table, box: Box, tubes: list[Tube]) -> None:
    hand_to_courier(actor=_sampler(world, table), box=box, taken=Taken(table.dice.choice(COURIERS), len(tubes)))
    if table.share == 1.0:
        world.then(now() + timedelta(minutes=table.dice.randint(25, 70)), _receive, table, box, tubes)


def _receive(world: World, table: Table, box: Box, tubes: list[Tube]) -> None:
    receive(actor=_analyst(world), box=box, taken=Taken(counted=len(tubes), temperature=Decimal("4.6")))
    world.then(now() + timedelta(hours=4, minutes=table.dice.randint(0, 90)), _report, table, tubes)


def _report(world: World, table: Table, tubes: list[Tube]) -> None:
    """Nearly all are negative; in one community one tube is positive and one cannot be read."""
    readings = [Reading(tube.code, Value.NEGATIVE, tested_at=now()) for tube in tubes]
    if table.is_watched and len(readings) > 1:
        readings[0] = Reading(tubes[0].code, Value.POSITIVE, Decimal("31.4"), Decimal("32.9"), now())
        readings[1] = Reading(tubes[1].code, Value.INVALID, tested_at=now())
        readings.append(Reading("0000-0000-0", Value.NEGATIVE, tested_at=now()))
        table.is_watched = False
    take_in(origin_of(_analyst(world), world.response, Source.HAND), readings)


def _close(world: World, table: Table) -> None:
    close_session(actor=_sampler(world, table), session=table.session.pk)


def _sampler(world: World, table: Table) -> Actor:
    return world.staff_of(world.clinic_of(table.session.area_path), "sampler").actor


def _analyst(world: World) -> Actor:
    return world.staff_of(world.units["laboratory"], "laboratory").actor
