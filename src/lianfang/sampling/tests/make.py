"""A sampling site with its session, its table and the people it calls, for tests here and above.

Call them inside ``watcher.resting()``.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.acts.stamps import Stamp
from lianfang.kernel.clock import now
from lianfang.orgs.models import Unit
from lianfang.orgs.tests.make import make_units, make_worker
from lianfang.people.models import Household, Person
from lianfang.people.tests.make import make_household, make_person
from lianfang.response.models import Response
from lianfang.response.tests.make import make_response
from lianfang.sampling import services
from lianfang.sampling.access import DRAW, MANAGE_SITES, READ_SWABS, SEE_SAMPLING
from lianfang.sampling.models import Session, Site, Swab, Tube
from lianfang.sampling.rules import Place, Pool
from lianfang.sampling.said import ClosingSaid, SwabSaid, TubeSaid
from lianfang.sampling.services import SessionPlan, Taken
from lianfang.territory.models import Area

SYSTEM = Actor.system("tests")
AT_THE_TABLE = (SEE_SAMPLING, DRAW, READ_SWABS)
LEADS = (*AT_THE_TABLE, MANAGE_SITES)
_numbers = count(1)


@dataclass
class Cast:
    """A site of the eastern community with an open session, a sampler, its leader, and a sampler of another village."""

    areas: dict[str, Area]
    units: dict[str, Unit]
    response: Response
    site: Site
    session: Session
    sampler: User
    leader: User
    stranger: User
    homes: list[Household] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    @property
    def actor(self) -> Actor:
        return Actor.of(self.sampler)

    @property
    def chief(self) -> Actor:
        return Actor.of(self.leader)


def make_cast(*, homes: int = 3, each: int = 2, pool: Pool = Pool(10), **plan: Any) -> Cast:  # noqa: B008 - frozen
    """``homes`` doors in building 3 with ``each`` people, all of them called."""
    areas, units = make_units()
    response = make_response(area_path=areas["和安区"].path)
    unit, area = units["河东社区居委会"], areas["河东社区"]
    site = make_site(response, unit, area)
    cast = Cast(
        areas=areas,
        units=units,
        response=response,
        site=site,
        session=make_session(site, pool=pool, **plan),
        sampler=make_worker("sampler", unit, *AT_THE_TABLE),
        leader=make_worker("leader", unit, *LEADS),
        stranger=make_worker("stranger", units["水峪村村委会"], *LEADS),
    )
    for _home in range(homes):
        make_home(cast, each)
    return cast


def make_home(cast: Cast, people: int = 2, area: str = "3号楼") -> Household:
    """A door with its people, added to the cast."""
    home = make_household(cast.areas[area].path)
    cast.homes.append(home)
    cast.people += [make_person(f"李{'一二三四五六七八九十'[number]}", household=home) for number in range(people)]
    return home


def make_site(response: Response, unit: Unit, area: Area, **more: Any) -> Site:
    """A site that was checked an hour ago and found in order."""
    given = {"name": "河东小学采样点", "name_en": "Hedong school", "tables": 2, **more}
    site = services.found_site(actor=SYSTEM, response=response, unit=unit, area_path=area.path, **given)
    services.check_site(actor=SYSTEM, stamp=Stamp(at=now() - timedelta(hours=1)), site=site.pk)
    return site


def make_session(
    site: Site,
    *,
    called: tuple[str, ...] = (),
    pool: Pool = Pool(10),  # noqa: B008 - frozen
    opens: bool = True,
    from_at: datetime | None = None,
    **more: Any,
) -> Session:
    """A session of the site's own area from an hour ago for eight hours, open."""
    begin = from_at or now() - timedelta(hours=1)
    given: dict[str, Any] = {
        "name": "第一轮全员核酸",
        "place": Place.CONTROL,
        "size_because": "现场只有此种采样管",
        **more,
    }
    plan = SessionPlan(
        called=called or (site.area_path,),
        from_at=begin,
        until_at=given.pop("until_at", begin + timedelta(hours=8)),
        pool=pool,
        **given,
    )
    session = services.plan_session(actor=SYSTEM, site=site.pk, plan=plan)
    if opens:
        session = services.open_session(actor=SYSTEM, session=session.pk)
        Session.objects.filter(pk=session.pk).update(opened_at=begin)
        session.opened_at = begin
    return session


def make_code() -> str:
    """A maker's code that no other call has given."""
    return f"T{next(_numbers):08d}-H"


def offline(minutes_ago: float = 0, **more: Any) -> Stamp:
    return Stamp(at=now() - timedelta(minutes=minutes_ago), offline=True, **more)


def of(*people: Person, minutes_ago: float = 0, desk: bool = False) -> tuple[SwabSaid, ...]:
    """These people, as a table says them."""
    stamps = (Stamp(at=now() - timedelta(minutes=minutes_ago), offline=not desk) for _person in people)
    return tuple(SwabSaid(stamp, person.pk) for stamp, person in zip(stamps, people, strict=True))


def fill(
    session: Session, *people: Person, code: str = "", closes: bool = True, actor: Actor = SYSTEM, **more: Any
) -> Tube:
    """A tube with these people in it, closed."""
    said = TubeSaid(code or make_code(), of(*people), ClosingSaid(offline(), len(people)) if closes else None, **more)
    return take(session, said, actor=actor).tube


def take(session: Session, said: TubeSaid, actor: Actor = SYSTEM) -> Taken:
    return services.take_tubes(actor=actor, session=session.pk, tubes=[said])[0]


def counted(tube: Tube) -> int:
    """The people of a tube by its swabs."""
    return Swab.kept.filter(tube=tube).count()
