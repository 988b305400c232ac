"""Editions of the national divisions: the real files, and small ones for every kind of change."""

import gzip
import os
from pathlib import Path

import pytest

from lianfang.accounts.models import Grant
from lianfang.kernel.errors import Invalid, Refused
from lianfang.territory.models import IN_USE, Area
from lianfang.territory.services import apply_import, plan_import
from lianfang.territory.tests.make import SYSTEM, make_area, make_user

pytestmark = pytest.mark.django_db

FOLDER = Path(os.environ.get("LIANFANG_REFERENCE", Path(__file__).parents[5] / "shared" / "data")) / "divisions"
NATIONAL = ["provinces_all_2023.csv", "cities_all_2023.csv", "areas_all_2023.csv", "streets_all_2023.csv.gz"]
OLDER = ["level5_codes_subset_2020_codes_only.csv"]


def real(*names: str) -> list[tuple[str, bytes]]:
    if not FOLDER.is_dir():
        pytest.skip("left out: the reference data is not beside the checkout")
    return [(name, (FOLDER / name).read_bytes()) for name in names]


def table(*lines: str, name: str = "edition.csv") -> list[tuple[str, bytes]]:
    return [(name, "\n".join(lines).encode())]


FIRST = table(
    "code,name",
    "29,和省",
    "2901,安市",
    "290101,东区",
    "290102,西区",
    "290101001,云溪镇",
    "290101002,南山街道",
    "290101003,北河街道",
    "290102001,西门街道",
)


def edition(*changes: tuple[str, str | None]) -> list[tuple[str, bytes]]:
    """The first edition with some lines replaced (None: left out) and others added at the end."""
    lines = FIRST[0][1].decode().splitlines()
    for code, line in changes:
        lines = [each for each in lines if not each.startswith(f"{code},")]
        lines += [line] if line else []
    return table(*lines)


@pytest.fixture
def tree(watcher):
    """The first edition, imported; areas by code."""
    apply_import(actor=SYSTEM, files=FIRST)
    return {area.code: area for area in Area.objects.all()}


def bring(*changes, **more):
    return apply_import(actor=SYSTEM, files=edition(*changes), **more)


def in_use(code: str) -> Area:
    return Area.objects.get(IN_USE, code=code)


# -- the real files --------------------------------------------------------------------------------------------------


@pytest.mark.reference
def test_it_takes_the_whole_country_and_changes_nothing_the_second_time():
    plan = apply_import(actor=SYSTEM, files=real(*NATIONAL))
    assert list(plan.edition.sizes().values()) == [31, 342, 2978, 41352]
    assert Area.objects.count() == 31 + 342 + 2978 + 41352
    again = apply_import(actor=SYSTEM, files=real(*NATIONAL))
    assert (again.changes, again.unchanged) == (0, 44703)


@pytest.mark.reference
def test_it_retires_the_streets_that_the_newer_edition_no_longer_has():
    apply_import(actor=SYSTEM, files=real("provinces_all_2023.csv", *OLDER))
    apply_import(actor=SYSTEM, files=real("divisions_subset_2023.csv"))
    streets = Area.objects.filter(level="street", retired_at__isnull=False)
    assert streets.count() == 34


# -- what an edition changes -----------------------------------------------------------------------------------------


def test_it_changes_nothing_the_second_time(tree):
    plan = bring()
    assert (plan.changes, plan.unchanged) == (0, 8)


def test_it_adds_names_and_knows_towns_from_streets(tree):
    bring(("290101004", "290101004,东山乡"), ("290101002", "290101002,南岭街道"))
    assert (in_use("290101004").kind, in_use("290101002").kind) == ("town", "street")
    renamed = in_use("290101002")
    assert renamed.path == tree["290101002"].path
    assert [(change.what, change.before, change.after) for change in renamed.changes.all()] == [
        ("renamed", "南山街道", "南岭街道")
    ]


def test_a_town_that_became_a_street_is_the_same_area_under_another_code(tree):
    plan = bring(("290101001", None), ("290101009", "290101009,云溪街道"))
    assert (len(plan.recoded), len(plan.added), len(plan.retired)) == (1, 0, 0)
    area = in_use("290101009")
    assert (area.pk, area.path, area.kind) == (tree["290101001"].pk, tree["290101001"].path, "street")


def test_a_street_that_another_district_lists_has_moved_there_with_what_stands_there(tree, watcher):
    with watcher.resting():
        grid = make_area("河东社区", below=tree["290101001"])
        user = make_user("lin")
        grant = Grant.objects.create(user=user, role="none", area_path=grid.path)
    plan = bring(("290101001", None), ("290102007", "290102007,云溪镇"))
    assert [(str(each.label), each.count) for each in plan.follows] == [("grants", 1)]
    area = in_use("290102007")
    assert (area.pk, area.parent) == (tree["290101001"].pk, tree["290102"])
    grant.refresh_from_db()
    assert grant.area_path == Area.objects.get(pk=grid.pk).path == area.path + "0000"
    behind = Area.objects.get(path=grid.path)
    assert (behind.is_retired, behind.successor_path) == (True, grant.area_path)


def test_a_code_given_to_another_street_does_not_take_the_people_with_it(tree):
    plan = bring(("290101001", "290101001,新城街道"), ("290101009", "290101009,云溪镇"))
    assert (len(plan.recoded), len(plan.added), len(plan.renamed)) == (1, 1, 0)
    assert in_use("290101009").pk == tree["290101001"].pk
    assert in_use("290101001").name == "新城街道"


def test_two_streets_that_exchanged_their_codes_stay_what_they_are(tree):
    plan = bring(("290101001", "290101001,南山街道"), ("290101002", "290101002,云溪镇"))
    assert (len(plan.recoded), plan.changes) == (2, 2)
    assert in_use("290101002").pk == tree["290101001"].pk
    assert bring(("290101001", "290101001,南山街道"), ("290101002", "290101002,云溪镇")).changes == 0


def test_a_name_that_went_to_the_code_of_one_that_is_gone_is_a_new_name(tree):
    plan = bring(("290101001", "290101001,南山街道"), ("290101002", None), into={"290101002": "290101001"})
    assert [(area.code, new.name) for area, new in plan.renamed] == [("290101001", "南山街道")]
    assert len(plan.merged) == 1 and not plan.recoded


def test_a_code_may_be_said_to_be_somebody_elses_now(tree, somebody_at_the_street):
    plan = bring(("290101002", "290101002,新城街道"), into={"290101002": "290101003"})
    assert (len(plan.merged), len(plan.added)) == (1, 1)
    somebody_at_the_street.refresh_from_db()
    assert somebody_at_the_street.area_path == tree["290101003"].path
    assert in_use("290101002").pk != tree["290101002"].pk


def test_a_file_of_streets_alone_says_which_are_gone(tree):
    streets = table("code,name", "290101001,云溪镇", "290101003,北河街道")
    plan = apply_import(actor=SYSTEM, files=streets, into={"290101002": "290101003"})
    assert [(area.code, new) for area, new in plan.merged] == [("290101002", "290101003")]
    assert in_use("290102001"), "of the other district the file says nothing"


def test_a_few_lines_of_a_file_end_nothing(tree):
    assert plan_import(actor=SYSTEM, files=table("code,name", "290101001,云溪镇")).changes == 0


def test_an_abolished_street_retires_where_nothing_stands(tree):
    bring(("290101002", None))
    area = Area.objects.get(pk=tree["290101002"].pk)
    assert (area.is_retired, area.successor_path, area.path) == (True, "", tree["290101002"].path)


@pytest.fixture
def somebody_at_the_street(tree, watcher):
    with watcher.resting():
        return Grant.objects.create(user=make_user("lin"), role="none", area_path=tree["290101002"].path)


def test_an_abolished_street_where_somebody_still_works_needs_a_successor(somebody_at_the_street):
    plan = plan_import(actor=SYSTEM, files=edition(("290101002", None)))
    assert [(area.code, [each.count for each in standing]) for area, standing in plan.blocked] == [("290101002", [1])]
    with pytest.raises(Refused, match="1 grants still stand there"):
        bring(("290101002", None))
    assert in_use("290101002")


def test_an_abolished_street_goes_into_the_one_that_is_named(somebody_at_the_street, tree):
    plan = bring(("290101002", None), into={"290101002": "290101003"})
    assert len(plan.merged) == 1
    somebody_at_the_street.refresh_from_db()
    assert somebody_at_the_street.area_path == tree["290101003"].path
    assert Area.objects.get(pk=tree["290101002"].pk).successor_path == tree["290101003"].path


@pytest.mark.parametrize(
    ("into", "says"),
    [
        ({"290101003": "290101001"}, "290101003 is not abolished"),
        ({"290101002": "290101777"}, "290101777 cannot take the place"),
        ({"290101002": "290102"}, "290102 cannot take the place"),
        ({"290101002": "290101009", "290101009": "290101001"}, "290101009 cannot take the place"),
    ],
)
def test_a_successor_must_be_one(tree, into, says):
    with pytest.raises(Invalid, match=says):
        bring(("290101002", None), into=into)


def test_a_code_that_an_area_of_another_level_bears_is_refused(tree, watcher):
    with watcher.resting():
        make_area("错码社区", below=tree["290101001"], code="290101005")
    with pytest.raises(Invalid, match="290101005 already belongs to 错码社区"):
        bring(("290101005", "290101005,新街道"))


def test_a_district_that_is_abolished_takes_down_what_is_left_below(tree):
    bring(("290102", None), ("290102001", None), ("290101008", "290101008,西门街道"))
    assert in_use("290101008").pk == tree["290102001"].pk
    assert Area.objects.get(pk=tree["290102"].pk).is_retired


def test_a_district_with_another_code_keeps_its_streets_in_place(tree):
    bring(("290102", "290116,西区"), ("290102001", "290116001,西门街道"))
    assert in_use("290116001").path == tree["290102001"].path


def test_it_touches_nothing_the_files_do_not_speak_of(tree, watcher):
    with watcher.resting():
        make_area("河东社区", below=tree["290101001"])
        make_area("另区", below=tree["2901"], code="")
    plan = plan_import(
        actor=SYSTEM, files=table("code,name,cityCode,provinceCode", "290101,东区,2901,29", "290102,西区,2901,29")
    )
    assert plan.changes == 0


# -- files that cannot be accepted -----------------------------------------------------------------------------------


def gzipped_and_cut() -> bytes:
    return gzip.compress(b"code,name\n29,\xe5\x92\x8c\n" * 50)[:40]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a,b\n1,2\n", "lacks columns.*Found: a, b"),
        (b"", "edition.csv: There is nothing in this file"),
        (b"\x89PNG\r\n\x1a\n\0\1\2\3" * 40, "edition.csv: .* holds no text"),
        (b"code,name\n", "no division in these files"),
        (
            "code,name\n29,和省\n".encode() + b"2901,\xff\xff\n",
            "edition.csv: Line 3 holds characters that cannot be read",
        ),
        (gzipped_and_cut(), "cannot be unpacked"),
        (b"code,name\n29,A\n29,B\n", "line 3: the code 29 already stands in edition.csv:2"),
        (b"code,name\n29,A\n2801,B\n", "line 3: 2801 belongs to 28, which stands neither"),
        (b"level,code,name,parent_code\n1,29,A,\n4,290101001,B,29\n", "not of the level directly above"),
        (b"level,code,name,parent_code\n1,29,A,\n2,29X1,B,29\n", "no division code"),
        (b"level,code,name,parent_code\n7,29,A,\n", "no division code"),
        (b"code,name\n29,\n", "29 has no name"),
        ("code,name\n29,a\u202eb\n".encode(), "line 2: the name of 29 has"),
        (b"code,name\n29," + b"A" * 81 + b"\n", "line 2: the name of 29 has more than 80"),
        (b"code,name,areaCode\n1101011,A,110101\n", "line 2: .1101011. is no division code"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(content, says):
    with pytest.raises(Invalid, match=says):
        apply_import(actor=SYSTEM, files=[("edition.csv", content)])
    assert not Area.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffcode,name\r\n110000,北京市\r\n110100,市辖区\r\n110101,东城区\r\n110101001,东华门街道\r\n",
        "level,code,name,parent_code\n1,110000000000,北京市,\n2,110100000000,市辖区,110000000000\n"
        "3,110101000000,东城区,110100000000\n4,110101001000,东华门街道,110101000000\n",
        "统计用区划代码,名称\n110000000000,北京市\n110100000000,市辖区\n110101000000,东城区\n110101001000,东华门街道\n",
        "备注\tcode\tname\n\t11\t北京市\n\t1101\t 市辖区\u3000\nx\t110101\t东城区\n\t110101001\t东华门街道\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_it_reads_the_usual_shapes(content, encoding):
    if encoding == "gb18030":
        content = content.removeprefix("\ufeff")
    apply_import(actor=SYSTEM, files=[("divisions.csv", content.encode(encoding))])
    assert [area.code for area in Area.objects.all()] == ["11", "1101", "110101", "110101001"]


def test_only_who_may_import_divisions_does(tree, watcher):
    from lianfang.accounts.actors import Actor

    with watcher.resting():
        stranger = make_user("stranger")
    with pytest.raises(Refused):
        apply_import(actor=Actor.of(stranger), files=FIRST)
