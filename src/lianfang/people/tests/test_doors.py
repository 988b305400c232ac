"""What may stand in clear as a door, and what may not, whichever way it comes in."""

import pytest

from lianfang.people.rules import door_of, is_door

pytestmark = pytest.mark.engine


DOORS = """3-2-601 3栋2单元601室 二单元601室 西屋 12号院 601 0601 A座1203 B2-301 3号楼12-3-1801 东厢房 门房
5号院西屋 12号附1号 12号之2 一组12号 地下室 三层301 3栋301A 商铺 12号后院 1弄2号601"""


@pytest.mark.parametrize("door", DOORS.split())
def test_doors(door):
    assert is_door(door_of(door)), door_of(door)


@pytest.mark.parametrize(
    "text",
    [
        "张三家",
        "王小明",
        "Zhang San",
        "Li-Na",
        "13812345678",
        "138-1234-5678",
        "210602199003071234",
        "0415-2345678",
        "滨河路12号张三",
        "找李阿姨拿钥匙",
        "3-2-601 张三",
        "二单元601室门口有狗请先打电话",
        "1-2-3-4-5-6",
        "",
        "?",
    ],
)
def test_no_doors(text):
    assert not is_door(door_of(text)), door_of(text)
