"""Moving, merging and retiring: what follows, what stays, what is refused."""

import pytest

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import Grant
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.territory.models import IN_USE, Area
from lianfang.territory.selectors import areas_under, current_path, full_name, name_of
from lianfang.territory.services import (
    add_area,
    merge_area,
    move_area,
    preview_merge,
    preview_move,
    preview_retire,
    retire_area,
)
from lianfang.territory.tests.make import make_area, make_keeper, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(areas, watcher):
    with watcher.resting():
        return Actor.of(make_keeper(area=areas["和安区"]))


@pytest.fixture
def grant(areas, watcher):
    """Somebody works in the first grid of Hedong."""
    with watcher.resting():
        return Grant.objects.create(user=make_user("lin"), role="none", area_path=areas["第一网格"].path)


def now_at(area: Area) -> Area:
    area.refresh_from_db()
    return area


# -- moving ----------------------------------------------------------------------------------------------------------


def test_it_says_beforehand_what_follows(areas, keeper, grant):
    preview = preview_move(actor=keeper, area=areas["河东社区"], parent=areas["南山镇"])
    assert preview.areas == 4
    assert [(str(each.label), each.count) for each in preview.following] == [("grants", 1)]
    assert areas["河东社区"].path == now_at(areas["河东社区"]).path


def test_it_moves_the_whole_subtree_and_what_stands_there(areas, keeper, grant):
    before = {name: area.path for name, area in areas.items()}
    move_area(actor=keeper, area=areas["河东社区"], parent=areas["南山镇"], document="和民〔2026〕3号")
    assert full_name(now_at(areas["3号楼"]).path) == "南山镇 / 河东社区 / 第一网格 / 3号楼"
    grant.refresh_from_db()
    assert grant.area_path == now_at(areas["第一网格"]).path
    assert not areas_under(before["河东社区"]).exists()
    assert {area.path for area in areas_under(areas["南山镇"].path)} >= {now_at(areas["3号楼"]).path}


def test_an_old_path_keeps_its_name_and_knows_where_it_went(areas, keeper):
    before = areas["3号楼"].path
    move_area(actor=keeper, area=areas["河东社区"], parent=areas["南山镇"])
    assert (name_of(before), full_name(before)) == ("3号楼", "云溪街道 / 河东社区 / 第一网格 / 3号楼")
    assert current_path(before) == now_at(areas["3号楼"]).path


def test_a_path_is_never_given_twice(areas, keeper):
    before = areas["河西社区"].path
    move_area(actor=keeper, area=areas["河西社区"], parent=areas["南山镇"])
    new = add_area(actor=keeper, parent=areas["云溪街道"], level="community", name="新社区")
    assert new.path not in {before, areas["河东社区"].path}
    move_area(actor=keeper, area=now_at(areas["河西社区"]), parent=areas["云溪街道"])
    assert len(set(Area.objects.values_list("path", flat=True))) == Area.objects.count()
    assert current_path(before) == now_at(areas["河西社区"]).path


def test_moving_it_where_it_stands_changes_nothing(areas, keeper):
    before = areas["河东社区"].path
    move_area(actor=keeper, area=areas["河东社区"], parent=areas["云溪街道"])
    assert now_at(areas["河东社区"]).path == before


@pytest.mark.parametrize(
    ("what", "where", "says"),
    [
        ("云溪街道", "第一网格", "cannot go below itself"),
        ("云溪街道", "南山镇", "cannot stand directly below"),
        ("第一网格", "南山镇", "A grid belongs to a community"),
    ],
)
def test_it_refuses_what_the_tree_cannot_hold(areas, keeper, what, where, says):
    with pytest.raises(Invalid, match=says):
        move_area(actor=keeper, area=areas[what], parent=areas[where])


def test_it_is_not_found_for_the_keeper_of_another_street(areas, watcher):
    with watcher.resting():
        stranger = Actor.of(make_keeper("other", area=areas["南山镇"]))
    with pytest.raises(NotFound):
        move_area(actor=stranger, area=areas["河东社区"], parent=areas["南山镇"])
    with pytest.raises(NotFound):
        move_area(actor=stranger, area=areas["水峪村"], parent=areas["云溪街道"])


# -- merging ---------------------------------------------------------------------------------------------------------


def test_it_merges_one_street_into_another(areas, keeper, grant, watcher):
    with watcher.resting():
        office = Grant.objects.create(user=grant.user, role="none", area_path=areas["云溪街道"].path)
    before = areas["云溪街道"].path
    preview = preview_merge(actor=keeper, area=areas["云溪街道"], into=areas["南山镇"])
    assert (preview.areas, [each.count for each in preview.following]) == (6, [2])
    merge_area(actor=keeper, area=areas["云溪街道"], into=areas["南山镇"])
    office.refresh_from_db(), grant.refresh_from_db()
    assert office.area_path == areas["南山镇"].path
    assert full_name(grant.area_path) == "南山镇 / 河东社区 / 第一网格"
    old = now_at(areas["云溪街道"])
    assert (old.path, old.successor_path, old.is_retired) == (before, areas["南山镇"].path, True)
    assert [change.what for change in areas["南山镇"].changes.all()] == ["took_in"]


def test_merging_it_there_again_changes_nothing(areas, keeper):
    for _ in range(2):
        merge_area(actor=keeper, area=areas["河西社区"], into=areas["河东社区"])
    assert areas["河东社区"].changes.count() == 1


def test_it_tells_which_names_stand_twice_and_which_codes_are_dropped(areas, keeper, watcher):
    with watcher.resting():
        twin = make_area("第一网格", below=areas["河西社区"], code="01")
        make_area("第九网格", below=areas["河东社区"], code="01")
    preview = preview_merge(actor=keeper, area=areas["河西社区"], into=areas["河东社区"])
    assert [note.code for note in preview.notes] == ["territory.name_twice", "territory.code_dropped"]
    merge_area(actor=keeper, area=areas["河西社区"], into=areas["河东社区"])
    assert (now_at(twin).parent, twin.code) == (areas["河东社区"], "")


@pytest.mark.parametrize(
    ("what", "into", "says"),
    [
        ("河东社区", "河东社区", "into itself"),
        ("河东社区", "南山镇", "into another community"),
        ("第一网格", "3号楼", "another grid"),
    ],
)
def test_only_two_of_one_level_merge(areas, keeper, what, into, says):
    with pytest.raises(Invalid, match=says):
        merge_area(actor=keeper, area=areas[what], into=areas[into])


# -- retiring --------------------------------------------------------------------------------------------------------


def test_it_retires_what_is_empty_with_everything_below(areas, keeper):
    retire_area(actor=keeper, area=areas["云溪街道"], document="和政〔2026〕9号")
    assert not Area.objects.filter(IN_USE, path__startswith=areas["云溪街道"].path).exists()
    assert [change.document for change in areas["3号楼"].changes.all()] == ["和政〔2026〕9号"]


def test_it_does_not_retire_what_somebody_still_works_in(areas, keeper, grant):
    assert preview_retire(actor=keeper, area=areas["云溪街道"]).blocked is not None
    with pytest.raises(Refused, match="云溪街道 cannot simply retire: 1 grants still stand there"):
        retire_area(actor=keeper, area=areas["云溪街道"])


def test_nothing_more_is_added_below_a_retired_area(areas, keeper):
    retire_area(actor=keeper, area=areas["河西社区"])
    with pytest.raises(Refused, match="河西社区 is retired"):
        add_area(actor=keeper, parent=areas["河西社区"], level="grid", name="第一网格")
    with pytest.raises(Refused, match="河西社区 is retired"):
        move_area(actor=keeper, area=areas["第一网格"], parent=now_at(areas["河西社区"]))
