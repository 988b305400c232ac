import pytest

from lianfang.kernel.errors import NotFound
from lianfang.territory import selectors
from lianfang.territory.handlers import find_places
from lianfang.territory.services import merge_area
from lianfang.territory.tests.make import SYSTEM

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


@pytest.mark.parametrize(
    ("text", "found"),
    [("299901100", ["南山镇"]), ("第一网格", ["第一网格"]), ("河", ["河东社区", "河西社区"]), ("没有", []), ("", [])],
)
def test_what_is_typed_in_a_form_is_an_area_or_a_few_to_choose_from(areas, text, found):
    assert [place.name.split(" / ")[-1] for place in find_places(text)] == found


def test_the_path_of_a_retired_area_means_its_successor(areas):
    merge_area(actor=SYSTEM, area=areas["河西社区"], into=areas["河东社区"])
    assert [place.path for place in find_places(areas["河西社区"].path)] == [areas["河东社区"].path]


def test_it_finds_only_below_where_it_is_told(areas):
    assert [area.name for area in selectors.search_areas("村", under_path=areas["云溪街道"].path)] == []
