"""Sampling sites with their tables: a street each, its residents, and a session for each round, all open."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random

from benchmarks.crowd import enter
from benchmarks.district import BENCH, make_buildings, make_district, make_residents
from benchmarks.history import begin_response
from benchmarks.tables import Table
from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.accounts.services import give, make_token
from lianfang.accounts.services.grants import Reach
from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now
from lianfang.kernel.paths import under
from lianfang.orgs.models import Unit
from lianfang.orgs.rules import UnitKind
from lianfang.orgs.services import found_unit
from lianfang.people.models import Person
from lianfang.response.models import Response
from lianfang.sampling.models import Session, Site
from lianfang.sampling.rules import Place, Pool
from lianfang.sampling.services import SessionPlan, check_site, found_site, open_session, plan_session
from lianfang.territory.models import Area

TABLES = 4
"""At each site."""
IN_A_TUBE = 10


def make_tables(residents: int, rounds: int) -> list[Table]:
    """The residents, and a site with four tables in each of eight streets."""
    top, streets = make_district()
    enter(make_residents(make_buildings(streets, residents), residents, Random(5)))
    response = begin_response(top, now() - timedelta(days=1))
    command = found_unit(actor=BENCH, parent=None, kind=UnitKind.COMMAND.value, name="测算指挥部", area_path=top.path)
    return [
        table for number, street in enumerate(streets) for table in _tables(response, command, street, number, rounds)
    ]


def _tables(response: Response, command: Unit, street: Area, number: int, rounds: int) -> Iterator[Table]:
    unit = found_unit(
        actor=BENCH, parent=command, kind=UnitKind.OFFICE.value, name=f"{street}办事处", area_path=street.path
    )
    site = found_site(
        actor=BENCH,
        response=response,
        unit=unit,
        area_path=street.path,
        name=f"{street}采样点",
        name_en="",
        tables=TABLES,
    )
    check_site(actor=BENCH, stamp=Stamp(at=now() - timedelta(minutes=10)), site=site.pk)
    sessions = [_session(site, number) for number in range(rounds)]
    people = _people(street)
    for place in range(TABLES):
        mine = people[place * len(people) // TABLES : (place + 1) * len(people) // TABLES]
        yield Table(number * TABLES + place, _token(street, place), [session.pk.hex for session in sessions], mine)


def _session(site: Site, number: int) -> Session:
    plan = SessionPlan(
        name=f"第{number + 1}轮全员核酸",
        called=(site.area_path,),
        from_at=now() - timedelta(hours=1),
        until_at=now() + timedelta(hours=8),
        pool=Pool(IN_A_TUBE),
        place=Place.CONTROL,
        size_because="测算",
    )
    session = plan_session(actor=BENCH, site=site.pk, plan=plan)
    session = open_session(actor=BENCH, session=session.pk)
    Session.objects.filter(pk=session.pk).update(opened_at=session.from_at)
    return session


def _people(street: Area) -> Sequence[str]:
    """Neighbours stand beside each other, as they come."""
    rows = Person.objects.filter(under("area_path", street.path)).order_by("area_path", "household", "id")
    return [person.hex for person in rows.values_list("pk", flat=True)]


def _token(street: Area, place: int) -> str:
    user = User(username=f"sampler{street.path}{place}", name="采样员")
    user.set_unusable_password()
    user.save(force_insert=True)
    give(actor=BENCH, user=user.pk, role="sampler", over=Reach(area_path=street.path))
    _made, words = make_token(actor=Actor.of(user), name="table", expires_at=now() + timedelta(days=1))
    return words
