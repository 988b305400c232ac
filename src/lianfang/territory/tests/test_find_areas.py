import pytest

from lianfang.kernel.errors import NotFound
from lianfang.territory import selectors

pytestmark = pytest.mark.django_db


def test_it_names_the_area_and_its_line_below_the_district(areas):
    assert selectors.name_of(areas["第一网格"].path) == "第一网格"
    assert selectors.full_name(areas["第一网格"].path) == "云溪街道 / 河东社区 / 第一网格"
    assert selectors.full_name(areas["和安区"].path) == "和安区"


def test_it_is_nothing_at_a_path_that_never_was(areas):
    assert selectors.name_of("ZZZZ") == ""
    with pytest.raises(NotFound):
        selectors.area_at("ZZZZ")


@pytest.mark.parametrize(
    ("text", "first"), [("河", "河东社区"), ("社区", "河东社区"), ("299901100", "南山镇"), ("峪", "水峪村")]
)
def test_it_finds_by_part_of_the_name_and_by_code(areas, text, first):
    assert selectors.search_areas(text)[0] == areas[first]


def test_it_finds_only_below_where_it_is_told(areas):
    assert [area.name for area in selectors.search_areas("村", under_path=areas["云溪街道"].path)] == []
