"""Who works here: the accounts that a visitor may use, and the staff who are on duty in the story."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.accounts.names import name_of_role
from lianfang.accounts.services import give
from lianfang.accounts.services.grants import Reach
from lianfang.kernel.clock import pretending
from lianfang.kernel.wording import Text
from lianfang.orgs.models import Unit
from lianfang.orgs.services import add_member
from lianfang.people.bulk import insert_rows
from lianfang.privacy.audit import audit
from lianfang.project.demo.duties import start_duty
from lianfang.project.demo.names import full_name
from lianfang.project.demo.world import DEMO, Staff, World

PASSWORD = "lianfang-demo"
"""Of every demo account; they exist only in a demo database, which serves on loopback."""


@dataclass(frozen=True)
class Role:
    """An account of the walk: what it is called, which role it has, for which unit of the story."""

    username: str
    name: str
    role: str
    unit: str
    reach: str
    """``area`` of the unit, the ``unit`` itself, or ``everywhere``."""
    what: Text
    post: str


ACCOUNTS = (
    Role("crew", "赵铁军", "crew", "crew:0", "unit", _("counts and checks at the motorway exit"), "卡口组长"),
    Role("crew2", "孙晓梅", "crew", "crew:1", "unit", _("counts and checks at the railway station"), "卡口组长"),
    Role(
        "worker", "李秀云", "worker", "committee:0", "area", _("receives travellers and knocks at doors"), "社区工作者"
    ),
    Role(
        "secretary",
        "王建华",
        "secretary",
        "committee:0",
        "area",
        _("runs the community's day, files its report"),
        "社区书记",
    ),
    Role("worker2", "刘洋", "worker", "committee:1", "area", _("the same in another community"), "社区工作者"),
    Role("secretary2", "陈桂芳", "secretary", "committee:1", "area", _("the same in another community"), "社区书记"),
    Role(
        "clinic",
        "周医生",
        "worker",
        "clinic:0",
        "unit",
        _("receives whoever is brought to the fever clinic"),
        "发热门诊值班",
    ),
    Role(
        "volunteer",
        "林小满",
        "volunteer",
        "committee:0",
        "unit",
        _("goes from door to door and is not told why"),
        "社区志愿者",
    ),
    Role("sampler", "何静", "sampler", "clinic:0", "area", _("fills tubes at the sampling table"), "采样组长"),
    Role(
        "laboratory",
        "郭志远",
        "laboratory",
        "laboratory",
        "unit",
        _("receives boxes of tubes and enters their results"),
        "核酸检测实验室",
    ),
    Role(
        "office",
        "张国栋",
        "office",
        "office:0",
        "area",
        _("orders measures, sees what its communities owe"),
        "防控专班",
    ),
    Role("office2", "吴丽", "office", "office:1", "area", _("the same in another street, decides appeals"), "防控专班"),
    Role(
        "command", "郑伟", "command", "command", "area", _("sees the whole district, drafts the bulletin"), "综合协调组"
    ),
    Role(
        "command2",
        "黄静",
        "command",
        "command",
        "area",
        _("the second person, who approves the bulletin"),
        "综合协调组",
    ),
    Role(
        "dpo",
        "许明",
        "dpo",
        "command",
        "everywhere",
        _("reads the logs, answers what is held about somebody"),
        "数据保护官",
    ),
    Role("admin", "徐磊", "admin", "command", "everywhere", _("manages accounts, units and places"), "系统管理员"),
)


OF_ONE_TRADE = ("sampler", "volunteer")
"""Whoever has such a role takes no turn on duty for the unit."""


@dataclass(frozen=True)
class Login:
    """A line of what is printed when the district stands."""

    username: str
    password: str
    role_name: str
    place_name: str
    what: str


def logins() -> list[Login]:
    """The demo accounts of this database, in the language of the moment; none in a real one."""
    known = {user.username: user for user in User.objects.filter(is_demo=True).prefetch_related("grants")}
    return [
        Login(each.username, PASSWORD, name_of_role(each.role), _place_of(known[each.username]), str(each.what))
        for each in ACCOUNTS
        if each.username in known
    ]


def _place_of(user: User) -> str:
    from lianfang.orgs.selectors import unit_at
    from lianfang.territory.selectors import full_name as name_of_area

    grant = user.grants.all()[0]
    if grant.unit_path is not None:
        return str(unit_at(grant.unit_path))
    return name_of_area(grant.area_path) if grant.area_path else str(_("the whole district"))


def build_accounts(world: World) -> None:
    """Accounts for the visitor and for the staff of the story; grants, memberships and the first duties."""
    with pretending(world.began + timedelta(hours=1)):
        visitors = [each for each in ACCOUNTS if each.unit in world.units]
        colleagues = list(_colleagues(world, {each.unit for each in visitors}))
        users = _enter([*visitors, *colleagues], world)
        for each, user in zip([*visitors, *colleagues], users, strict=True):
            _employ(world, each, user)
        for staff in world.staff.values():
            start_duty(world, staff[0])
            if not staff[0].user.is_demo:
                world.colleagues.append([one for one in staff if one.role not in OF_ONE_TRADE])


def _colleagues(world: World, taken: set[str]) -> Iterator[Role]:
    """Two people for every committee, office and clinic without visitors, one beside the visitor of a crew."""
    kinds = {
        "committee": ("worker", "secretary"),
        "office": ("office", "office"),
        "clinic": ("worker", "sampler"),
        "crew": ("crew", "crew"),
    }
    posts = {
        "worker": "社区工作者",
        "sampler": "采样组长",
        "secretary": "社区书记",
        "office": "防控专班",
        "crew": "卡口组长",
    }
    dice = world.dice("colleagues")
    for unit in world.units:
        kind, _colon, number = unit.partition(":")
        beside = ("crew",) if kind == "crew" else ()
        for at, role in enumerate(kinds.get(kind, ()) if unit not in taken else beside):
            name = full_name(dice, dice.choice("MF"), world.today.year - dice.randint(26, 56))
            reach = "area" if kind in ("committee", "office") or role == "sampler" else "unit"
            yield Role(f"{kind}-{number}-{'ab'[at]}", name, role, unit, reach, "", posts[role])


def _enter(roles: Iterable[Role], world: World) -> list[User]:
    """The accounts: a visitor's with the password, a colleague's without one that would fit."""
    visitors, nobody = make_password(PASSWORD), make_password(None)
    users = [
        User(
            username=each.username,
            name=each.name,
            phone=world.numbers.mobile(),
            password=visitors if each.what else nobody,
            is_demo=bool(each.what),
            created_by=DEMO.name,
        )
        for each in roles
    ]
    insert_rows(User, users)
    audit(DEMO, "user.created_many", "accounts.user", count=len(users))
    for user in users:
        user._state.adding = False
    return users


def _employ(world: World, each: Role, user: User) -> None:
    unit = world.units[each.unit]
    give(actor=DEMO, user=user.pk, role=each.role, over=_reach(each, unit))
    add_member(actor=DEMO, unit=unit, user=user, post=each.post)
    world.staff.setdefault(unit.path, []).append(Staff(user, unit, each.role, Actor.of(user)))


def _reach(each: Role, unit: Unit) -> Reach:
    if each.reach == "unit":
        return Reach(unit_path=unit.path)
    return Reach(area_path="" if each.reach == "everywhere" else unit.area_path)
