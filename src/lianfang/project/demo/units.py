"""Organisations: the command with its special groups, departments, offices, committees, police, clinics, schools, teams."""

from random import Random

from lianfang.kernel.clock import pretending
from lianfang.orgs.models import Unit
from lianfang.orgs.rules import GridPost, UnitKind
from lianfang.orgs.services import add_member, charge, found_unit
from lianfang.project.demo.names import full_name
from lianfang.project.demo.plans import COMPOUND_FIRSTS, spoken
from lianfang.project.demo.world import DEMO, World, founding
from lianfang.territory.models import Area
from lianfang.territory.rules import Kind

GROUPS = {
    "综合协调组": "Coordination Group",
    "疫情防控组": "Epidemic Control Group",
    "医疗救治组": "Medical Treatment Group",
    "流调溯源组": "Investigation and Tracing Group",
    "隔离管控组": "Isolation Group",
    "核酸检测组": "Testing Group",
    "交通管控组": "Traffic Control Group",
    "社区防控组": "Community Group",
    "物资保障组": "Supplies Group",
    "宣传舆情组": "Publicity Group",
}
DEPARTMENTS = {
    "区卫生健康局": "District Health Bureau",
    "区疾病预防控制中心": "District Centre for Disease Control",
    "公安分局": "Police Branch",
    "区交通运输局": "District Transport Bureau",
    "区教育局": "District Education Bureau",
    "区民政局": "District Civil Affairs Bureau",
    "区商务局": "District Commerce Bureau",
    "区市场监督管理局": "District Market Supervision Bureau",
    "区文化旅游局": "District Culture and Tourism Bureau",
    "区应急管理局": "District Emergency Bureau",
}
SCHOOLS = {
    "望澜第一中学": "Wanglan No. 1 Middle School",
    "望澜第三中学": "Wanglan No. 3 Middle School",
    "实验小学": "Experimental Primary School",
    "临澜小学": "Linlan Primary School",
    "育才幼儿园": "Yucai Kindergarten",
    "望澜职业学校": "Wanglan Vocational School",
}
COMPANIES = {
    "澜江纺织有限公司": "Lanjiang Textile Co.",
    "望澜机械厂": "Wanglan Machine Works",
    "青禾米业有限公司": "Qinghe Rice Co.",
    "望澜公共汽车公司": "Wanglan Bus Company",
    "安居物业服务有限公司": "Anju Property Services",
    "百汇商场": "Baihui Department Store",
}
WORKPLACES = (
    ("物业服务处", "Property Services", UnitKind.COMPANY),
    ("幼儿园", "Kindergarten", UnitKind.SCHOOL),
    ("超市", "Supermarket", UnitKind.COMPANY),
    ("农贸市场", "Market", UnitKind.COMPANY),
    ("小学", "Primary School", UnitKind.SCHOOL),
    ("服装厂", "Clothing Works", UnitKind.COMPANY),
    ("酒店", "Hotel", UnitKind.COMPANY),
    ("药房", "Pharmacy", UnitKind.COMPANY),
    ("建材公司", "Building Materials Co.", UnitKind.COMPANY),
    ("食品公司", "Foods Co.", UnitKind.COMPANY),
    ("物流公司", "Logistics Co.", UnitKind.COMPANY),
    ("养老院", "Home for the Elderly", UnitKind.COMPANY),
)
"""What else there is in a community: how it is called and of which kind it is."""
WORKERS_PER_GRID = 4


def build_units(world: World) -> None:
    with founding(world):
        command = _found(
            world, "command", None, UnitKind.COMMAND, "望澜区疫情防控指挥部", "Wanglan District Command", 46
        )
        _found_many(world, command, UnitKind.DEPARTMENT, "department", DEPARTMENTS)
        laboratory = "望澜区核酸检测实验室", "Wanglan Testing Laboratory"
        _found(world, "laboratory", command, UnitKind.LABORATORY, *laboratory, members=21)
        _found_many(world, command, UnitKind.SCHOOL, "school", SCHOOLS)
        _found_many(world, command, UnitKind.COMPANY, "company", COMPANIES)
        for number, street in enumerate(world.streets):
            _found_street(world, command, number, street)
        _found_workplaces(world)
    with pretending(world.began):
        _found_many(world, command, UnitKind.TEAM, "group", GROUPS)


def build_grid_workers(world: World) -> None:
    """Leader and workers of every grid, each in the committee of their community; one grid has nobody."""
    dice = world.dice("grid workers")
    with founding(world):
        for grid in world.grids[:-1]:
            _staff_grid(world, dice, grid)


def _found(  # noqa: PLR0913 - a line of a list of organisations
    world: World, key: str, parent: Unit | None, kind: UnitKind, name: str, name_en: str, members: int, area: str = ""
) -> Unit:
    unit = found_unit(
        actor=DEMO,
        parent=parent,
        kind=kind,
        name=name,
        name_en=name_en,
        area_path=area or world.district.path,
        duty_phone=world.numbers.landline(),
        stated_members=members,
    )
    world.units[key] = unit
    return unit


def _found_many(world: World, parent: Unit, kind: UnitKind, key: str, names: dict[str, str]) -> None:
    dice = world.dice(key)
    for number, (name, name_en) in enumerate(names.items()):
        if number < world.many(len(names), least=2):
            _found(world, f"{key}:{number}", parent, kind, name, name_en, dice.randint(4, 60))


def _found_street(world: World, command: Unit, number: int, street: Area) -> None:
    """The office of a street or town, with its police station, its health centre and its committees."""
    short, is_town = street.name.removesuffix("街道").removesuffix("镇"), street.kind == Kind.TOWN
    english, at = spoken(short), street.path
    office_name = f"{short}镇人民政府" if is_town else f"{street.name}办事处"
    office_en = f"{english} Town Government" if is_town else f"{english} Street Office"
    office = _found(world, f"office:{number}", command, UnitKind.OFFICE, office_name, office_en, 28, at)
    station = f"{short}派出所", f"{english} Police Station"
    _found(world, f"police:{number}", office, UnitKind.POLICE, *station, members=14, area=at)
    clinic = f"{short}{'镇' if is_town else '社区'}卫生服务中心发热门诊", f"{english} Health Centre, Fever Clinic"
    _found(world, f"clinic:{number}", office, UnitKind.HEALTH, *clinic, members=17, area=at)
    for community in world.communities:
        if community.path.startswith(at):
            _found_committee(world, office, community)


def _found_committee(world: World, office: Unit, community: Area) -> None:
    village = community.kind == Kind.VILLAGE
    number = world.communities.index(community)
    name = f"{community.name}{'村民委员会' if village else '居民委员会'}".replace("村村民", "村民")
    name_en = f"{community.name_en} Committee"
    _found(world, f"committee:{number}", office, UnitKind.COMMUNITY, name, name_en, 12, community.path)


def _found_workplaces(world: World) -> None:
    """Schools, shops and works, community by community in turn, until there are as many organisations as there should be."""
    dice = world.dice("workplaces")
    for number in range(world.scale.organisations - len(world.units) - len(GROUPS)):
        turn, at = divmod(number, len(world.communities))
        community, (what, what_en, kind) = world.communities[at], WORKPLACES[turn % len(WORKPLACES)]
        first = COMPOUND_FIRSTS[(turn + at) % len(COMPOUND_FIRSTS)]
        short = community.name.removesuffix("社区").removesuffix("村")
        name, name_en = f"{short}{first}{what}", f"{spoken(first)} {what_en}, {community.name_en}"
        office, members = world.office_of(community.path), dice.randint(4, 57)
        _found(world, f"workplace:{number}", office, kind, name, name_en, members, community.path)


def _staff_grid(world: World, dice: Random, grid: Area) -> None:
    committee = world.committee_of(grid.path)
    for number in range(WORKERS_PER_GRID + (dice.random() < 0.4)):
        post = GridPost.WORKER if number else GridPost.LEADER
        born, sex = world.today.year - dice.randint(24, 62), dice.choice("MFF")
        member = add_member(
            actor=DEMO,
            unit=committee,
            name=full_name(dice, sex, born),
            phone=world.numbers.mobile(),
            post="网格长" if number == 0 else "网格员",
            grid_path=grid.path,
            grid_post=post,
        )
        if number == 0:
            charge(actor=DEMO, area_path=grid.path, unit=committee, member=member)
