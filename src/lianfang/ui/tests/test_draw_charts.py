"""Charts and maps: true to their numbers, fit for the page's policy, with a table and a way to keep them."""

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.contrib.auth import get_user_model
from hypothesis import given
from hypothesis import strategies as st

from lianfang.ui.charts import bars, lines
from lianfang.ui.maps import Map, Place, classes_of

POINTS = [("河东社区", 3), ("Hexi & <others>", 12)]


def bar_chart():
    return bars("Late", "15 are late", POINTS, names=("Unit", "Late"))


def line_chart():
    days = [date(2022, 3, 1) + timedelta(days=day) for day in range(3)]
    series = {"stopped": [(day, 5) for day in days], "handed over": [(days[1], 2)]}
    return lines("Stopped", "Five a day", series, names=("Day", "People"))


@pytest.mark.parametrize("chart", [bar_chart(), line_chart()], ids=["bars", "lines"])
def test_the_picture_is_well_formed_and_needs_no_styles_of_its_own(chart):
    for drawn in (chart.wide(), chart.narrow(), chart.svg()):
        ElementTree.fromstring(drawn)  # noqa: S314 - our own
        assert "style=" not in drawn
        assert "<style" not in drawn
    assert "var(--series-1)" in chart.wide()
    assert "var(" not in chart.svg()
    assert chart.png().startswith(b"\x89PNG")


def test_texts_are_escaped():
    assert "Hexi &amp; &lt;others&gt;" in bar_chart().wide()


def test_two_charts_on_a_page_share_no_ids():
    ids = [set(re.findall(r'\bid="([^"]+)"', chart.wide())) for chart in (bar_chart(), line_chart())]

    assert not ids[0] & ids[1]


def test_the_table_has_a_row_a_day_and_a_column_a_series():
    chart = line_chart()

    assert chart.headings == ("Day", "stopped", "handed over")
    assert [list(row) for row in chart.rows] == [["1 Mar", 5, None], ["2 Mar", 5, 2], ["3 Mar", 5, None]]


@pytest.mark.django_db
def test_a_chart_is_kept_as_a_picture(client, watcher):
    with watcher.resting():
        client.force_login(get_user_model().objects.create(username="li", name="Li"))

    kept = client.post("/chart/", {"ticket": bar_chart().ticket()})

    assert kept.content.startswith(b"\x89PNG")
    assert 'filename="Late.png"' in kept["Content-Disposition"]
    assert client.post("/chart/", {"ticket": "forged"}).status_code == 404


# -- maps ----------------------------------------------------------------------------------------------------------


def square(west: float, south: float) -> dict:
    ring = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@given(st.lists(st.none() | st.integers(0, 30), max_size=40))
def test_classes_hold_every_known_area_once_in_order(values):
    places = [Place(str(number), None, value) for number, value in enumerate(values)]

    classes = classes_of(places)

    held = [place.value for each in classes for place in each.places]
    assert held == sorted(value for value in values if value is not None)
    some = [each for each in classes if each.number]
    assert [each.number for each in some] == list(range(1, len(some) + 1))
    assert len(some) <= 5
    assert all(each.places for each in classes)
    ends = [{place.value for place in each.places} for each in classes]
    assert all(max(one) < min(other) for one, other in pairwise(ends))
    assert len(some) == min(5, len({value for value in values if value}))


def test_the_north_is_up_and_a_map_fills_its_box():
    places = [Place("south", square(123, 41), 1), Place("north", square(123, 42), 2)]

    shapes = Map("m", "People", "", "People", places).shapes

    tops = [min(float(y) for y in re.findall(r"[ML ]?[\d.]+ ([\d.]+)", shape.d)) for shape in shapes]
    assert tops[1] == 0
    assert tops[0] > 0


def test_an_area_without_outline_stands_in_the_table_only():
    drawn = Map(
        "m",
        "People",
        "",
        "People",
        [Place("a", None, 3), Place("b", square(0, 0), None), Place("c", None, 2, words="under 5")],
    )

    assert [shape.place.name for shape in drawn.shapes] == ["b"]
    assert [words for _place, words in drawn.table] == ["3", "not known", "under 5"]
    assert drawn.unknown == 1


def test_holes_and_several_parts_are_drawn():
    outline = {"type": "MultiPolygon", "coordinates": [square(0, 0)["coordinates"], square(3, 0)["coordinates"]]}

    (shape,) = Map("m", "", "", "", [Place("islands", outline, 1)]).shapes

    assert shape.d.count("M") == 2
