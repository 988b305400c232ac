import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianfang.engines.matching.addresses import Door, read_address
from lianfang.engines.matching.kinds.address import DoorAddress

pytestmark = pytest.mark.engine

KIND = DoorAddress()
DIGITS = "零一二三四五六七八九"
PLACES = [
    "阳光花园",
    "云溪街道河东社区阳光花园",
    "辽宁省盘锦市双台子区云溪街道阳光花园",
    "幸福路12号阳光花园",
    "工人新村",
    "春晓苑二期",
]


def level(one: str, two: str) -> str:
    return KIND.levels[KIND.compare(KIND.read([one]), KIND.read([two])).levels[0]]


def in_chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones or not tens else "")


def spellings(building: int, unit: int, room: int) -> list[str]:
    spoken = "".join(DIGITS[int(digit)] for digit in str(room))
    return [
        f"{building}号楼{unit}单元{room}室",
        f"{building}-{unit}-{room}",
        f"{building}—{unit}—{room}",
        f"{building}#-{unit}-{room}",
        f"{building}#{unit}-{room}",
        f"{building}栋{unit}单元{room}",
        f"{building}幢{unit}门{room}户",
        f"第{building}号楼第{unit}单元{room // 100}层{room}室",
        f"{building}号{unit}单元{room}",
        f"{in_chinese(building)}号楼{in_chinese(unit)}单元{room}",
        f"{in_chinese(building)}栋{in_chinese(unit)}单元{spoken}室",
        f"0{building}-0{unit}-{room}",
    ]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PLACES), st.integers(1, 39), st.integers(1, 12), st.integers(1, 30), st.integers(1, 9))
def test_spellings_of_one_door_meet(place, building, unit, floor, flat):
    room = floor * 100 + flat
    written = [place + spelling for spelling in spellings(building, unit, room)]
    written.append(written[0].translate({ord("0") + digit: ord("０") + digit for digit in range(10)}))
    assert {read_address(text).door for text in written} == {Door(str(building), str(unit), str(room))}
    assert {level(written[0], other) for other in written} == {"door"}


@pytest.mark.parametrize(
    "one, two, expected",
    [
        ("阳光花园3-2-601", "阳光花园3-2-602", "building"),
        ("阳光花园3-2-601", "阳光花园4-2-601", "place"),
        ("阳光花园3-2-601", "阳光花园3-601", "door_near"),
        ("阳光花园3-2-601", "阳光花圆3-2-601", "door_near"),
        ("阳光花园3-2-601", "3-2-601", "door_near"),
        ("阳光花园3-2-601", "月亮湾3-2-601", "other"),
        ("河东村三组12号", "河东村3组12号", "door"),
        ("清河镇河东村第三村民小组十二号", "河东村3组12号", "door"),
        ("河东村3组12号", "河东村3组13号", "place"),
        ("河东村3组12号", "河西村3组12号", "door_near"),
        ("幸福路12号", "幸福路12号3-2-601", "place"),
        ("五一路八号", "五一路8号", "door"),
        ("阳光花园A座1203", "阳光花园Ａ座1203室", "door"),
        ("阳光花园3-2-601", "", "absent"),
    ],
)
def test_it_says_how_near_two_addresses_are(one, two, expected):
    assert level(one, two) == level(two, one) == expected


@given(st.text("阳光花园村路街道社区省市县号楼单元室栋组一二三十0123-#第 A（）", max_size=20))
def test_any_text_is_read_and_compared_with_itself(text):
    address = read_address(text)
    assert level(text, text) in ("absent", "door", "building", "place", "door_near")
    assert read_address(text) == address
