"""How a name goes wrong on its way into a list: other characters of the same sound or shape, other scripts, titles."""

from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

from lianfang.kernel.names import pinyin_of, surname_of

_ALIKE = (
    "未末 己已巳 土士 日曰 戊戌戍 千干于 天夫无 玉王主 李季 弘引 陈阵 周同 吴昊 徐除 孙逊 朱失 胡湖 郭廓 林森 梁粱 谢榭 宋宗 唐康 "
    "韩翰 曹漕 彭澎 曾会 董重 潘播 袁哀 蒋将 余佘 杜社 叶吐 程呈 魏巍 苏芬 吕昌 任仕 姚桃 沈沉 钟种 姜美 崔摧 谭潭 陆际 范苑 汪注 "
    "廖谬 石右 贾票 夏复 方万 邹郅 熊能 白自 孟盂 秦泰 邱郎 侯候 江汪 尹伊 薛薜 闫闰 段叚 雷蕾 龙尤 黎犁 史吏 陶掏 贺驾 毛手 郝赫 "
    "建健 国围 军车 卫工 东车 志忘 强弹 永水 平乎 民氏 华毕 成戌 文丈 义叉 刚岗 海诲 波坡 勇男 伟纬炜 明朋 红江 兵乒 斌赋 晓哓 峰锋 "
    "新析 洪供 涛寿 庆床 辉挥 铁轶 柱桂 鹏朋 超起 杰木 浩洁 亮高 飞气 凯剀 宇字 博搏 洋样 旭旮 鑫森 俊俟 昊旻 睿睹 航舫 晨辰 阳阴 "
    "泽译 轩轫 豪毫 嘉喜 思恩 远运 帆矾 梓锌 涵函 熙照 沐沭 奕弈 宸晨 皓皎 铭茗 懿馨 承丞 佑佐 桂柱 英莫 秀季 兰三 珍诊 淑椒 芬芳 "
    "凤风 琴瑟 素紊 芝艺 香杳 梅海 翠萃 莲连 贤资 金全 月目 娥峨 惠慧 云去 丽两 艳滟 敏繁 霞霰 玲铃 萍苹 爱受 雅稚 静净 燕蒸 芳劳 "
    "娟涓 春舂 冬夂 雪霄 莹荧 亚业 娜那 婷停 莉利 琳林 丹舟 倩情 颖颍 晶品 欢双 璐潞 蕾雷 微徽 佳住 欣掀 怡恰 悦阅 琪棋 雨两 晴睛 "
    "雯霁 梦焚 瑶谣 萌荫 诗诸 可司 心必 宁守 桐铜 萱喧 诺若 语浯 汐夕 溪奚 馨声 依衣 芷止 艺芝"
)
TITLES = "先生 女士 同志 老师 师傅 大爷 阿姨"


@cache
def _sounds() -> dict[str, list[str]]:
    """Characters of everyday writing (the first level of GB 2312) by their sound."""
    by_sound: dict[str, list[str]] = {}
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF):
            if character := bytes((high, low)).decode("gb2312", errors="ignore"):
                by_sound.setdefault(_sound(character), []).append(character)
    return by_sound


@cache
def _sound(character: str) -> str:
    return "".join(pinyin_of(character))


@cache
def _shapes() -> dict[str, str]:
    """A character and those that look like it."""
    groups = [set(group) for group in _ALIKE.split()]
    alike: dict[str, set[str]] = {}
    for group in groups:
        for character in group:
            alike.setdefault(character, set()).update(group - {character})
    return {character: "".join(sorted(others)) for character, others in alike.items()}


def homophone(dice: Random, name: str) -> str:
    """One character of the same sound (同音字), more often in the given name. Empty where there is none."""
    return _one_replaced(dice, name, lambda one: [other for other in _sounds().get(_sound(one), []) if other != one])


def near_shape(dice: Random, name: str) -> str:
    """One character of a similar shape (形近字). Empty where the table knows none."""
    return _one_replaced(dice, name, lambda one: list(_shapes().get(one, "")))


def _one_replaced(dice: Random, name: str, others_of: Callable[[str], list[str]]) -> str:
    places = list(range(len(name)))
    dice.shuffle(places)
    places.sort(key=lambda at: at < len(surname_of(name)) and dice.random() < 0.8)
    for at in places:
        if others := others_of(name[at]):
            return name[:at] + dice.choice(others) + name[at + 1 :]
    return ""


def missing(dice: Random, name: str) -> str:
    """A character of the given name is left out. Empty for names of two."""
    if len(name) < 3:
        return ""
    at = dice.randrange(len(surname_of(name)) or 1, len(name))
    return name[:at] + name[at + 1 :]


def swapped(dice: Random, name: str) -> str:
    """Two neighbouring characters in the wrong order. Empty where that is the same."""
    at = dice.randrange(1, len(name) - 1) if len(name) > 2 else 0
    other = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return other if other != name else ""


def traditional(dice: Random, name: str) -> str:
    """In traditional characters (繁体). Empty where they are the same."""
    other = str(_opencc().convert(name))
    return other if other != name else ""


@cache
def _opencc() -> Any:
    import opencc

    return opencc.OpenCC("s2t")


def pinyin(dice: Random, name: str) -> str:
    """In Latin letters, in the ways papers and booking systems write them."""
    surname = surname_of(name)
    sounds = [sound.replace("v", dice.choice(("v", "u", "yu"))) for sound in pinyin_of(name)]
    first, given = "".join(sounds[: len(surname) or 1]), "".join(sounds[len(surname) or 1 :])
    ways = (f"{first.title()} {given.title()}", f"{first}{given}", f"{given.title()} {first.title()}")
    return dice.choice((*ways, " ".join(sounds).upper(), f"{first.upper()}/{given.upper()}"))


def initials(dice: Random, name: str) -> str:
    letters = "".join(sound[0] for sound in pinyin_of(name))
    return letters.upper() if dice.random() < 0.7 else letters


def titled(dice: Random, name: str) -> str:
    """The whole name with a title behind it."""
    return name + dice.choice(TITLES.split())


def only_surname(dice: Random, name: str) -> str:
    """王先生: nothing left of the given name. Empty for names without a surname."""
    surname = surname_of(name)
    return surname + dice.choice(TITLES.split()) if surname else ""


def spaced(dice: Random, name: str) -> str:
    """Spaces between the characters, or another dot in the middle."""
    if "·" in name:
        return name.replace("·", dice.choice((".", "•", " ", "", "・")))
    return dice.choice((" ", "\u3000")).join(name)
