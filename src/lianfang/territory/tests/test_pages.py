"""The pages of the tree, as somebody sees and uses them."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lianfang.territory.models import Area
from lianfang.territory.services import merge_area
from lianfang.territory.tests.make import SYSTEM, make_area

pytestmark = pytest.mark.django_db

SQUARE = {"type": "Polygon", "coordinates": [[[123.0, 41.0], [123.1, 41.0], [123.1, 41.1], [123.0, 41.0]]]}


def url(name: str, area: Area | None = None, **query: str) -> str:
    return reverse(f"territory:{name}", args=[area.pk] if area else [], query=query or None)


def text_of(answer) -> str:
    return answer.content.decode()


# -- looking up ------------------------------------------------------------------------------------------------------


def test_it_finds_an_area_and_says_where_it_is(page):
    shown = text_of(page.get(url("tree", q="网格")))
    assert "云溪街道 / 河东社区 / 第一网格" in shown
    assert "No area of this name" in text_of(page.get(url("tree", q="没有")))


def test_it_shows_where_one_works_and_the_top(page):
    shown = text_of(page.get(url("tree")))
    assert "Where you work" in shown
    assert "和安区" in shown


def test_the_page_of_an_area_shows_its_line_what_is_below_and_its_history(page, areas):
    merge_area(actor=SYSTEM, area=areas["河西社区"], into=areas["河东社区"], document="和民〔2026〕3号")
    shown = text_of(page.get(url("area", areas["河东社区"])))
    for part in ("云溪街道", "第二网格", "took in another", "和民〔2026〕3号"):
        assert part in shown
    retired = text_of(page.get(url("area", areas["河西社区"])))
    assert "This area is retired" in retired
    assert "It continues as 河东社区." in retired
    assert url("edit", areas["河西社区"]) not in retired


def test_it_draws_the_outlines_of_what_is_below(page, areas):
    page.post(url("edit", areas["河东社区"]), {"name": "河东社区", "kind": "community", "geometry": json.dumps(SQUARE)})
    assert '<path class="area" d="M0.0' in text_of(page.get(url("area", areas["云溪街道"])))


@pytest.mark.parametrize("name", ["tree", "area", "places_template"])
def test_there_is_nothing_for_somebody_without_a_role(nobody, areas, name):
    assert nobody.get(url(name, areas["河东社区"] if name == "area" else None)).status_code == 404


@pytest.mark.parametrize("name", ["add", "edit", "move", "merge", "retire", "places"])
def test_changing_is_not_found_for_the_keeper_of_another_town(page, stranger, areas, name):
    assert page.get(url(name, areas["河东社区"])).status_code == 200
    assert stranger.get(url(name, areas["河东社区"])).status_code == 404
    assert stranger.post(url(name, areas["河东社区"]), {"name": "x"}).status_code == 404


# -- changing --------------------------------------------------------------------------------------------------------


def test_it_adds_a_villagers_group(page, areas):
    given = {"level": "building", "kind": "villagers_group", "name": "第二组"}
    page.post(url("add", areas["水峪村"]), given)
    assert Area.objects.get(name="第二组").parent == areas["水峪村"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"level": "grid", "name": "第一网格", "kind": "building"}, "is not of this kind"),
        ({"level": "compound", "name": ""}, "This field is required"),
        ({"level": "compound", "name": "x", "geometry": "{}"}, "An outline is a GeoJSON polygon"),
        ({"level": "compound", "name": "x", "geometry": "no"}, "An outline is a GeoJSON polygon"),
        ({"level": "street", "name": "x"}, "Select a valid choice"),
    ],
)
def test_a_wrong_entry_says_why_beside_the_field(page, areas, given, says):
    answer = page.post(url("add", areas["河东社区"]), given)
    assert answer.status_code == 422
    assert says in text_of(answer)


def test_it_renames_and_refuses_a_code_that_is_taken(page, areas):
    page.post(url("edit", areas["云溪街道"]), {"name": "云江街道", "kind": "street", "code": "299901001"})
    areas["云溪街道"].refresh_from_db()
    assert areas["云溪街道"].name == "云江街道"
    answer = page.post(url("edit", areas["云溪街道"]), {"name": "云江街道", "kind": "street", "code": "299901100"})
    assert "already belongs to 南山镇" in text_of(answer)


# -- rearranging -----------------------------------------------------------------------------------------------------


def test_it_moves_after_a_preview(page, areas):
    offered = text_of(page.get(url("move", areas["河东社区"], q="南山")))
    assert f"?to={areas['南山镇'].pk}" in offered
    preview = text_of(page.get(url("move", areas["河东社区"], to=str(areas["南山镇"].pk))))
    assert "What would happen" in preview
    page.post(url("move", areas["河东社区"]), {"to": areas["南山镇"].pk, "document": "和民〔2026〕3号"})
    areas["河东社区"].refresh_from_db()
    assert areas["河东社区"].parent == areas["南山镇"]


def test_it_merges_after_a_preview(page, areas):
    page.post(url("merge", areas["河西社区"]), {"to": areas["河东社区"].pk})
    areas["河西社区"].refresh_from_db()
    assert areas["河西社区"].is_retired


def test_it_says_why_something_cannot_go_there(page, areas):
    answer = page.get(url("move", areas["云溪街道"], to=str(areas["水峪村"].pk)))
    assert answer.status_code == 422
    assert "cannot stand directly below" in text_of(answer)


def test_it_offers_only_what_one_may_change(stranger, areas, watcher):
    with watcher.resting():
        make_area("水泉村", below=areas["南山镇"])
    offered = text_of(stranger.get(url("merge", areas["水峪村"], q="河")))
    assert "河东社区" not in offered
    assert "水泉村" in text_of(stranger.get(url("merge", areas["水峪村"], q="水")))


def test_it_retires_what_is_empty(page, areas):
    page.post(url("retire", areas["水峪村"]), {"document": "和政〔2026〕9号"})
    areas["水峪村"].refresh_from_db()
    assert areas["水峪村"].is_retired


def test_it_does_not_retire_where_somebody_works(page, areas):
    assert "Not possible now" in text_of(page.get(url("retire", areas["和安区"])))
    assert page.post(url("retire", areas["和安区"]), {}).status_code == 403


# -- a table of places -----------------------------------------------------------------------------------------------


def test_a_table_is_previewed_brought_in_and_given_back(page, areas):
    table = "社区,网格,楼栋\n河东社区,第一网格,9号楼\n河北社区,第一网格,1号楼\n".encode()
    chosen = page.post(url("places", areas["和安区"]), {"file": SimpleUploadedFile("places.csv", table)})
    assert "There is no “河北社区”" in text_of(chosen)
    carried = chosen.context["carried"]
    result = page.post(url("places", areas["和安区"]), {"carried": carried, "result": "1"})
    assert "refused" in b"".join(result.streaming_content).decode()
    page.post(url("places", areas["和安区"]), {"carried": carried})
    assert Area.objects.filter(name="9号楼").exists()


def test_a_table_that_cannot_be_read_says_why(page, areas):
    answer = page.post(url("places", areas["和安区"]), {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 \x00\x01")})
    assert answer.status_code == 422
    assert "not a spreadsheet" in text_of(answer)


def test_a_preview_that_was_tampered_with_is_refused(page, areas):
    assert page.post(url("places", areas["和安区"]), {"carried": "forged"}).status_code == 403


def test_the_empty_table_can_be_filled_in(page):
    assert page.get(url("places_template")).content[:2] == b"PK"
