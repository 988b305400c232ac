"""An invented district: households behind doors, with names, numbers, phones and dates of birth."""

from random import Random
from typing import TypeAlias

Person: TypeAlias = dict[str, str]

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
_GIVEN = (
    "英华文玉明秀丽红国春金志建海云平兰军桂林荣小永伟生德忠俊芳凤晓梅清强新成永香东立珍光宏芝家学霞龙杰飞勇斌雪辉艳敏静"
    "娟燕波涛超鹏宇浩轩子涵梓欣怡佳雨晨博思琪嘉诗昊然睿泽铭萱瑶婷雯倩莉娜洋磊刚毅峰鑫森淼焱垚翔宁安康乐山河石松柏竹菊莲荷"
)
_MINORITY = ("买买提", "阿不都", "艾力", "古丽", "吐尔逊", "热合曼", "艾合买提", "阿依古丽", "米日古丽", "库尔班")
_COMPOUNDS = [
    "阳光花园",
    "春晓苑",
    "河畔家园",
    "北新小区",
    "长青里",
    "锦程嘉苑",
    "望湖居",
    "枫林小区",
    "工人新村",
    "青年公寓",
]
_ROADS = ["建设路", "人民路", "解放街", "兴隆街", "文化路", "西安路", "滨河路", "站前街"]
_VILLAGES = ["大洼村", "小河沿村", "三道沟村", "榆树村", "东风村", "双井村"]
_CHECKS, _FACTORS = "10X98765432", (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(draw: Random, born: str, sex: str) -> str:
    """An ID number of a district whose code was never given (211199)."""
    order = draw.randrange(0, 500) * 2 + (sex == "男")
    digits = f"211199{born.replace('-', '')}{order:03d}"
    return digits + _CHECKS[sum(int(a) * b for a, b in zip(digits, _FACTORS, strict=True)) % 11]


def _common(draw: Random, of: str) -> str:
    """One of these, the first ones oftener."""
    return of[min(int(draw.expovariate(4 / len(of))), len(of) - 1)]


def _name(draw: Random, surname: str) -> str:
    if surname == "·":
        return f"{draw.choice(_MINORITY)}·{draw.choice(_MINORITY)}"
    return surname + "".join(_common(draw, _GIVEN) for _ in range(1 if draw.random() < 0.17 else 2))


def _door(draw: Random) -> str:
    if draw.random() < 0.3:
        return f"{draw.choice(_VILLAGES)}{draw.randint(1, 8)}组{draw.randint(1, 90)}号"
    door = f"{draw.randint(1, 40)}号楼{draw.randint(1, 5)}单元{draw.randint(1, 18)}0{draw.randint(1, 4)}室"
    return f"{draw.choice(_ROADS)}{draw.randint(1, 200)}号{draw.choice(_COMPOUNDS)}{draw.choice(('', '一期', '二期'))}{door}"


def household(draw: Random) -> list[Person]:
    """Those behind one door: they share the address, most of them the surname, some of them a phone."""
    door, phone = _door(draw), f"1{draw.choice('3578')}{draw.randrange(10**9):09d}"
    surname = "·" if draw.random() < 0.02 else _common(draw, _SURNAMES)
    return [_member(draw, surname, door, phone, at) for at in range(draw.choice((1, 2, 2, 3, 3, 3, 4, 5)))]


def _member(draw: Random, surname: str, door: str, phone: str, place: int) -> Person:
    born = f"{draw.randint(*((1935, 1998) if place < 2 else (1960, 2021)))}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
    sex = draw.choice("男女")
    own = surname if place != 1 else _common(draw, _SURNAMES)
    number = (
        phone if draw.random() < (1 if place == 0 else 0.3) else f"1{draw.choice('3578')}{draw.randrange(10**9):09d}"
    )
    return {
        "name": _name(draw, own),
        "id": id_number(draw, born, sex),
        "phone": number,
        "birth": born,
        "sex": sex,
        "address": door,
    }


def district(seed: int, size: int) -> list[Person]:
    """Residents, household by household."""
    draw = Random(seed)  # noqa: S311 - people are invented, not secrets
    people: list[Person] = []
    while len(people) < size:
        people += household(draw)
    return people[:size]
