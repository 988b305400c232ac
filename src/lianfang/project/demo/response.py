"""The response: activated, raised and lowered on documents; risk areas elsewhere in the country; the crews it founds."""

from datetime import datetime, time, timedelta

from lianfang.kernel.clock import at, now, pretending, today
from lianfang.orgs.rules import UnitKind
from lianfang.orgs.services import found_unit
from lianfang.project.demo.posts import POSTS
from lianfang.project.demo.world import DEMO, World
from lianfang.response.services import activate, decide
from lianfang.risk.models import RiskArea
from lianfang.risk.services import Entry, add_many, change_level, end

EDITION = "covid19-2022-ed9"
CITY = "市疫情防控指挥部"


def build_response(world: World) -> None:
    """Level III at first; raised after a week, lowered again when the risk areas elsewhere become fewer."""
    with pretending(world.began):
        world.response = activate(
            actor=DEMO,
            name="新型冠状病毒肺炎疫情防控应急响应",
            name_en="Emergency response to COVID-19",
            area_path=world.district.path,
            authority="望澜区人民政府",
            document=_document(world, "政发", 14, world.began),
            level=3,
            edition=EDITION,
            level_above=3,
            review_on=world.today + timedelta(days=9),
        )
    third = timedelta(days=world.scale.days) / 3
    world.then(world.began + third, _raise)
    world.then(world.began + 2 * third + timedelta(hours=5), _lower)


def _raise(world: World) -> None:
    decide(
        actor=DEMO,
        response=world.response,
        level=2,
        edition=EDITION,
        authority=CITY,
        document=_document(world, "指发", 21, now()),
        level_above=2,
    )


def _lower(world: World) -> None:
    decide(
        actor=DEMO,
        response=world.response,
        level=3,
        edition=EDITION,
        authority=CITY,
        document=_document(world, "指发", 34, now()),
        level_above=3,
        review_on=world.today + timedelta(days=9),
    )


def _document(world: World, series: str, number: int, on: datetime) -> str:
    return f"望澜{series}〔{on.year}〕{number}号"


# -- risk areas elsewhere -----------------------------------------------------------------------------------------------

RISKS: tuple[tuple[int, str, str, str, str, int], ...] = (
    # day, division code, name, level, how wide, days until it is lowered (0: still stands)
    (0, "220179", "吉北市东郊区", "medium", "county", 0),
    (0, "220179001", "吉北市东郊区站前街道福安小区", "high", "compound", 0),
    (1, "230179", "北江市新港区", "medium", "county", 14),
    (3, "130179", "燕南市开发区", "medium", "county", 0),
    (5, "370179002", "海右市高新区文园街道", "high", "street", 9),
    (8, "150179", "草原市新城区", "high", "county", 0),
    (12, "410179003", "中州市东区批发市场街区", "high", "compound", 0),
    (16, "320179", "江左市空港区", "low", "county", 0),
)
"""Places that nobody can visit: their codes are as invented as the district's."""


def build_risks(world: World) -> None:
    for day, code, name, level, width, lowered in RISKS:
        since = at(world.days[0] + timedelta(days=day), time(10))
        world.then(since, _announce, (code, name, level, width), lowered)


def _announce(world: World, said: tuple[str, str, str, str], lowered: int) -> None:
    code, name, level, width = said
    entry = Entry(
        name=name,
        level=level,
        source="国务院客户端疫情风险等级查询",
        code=code,
        width=width,
        from_at=now(),
        exposed_from=today() - timedelta(days=7),
    )
    (area,) = add_many(actor=DEMO, response=world.response, entries=[entry], publish_now=True)
    world.risks.append(area)
    if lowered:
        world.then(now() + timedelta(days=lowered), _lower_risk if level == "high" else _end_risk, area)


def _lower_risk(world: World, area: RiskArea) -> None:
    world.risks.remove(area)
    lower = change_level(actor=DEMO, area=area, level="medium", source="当地指挥部通告")
    world.risks.append(lower)


def _end_risk(world: World, area: RiskArea) -> None:
    world.risks.remove(area)
    end(actor=DEMO, area=area)


# -- crews ---------------------------------------------------------------------------------------------------------------


def build_crews(world: World) -> None:
    """A team for every post, founded for the response, of police, transport, health and cadres together."""
    with pretending(world.began + timedelta(minutes=30)):
        for number, post in enumerate(POSTS[: world.many(len(POSTS), least=2)]):
            street = world.streets[post.street % len(world.streets)]
            world.units[f"crew:{number}"] = found_unit(
                actor=DEMO,
                parent=world.office_of(street.path),
                kind=UnitKind.TEAM,
                name=f"{post.name}联合检查组",
                name_en=f"{post.name_en} Joint Crew",
                area_path=street.path,
                duty_phone=world.numbers.landline(),
                stated_members=post.crew,
                response_id=world.response.pk,
            )
