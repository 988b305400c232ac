"""How lists come to differ from the register: each error by its rate, one field at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from lianfang.engines.matching.characters import lookalikes_of
from lianfang.engines.matching.training.people import Person, id_number

_SOUNDALIKE = (
    "明名铭",
    "伟维玮",
    "英瑛颖",
    "丽莉俐",
    "军君钧",
    "红虹宏",
    "晓小筱",
    "建健剑",
    "玉钰裕",
    "华桦画",
    "志智致",
    "文雯纹",
)
_TITLES = ("先生", "女士", "老师", "师傅", "大爷", "阿姨", "某", "某某")


@dataclass(frozen=True)
class Rates:
    """How often each thing happens to a record."""

    name: float = 0.09
    title: float = 0.02
    no_id: float = 0.35
    id_slip: float = 0.05
    other_phone: float = 0.22
    no_phone: float = 0.12
    no_birth: float = 0.3
    birth: float = 0.08
    no_address: float = 0.25
    moved: float = 0.1
    spelling: float = 0.6
    other_name: float = 0.008
    neighbour_door: float = 0.03
    wrong: float = 0.004


def worsened(person: Person, draw: Random, rates: Rates = Rates()) -> Person:
    """The person as a list may have them."""
    record = dict(person)
    for field, rate, change in (
        ("name", rates.name, _misspelt),
        ("name", rates.title, lambda name, _: name[:1] + draw.choice(_TITLES)),
        ("id", rates.id_slip, _slipped),
        ("phone", rates.other_phone, lambda _, draw: f"1{draw.choice('3578')}{draw.randrange(10**9):09d}"),
        ("birth", rates.birth, _misdated),
        ("address", rates.spelling, _spelt),
        ("address", rates.moved, lambda _, draw: f"临江村{draw.randint(1, 9)}组{draw.randint(1, 99)}号"),
        ("name", rates.other_name, lambda name, draw: name[:1] + draw.choice(("小花", "大军", "铁柱", "二丫"))),
        ("address", rates.neighbour_door, lambda address, draw: address.replace("单元", f"单元{draw.randint(1, 9)}")),
        ("id", rates.wrong, lambda _, draw: id_number(draw, f"{draw.randint(1940, 2010)}-03-04", "女")),
        ("birth", rates.wrong, lambda _, draw: f"{draw.randint(1940, 2010)}-05-0{draw.randint(1, 9)}"),
        ("sex", rates.wrong, lambda sex, _: "女" if sex == "男" else "男"),
        ("id", rates.no_id, _nothing),
        ("phone", rates.no_phone, _nothing),
        ("birth", rates.no_birth, _nothing),
        ("address", rates.no_address, _nothing),
    ):
        if draw.random() < rate:
            record[field] = _changed(change, record[field], draw)
    if draw.random() < 0.5:
        record["sex"] = ""
    return record


def _changed(change: Callable[[str, Random], str], text: str, draw: Random) -> str:
    return change(text, draw) if text else text


def _nothing(_: str, __: Random) -> str:
    return ""


def _misspelt(name: str, draw: Random) -> str:
    kind, at = draw.random(), draw.randrange(len(name))
    if kind < 0.5:
        group = next((group for group in _SOUNDALIKE if name[at] in group), "")
        return name.replace(name[at], draw.choice(group)) if group else name
    if kind < 0.7:
        alike = lookalikes_of(name[at])
        return name[:at] + draw.choice(alike) + name[at + 1 :] if alike else name
    if kind < 0.85 and len(name) > 2:
        return name[:at] + name[at + 1 :] if at else name[0] + name[2] + name[1] + name[3:]
    return name[:1] + draw.choice("小大金玉文") + name[1:] if len(name) < 3 else name[:-1] + draw.choice("军华明芳")


def _slipped(number: str, draw: Random) -> str:
    at = draw.randrange(16)
    if draw.random() < 0.4:
        return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    return number[:at] + str(draw.randrange(10)) + number[at + 1 :]


def _misdated(born: str, draw: Random) -> str:
    year, month, day = born.split("-")
    return draw.choice(
        (
            year,
            f"{int(year) + draw.choice((-1, 1))}-{month}-{day}",
            f"{year}-{int(month) % 12 + 1:02d}-{day}",
            f"{year}-{month}",
        )
    )


def _spelt(address: str, draw: Random) -> str:
    short = address.replace("号楼", "-").replace("单元", "-").replace("室", "")
    return draw.choice((short, address.replace("室", ""), address.replace("号楼", "栋"), "辽宁省某市某县" + short))


def listed(people: list[Person], seed: int, size: int, *, known: float) -> list[tuple[Person, int]]:
    """Records with the row that each was made from, -1 for people who are not in the register."""
    draw = Random(seed)  # noqa: S311 - errors are invented, not secrets
    result: list[tuple[Person, int]] = []
    for _ in range(size):
        row = draw.randrange(len(people))
        person = people[row]
        if draw.random() >= known:
            person, row = _stranger(person, draw), -1
        result.append((worsened(person, draw), row))
    return result


def _stranger(person: Person, draw: Random) -> Person:
    """Somebody else with a name that may be somebody's."""
    born = f"{draw.randint(1940, 2018)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
    phone = f"1{draw.choice('3578')}{draw.randrange(10**9):09d}"
    number = id_number(draw, born, person["sex"])
    return person | {
        "birth": born,
        "id": number,
        "phone": phone,
        "address": f"临江村{draw.randint(1, 9)}组{draw.randint(1, 99)}号",
    }
