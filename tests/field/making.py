"""What the phones of the walks work at: a round of many doors, and a sampling session that calls who lives there."""

from datetime import timedelta

from lianfang.accounts.models import Grant, User
from lianfang.kernel.clock import now
from lianfang.laboratory.models import Resample
from lianfang.people.tests.make import make_household, make_person
from lianfang.sampling.rules import Pool, Why
from lianfang.sampling.tests.make import fill, make_session, make_site
from lianfang.screening.tests.make import knock, make_round

NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章"


def make_homes(world, many):
    """So many doors of the eastern community with one person each: 1-1-101, 1-1-102, ..."""
    homes = [
        make_household(world.areas["河东社区"].path, door=f"1-{1 + at // 8}-{1 + at // 2 % 4}0{1 + at % 2}")
        for at in range(many)
    ]
    people = [
        make_person(f"{NAMES[at % len(NAMES)]}小{NAMES[-at % len(NAMES)]}", household=home)
        for at, home in enumerate(homes)
    ]
    return homes, people


def open_a_round(world, **more):
    return make_round(world.areas["河东社区"], **more)


def open_a_session(world, size=10):
    site = make_site(world.response, world.units["河东社区居委会"], world.areas["河东社区"])
    return make_session(site, pool=Pool(size), until_at=now() + timedelta(hours=3))


def open_another_session(session, **tubes):
    """A second session at the same site, with these tubes: `code=person`."""
    other = make_session(session.site, name="下午场", until_at=now() + timedelta(hours=3))
    for code, person in tubes.items():
        fill(other, person, code=code)
    return other


def ask_for_a_single(session, person):
    """Somebody who was in a positive tube and is to be sampled alone."""
    unit = session.unit
    return Resample.objects.create(
        response=session.response,
        tube=fill(session, person),
        person=person,
        why=Why.RESAMPLE_POSITIVE,
        area_path=person.area_path,
        unit=unit,
        unit_path=unit.path,
        sender_path=unit.path,
        due_at=now() + timedelta(hours=2),
    )


def make_sampler(world, name="table"):
    """Somebody at a table of the eastern community."""
    user = User.objects.create(username=name, name=name)
    Grant.objects.create(user=user, role="sampler", area_path=world.areas["河东社区"].path)
    world.users[name] = user
    return user


__all__ = [
    "ask_for_a_single",
    "fill",
    "knock",
    "make_homes",
    "make_sampler",
    "open_a_round",
    "open_a_session",
    "open_another_session",
]
