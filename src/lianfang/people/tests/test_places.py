"""Where the cells of a row say somebody lives: names whole and in part, one column or many, doors in any spelling."""

import pytest

from lianfang.exchange import Refused
from lianfang.people.importing.places import Place, Places
from lianfang.territory.tests.make import make_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(areas):
    """Beside the usual district: a compound with two buildings and an entrance, a second 河东社区 in 南山镇."""
    compound = make_area("明珠小区", below=areas["河西社区"], level="compound")
    first = make_area("1号楼", below=compound, level="building")
    make_area("12号楼", below=compound, level="building")
    entrance = make_area("2单元", below=first, level="entrance")
    second = make_area("河东社区", below=areas["南山镇"])
    return {
        **areas,
        "明珠小区": compound,
        "1号楼": first,
        "2单元": entrance,
        "南山镇河东社区": second,
        "三组": make_area("第三村民小组", below=areas["水峪村"], level="building"),
    }


def found(district, into: str, **cells: str) -> tuple[str, str]:
    """The name by which the district knows the place that was found, and the door."""
    names = {area.path: name for name, area in district.items()}
    place = Places(district[into].path).find(cells)
    return names[place.area_path], place.door


@pytest.mark.parametrize(
    "cells, expected",
    [
        ({"community": "河东社区"}, ("河东社区", "")),
        ({"community": "河东"}, ("河东社区", "")),
        ({"community": "河东社区居委会"}, ("河东社区", "")),
        ({"street": "云溪街道办事处", "community": "河西"}, ("河西社区", "")),
        ({"community": "云溪街道河西社区"}, ("河西社区", "")),
        ({"community": "河东", "grid": "第一网格"}, ("第一网格", "")),
        ({"community": "河东", "grid": "1网格"}, ("第一网格", "")),
        ({"community": "河东", "grid": "01"}, ("第一网格", "")),
        ({"community": "河东社区", "grid": "河东社区第二网格"}, ("第二网格", "")),
        ({"area": "云溪街道河东社区第一网格"}, ("第一网格", "")),
        ({"area": "云溪街道/河东社区/第一网格"}, ("第一网格", "")),
        ({"area": "辽宁省大连市和安区云溪街道河西社区"}, ("河西社区", "")),
        ({"area": "云溪街道河西明珠小区1号楼"}, ("1号楼", "")),
        ({"area": "云溪街道 河西社区 明珠小区", "building": "1栋", "entrance": "2", "door": "601室"}, ("2单元", "601")),
        ({"area": "河西社区", "compound": "明珠", "door": "1-2-601"}, ("2单元", "601")),
        ({"area": "河西社区", "compound": "明珠", "door": "1幢3单元601"}, ("1号楼", "3-601")),
        ({"area": "河西社区", "compound": "明珠", "building": "5", "door": "601"}, ("明珠小区", "5-601")),
        ({"area": "云溪街道河东社区3栋", "door": "2-601"}, ("3号楼", "2-601")),
        ({"area": "云溪街道河东社区9栋", "door": "2-601"}, ("河东社区", "9-2-601")),
        ({"area": "云溪街道河西社区", "door": "12"}, ("河西社区", "12")),
        ({"address": "云溪街道河东社区3栋2单元601室"}, ("3号楼", "2-601")),
        ({"address": "云溪街道河东社区东门小卖部后面"}, ("河东社区", "")),
    ],
)
def test_a_place_is_found(cells: dict[str, str], expected: tuple[str, str], district) -> None:
    assert found(district, "云溪街道", **cells) == expected


def test_a_list_of_one_community_needs_no_column(district) -> None:
    assert found(district, "河西社区") == ("河西社区", "")
    assert found(district, "河西社区", address="北京市海淀区中关村大街1号") == ("河西社区", "")


def test_a_list_may_name_what_stands_above(district) -> None:
    assert found(district, "河西社区", street="云溪街道", community="河西社区") == ("河西社区", "")
    assert found(district, "河西社区", area="和安区云溪街道河西社区", door="1-101") == ("河西社区", "1-101")


def test_a_villagers_group_is_a_building_of_a_village(district) -> None:
    assert found(district, "南山镇", community="水峪村", building="3组", door="12号") == ("三组", "12")
    assert found(district, "南山镇", community="水峪", building="第三村民小组") == ("三组", "")


@pytest.mark.parametrize(
    "cells, code",
    [
        ({"community": "河中社区"}, "people.area_unknown"),
        ({"community": "河东", "grid": "第九网格"}, "people.area_unknown"),
        ({"area": "云溪街道张三的家"}, "people.area_unknown"),
        ({"community": "水峪村"}, "people.area_unknown"),
        ({}, "people.place_missing"),
        ({"street": "云溪街道"}, "people.place_missing"),
        ({"community": "河东", "door": "张三家"}, "people.no_door"),
        ({"community": "河东", "door": "13812345678"}, "people.no_door"),
    ],
)
def test_what_is_not_there_is_refused(cells: dict[str, str], code: str, district) -> None:
    with pytest.raises(Refused) as refused:
        Places(district["云溪街道"].path).find(cells)

    assert refused.value.code == code


def test_a_name_that_several_bear_is_refused_unless_more_is_said(district) -> None:
    places = Places(district["和安区"].path)
    with pytest.raises(Refused) as refused:
        places.find({"community": "河东社区"})

    assert refused.value.code == "people.area_several"
    assert places.find({"street": "南山镇", "community": "河东社区"}) == Place(district["南山镇河东社区"].path)
    assert places.find({"area": "云溪街道河东社区"}) == Place(district["河东社区"].path)
