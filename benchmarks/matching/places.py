"""Doors of an invented district and the many ways in which people write them down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice, product
from random import Random

CITY = "辽宁省铁岭市测算区"
_STREETS = ["东湖街道", "西岭街道", "南屏街道", "北关街道", "龙泉街道", "青河镇", "柳河镇", "白塔镇"]
_FRONT = "锦绣 幸福 阳光 翠湖 学府 金色 龙泉 枫林 滨河 紫荆 和平 富丽 水岸 星海 祥和 银座 御景 明珠 康乐 新华 朝阳 东方 华府 月亮湾"
_BACK = "花园 小区 家园 苑 里 新村 名都 公寓"
_ROADS = "解放 人民 建设 中山 学院 光明 工农 胜利 文化 北环 迎宾 体育 站前 河畔 新开 友谊"
_VILLAGES = "柳树 李家 王家 大房身 前屯 后屯 三道沟 靠山 河口 石桥 榆树 张家窝棚 青石岭 马圈子 二台子 红旗"
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Door:
    """Where a household lives: in a compound (小区) with buildings and entrances, or in a village with groups (组)."""

    street: str
    community: str
    road: str
    compound: str
    building: int
    entrance: int
    room: int

    @property
    def is_rural(self) -> bool:
        return not self.compound

    def __str__(self) -> str:
        """As the register has it, from the street to the room."""
        if self.is_rural:
            return f"{self.street}{self.community}{self.building}组{self.room}号"
        return f"{self.street}{self.community}{self.road}{self.compound}{self.building}号楼{self.entrance}单元{self.room}室"


def make_doors(dice: Random, count: int) -> list[Door]:
    """So many doors in random order: seven of ten in compounds, the others in villages."""
    urban = round(count * 0.7)
    doors = [*islice(_urban(dice), urban), *islice(_rural(), count - urban)]
    dice.shuffle(doors)
    return doors


def _urban(dice: Random) -> Iterator[Door]:
    """Compounds of about a thousand doors, filled one after the other; their names come back after 192."""
    names = [front + back for front, back in product(_FRONT.split(), _BACK.split())]
    dice.shuffle(names)
    for name in cycle(names):
        street = dice.choice(_STREETS)
        community, road = f"{name[:2]}社区", f"{dice.choice(_ROADS.split())}路{dice.randrange(1, 300)}号"
        floors, buildings = dice.choice((6, 6, 11, 18)), dice.randrange(6, 22)
        for building, entrance, floor, flat in product(
            range(1, buildings), range(1, 4), range(1, floors + 1), range(1, 4)
        ):
            yield Door(street, community, road, name, building, entrance, floor * 100 + flat)


def _rural() -> Iterator[Door]:
    number = 0
    while True:
        number += 1
        for street, village, group in product(_STREETS[5:], _VILLAGES.split(), range(1, 7)):
            yield Door(street, f"{village}村", "", "", group, 0, number)


# -- spellings -----------------------------------------------------------------------------------------------------


def spell(dice: Random, door: Door) -> str:
    """The same door as somebody else would write it."""
    return dice.choice(_RURAL if door.is_rural else _URBAN)(door)


def coarse(door: Door) -> str:
    """Only the village or the compound, as lists from above often have it."""
    return f"{door.street}{door.community if door.is_rural else door.compound}"


def in_words(number: int) -> str:
    """A number below a hundred in Chinese: 23 is 二十三."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def full_width(text: str) -> str:
    return text.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})


_URBAN: tuple[Callable[[Door], str], ...] = (
    lambda at: f"{at.compound}{at.building}-{at.entrance}-{at.room}",
    lambda at: f"{at.compound}{at.building}栋{at.entrance}单元{at.room}",
    lambda at: f"{at.compound}{at.building}#{at.entrance}-{at.room}",
    lambda at: f"{at.compound}{in_words(at.building)}号楼{in_words(at.entrance)}单元{at.room}室",
    lambda at: f"{at.road}{at.compound}{at.building}幢{at.entrance}单元{at.room}号",
    lambda at: f"{CITY}{at.street}{at.road}{at.compound}{at.building}号楼{at.entrance}单元{at.room}室",
    lambda at: f"{at.street} {at.compound} {at.building}号楼 {at.entrance}单元 {at.room}",
    lambda at: full_width(f"{at.community}{at.compound}{at.building}号楼{at.entrance}单元{at.room}室"),
    lambda at: f"{at.compound}小区{at.building}号{at.entrance}单元{at.room}".replace("小区小区", "小区"),
)
_RURAL: tuple[Callable[[Door], str], ...] = (
    lambda at: f"{at.community}{at.building}组{at.room}号",
    lambda at: f"{at.community}{in_words(at.building)}组{at.room}",
    lambda at: f"{CITY}{at.street}{at.community}{at.building}组{at.room}号",
    lambda at: f"{at.street}{at.community[:-1]}{at.building}组{at.room}号",
    lambda at: full_width(f"{at.street}{at.community}{at.building}组{at.room}号"),
    lambda at: f"{at.street}{at.community}第{in_words(at.building)}村民组{at.room}号",
)
