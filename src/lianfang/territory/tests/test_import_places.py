"""Compounds, grids, buildings and entrances from a table."""

import pytest

from lianfang.accounts.actors import Actor
from lianfang.exchange import TableError
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.territory.models import Area
from lianfang.territory.selectors import full_name
from lianfang.territory.services import apply_places, plan_places
from lianfang.territory.tests.make import make_area, make_keeper

pytestmark = pytest.mark.django_db

HEAD = "所属社区,小区名称,网格,楼栋,单元,编码"


@pytest.fixture
def keeper(areas, watcher):
    with watcher.resting():
        return Actor.of(make_keeper(area=areas["和安区"]))


@pytest.fixture
def bring(areas, keeper):
    def bring(*lines, service=apply_places, head=HEAD):
        content = "\n".join([head, *lines]).encode()
        return service(actor=keeper, area=areas["和安区"], content=content, filename="places.csv")

    return bring


def places() -> set[str]:
    return {full_name(area.path).split(" / ", 1)[1] for area in Area.objects.exclude(level__in=["district", "street"])}


def test_it_adds_what_is_missing_along_the_line(bring):
    before = places()
    plan = bring(
        "河东社区,阳光花园,第三网格,5号楼,1单元,", "河东社区,阳光花园,第三网格,5号楼,2单元,", "水峪村,,,第二组,,"
    )
    assert (len(plan.new), plan.known_count, plan.refused) == (6, 0, {})
    assert places() - before == {
        "河东社区 / 阳光花园",
        "河东社区 / 阳光花园 / 第三网格",
        "河东社区 / 阳光花园 / 第三网格 / 5号楼",
        "河东社区 / 阳光花园 / 第三网格 / 5号楼 / 1单元",
        "河东社区 / 阳光花园 / 第三网格 / 5号楼 / 2单元",
        "水峪村 / 第二组",
    }
    assert Area.objects.get(name="第二组").kind == "villagers_group"


def test_the_same_table_again_adds_nothing(bring):
    line = "河东社区,阳光花园,第三网格,5号楼,1单元,A1"
    bring(line)
    plan = bring(line)
    assert (plan.new, plan.known_count) == ([], 1)


def test_a_level_may_be_left_out_where_the_place_is_plain(bring):
    """Building 3 stands in the first grid, which the row does not name."""
    plan = bring("河东社区,,,3号楼,2单元,")
    assert [seed.name for seed in plan.new] == ["2单元"]


def test_nothing_is_written_by_the_preview(bring):
    before = Area.objects.count()
    assert len(bring("河东社区,阳光花园,,,,", service=plan_places).new) == 1
    assert Area.objects.count() == before


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("河北社区,阳光花园,,,,", "There is no “河北社区” in 和安区"),
        (",阳光花园,,,,", "所属社区 is empty"),
        ("河东社区,,第九网格,,,07", "The code 07 already belongs to 第七网格"),
        ("河东社区,,,7号楼,,", "“7号楼” stands several times in 河东社区"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_and_the_others_are(bring, areas, watcher, line, says):
    with watcher.resting():
        make_area("第七网格", below=areas["河东社区"], code="07")
        for grid in ("第一网格", "第二网格"):
            make_area("7号楼", below=areas[grid])
    plan = bring(line, "河西社区,,第一网格,,,")
    assert str(plan.refused[2]).startswith(says)
    assert [seed.name for seed in plan.new] == ["第一网格"]


def test_a_table_without_the_community_is_refused(bring):
    with pytest.raises(Invalid, match="is missing"):
        bring("阳光花园", head="小区")
    with pytest.raises(TableError):
        bring(head="")


def test_it_is_not_found_for_the_keeper_of_another_street(areas, watcher):
    with watcher.resting():
        stranger = Actor.of(make_keeper("other", area=areas["南山镇"]))
    with pytest.raises(NotFound):
        apply_places(actor=stranger, area=areas["云溪街道"], content=b"a,b", filename="places.csv")
