"""Units are found, founded, changed and ended."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianfang.kernel.clock import today
from lianfang.kernel.errors import Refused
from lianfang.orgs.models import Unit
from lianfang.orgs.services import add_member, end_unit
from lianfang.orgs.tests.conftest import text_of, url
from lianfang.orgs.tests.make import make_member, make_on_duty, make_unit
from lianfang.territory.tests.make import SYSTEM

pytestmark = pytest.mark.django_db


# -- looking up ------------------------------------------------------------------------------------------------------


def test_the_list_shows_the_units_and_who_is_on_duty(secretary, units, watcher):
    with watcher.resting():
        make_on_duty(units["河东社区居委会"], phone="13800005678")
    shown = text_of(secretary.get(url("units")))
    assert "13800005678" in shown
    assert "5 units have nobody on duty" in shown
    silent = text_of(secretary.get(url("units", view="silent")))
    assert "河西社区居委会" in silent
    assert "13800005678" not in silent


def test_it_finds_by_part_of_the_name(secretary, units):
    shown = text_of(secretary.get(url("units", q="河西")))
    assert "河西社区居委会" in shown
    assert "水峪村村委会" not in shown


def test_there_is_nothing_for_somebody_without_a_role(nobody, units):
    for name in ("units", "duty", "contacts", "vacant", "units_template"):
        assert nobody.get(url(name)).status_code == 404
    assert nobody.get(url("unit", units["河东社区居委会"])).status_code == 404


def test_the_page_of_a_unit_says_where_it_belongs_and_who_is_missing(secretary, units):
    shown = text_of(secretary.get(url("unit", units["河东社区居委会"])))
    assert "云溪街道办事处" in shown
    assert "Nobody is on duty" in shown


def test_a_stranger_sees_the_unit_but_neither_members_nor_buttons(stranger, units, watcher):
    with watcher.resting():
        make_member(units["河东社区居委会"], name="林静", phone="13800001111")
    shown = text_of(stranger.get(url("unit", units["河东社区居委会"])))
    assert "1 recorded" in shown
    assert "林静" not in shown
    assert url("change", units["河东社区居委会"]) not in shown
    for name in ("found", "change", "end", "import", "add_member", "charge", "set_duty"):
        assert stranger.get(url(name, units["河东社区居委会"])).status_code == 404


# -- founding --------------------------------------------------------------------------------------------------------


def test_it_founds_a_team_below_a_unit(secretary, units):
    given = {"kind": "team", "name": "云溪突击队", "duty_phone": "024-22345678", "stated_members": "28"}
    secretary.post(url("found", units["云溪街道办事处"]), given)
    team = Unit.objects.get(name="云溪突击队")
    assert (team.parent, team.area_path) == (units["云溪街道办事处"], units["云溪街道办事处"].area_path)
    assert (team.stated_members, team.founded_on, team.answers_always) == (28, today(), False)


def test_a_committee_answers_at_every_hour_without_being_told(secretary, units):
    secretary.post(
        url("found", units["云溪街道办事处"]), {"kind": "community", "name": "新社区居委会", "area_path": "河西社区"}
    )
    assert Unit.objects.get(name="新社区居委会").answers_always


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"name": ""}, "This field is required"),
        ({"duty_phone": "12"}, "This is no phone number"),
        ({"area_path": "没有"}, "There is no area"),
        ({"area_path": "社区"}, "Several places are called so"),
        ({"code": "T1"}, "already belongs to 老队伍"),
    ],
)
def test_a_wrong_entry_says_why(secretary, units, watcher, given, says):
    with watcher.resting():
        make_unit("老队伍", below=units["云溪街道办事处"], kind="team", code="T1")
    answer = secretary.post(url("found", units["云溪街道办事处"]), {"kind": "team", "name": "新队伍", **given})
    assert answer.status_code == 422
    assert says in text_of(answer)


def test_nobody_founds_a_unit_for_an_area_of_others(secretary, units, areas):
    answer = secretary.post(
        url("found", units["云溪街道办事处"]), {"kind": "team", "name": "越界", "area_path": areas["南山镇"].path}
    )
    assert answer.status_code == 403
    assert not Unit.objects.filter(name="越界").exists()


# -- changing and ending ---------------------------------------------------------------------------------------------


def test_it_changes_what_is_said(secretary, units):
    unit = units["河东社区居委会"]
    given = {"kind": "community", "name": "河东居委会", "area_path": unit.area_path, "stated_members": "9"}
    secretary.post(url("change", unit), given)
    unit.refresh_from_db()
    assert (unit.name, unit.stated_members, unit.answers_always) == ("河东居委会", 9, False)


def test_it_ends_a_unit_with_what_is_open_in_it_and_keeps_its_history(secretary, units, watcher):
    unit = units["河东社区居委会"]
    with watcher.resting():
        duty, member = make_on_duty(unit), make_member(unit)
    secretary.post(url("end", unit), {"on": ""})
    for row in (unit, duty, member):
        row.refresh_from_db()
    assert (unit.ended_on, member.until_on, duty.until is not None) == (today(), today(), True)
    shown = text_of(secretary.get(url("unit", unit, past="")))
    assert "This unit has ended" in shown
    with pytest.raises(Refused, match="has ended"):
        add_member(actor=SYSTEM, unit=unit, name="某人")


def test_it_does_not_end_a_unit_above_others_at_work(secretary, units):
    answer = secretary.post(url("end", units["云溪街道办事处"]), {"on": ""})
    assert "2 of its units are still at work" in text_of(answer)


def test_ending_it_again_changes_nothing(units):
    unit = units["河东社区居委会"]
    first = end_unit(actor=SYSTEM, unit=unit, on=today())
    assert end_unit(actor=SYSTEM, unit=unit).ended_on == first.ended_on


@pytest.mark.parametrize("days", [-1, 1])
def test_it_ends_neither_before_it_was_founded_nor_on_a_day_to_come(secretary, units, days):
    answer = secretary.post(url("end", units["河东社区居委会"]), {"on": (today() + timedelta(days=days)).isoformat()})
    assert answer.status_code == 422
    assert "The last day is today or before" in text_of(answer)


# -- a table of units ------------------------------------------------------------------------------------------------

TABLE = (
    "单位名称,类型,上级单位,责任区域,值班电话,人数\n"
    "云溪一队,队,,,024-22345678,28\n"
    "一队三组,队,云溪一队,河东社区,,7\n"
    "河东社区居委会,社区,,,,\n"
    "无根队,队,没有,,,\n"
    "越界队,队,,南山镇,,\n"
)


def test_a_table_is_previewed_and_brought_in_once(secretary, units):
    office = units["云溪街道办事处"]
    chosen = secretary.post(url("import", office), {"file": SimpleUploadedFile("units.csv", TABLE.encode())})
    plan = chosen.context["plan"]
    assert [planned.name for planned in plan.new] == ["云溪一队", "一队三组"]
    assert plan.known_count == 1
    assert list(plan.refused) == [5, 6]
    secretary.post(url("import", office), {"carried": chosen.context["carried"]})
    third = Unit.objects.get(name="一队三组")
    assert (third.parent.name, third.stated_members) == ("云溪一队", 7)
    assert third.path.startswith(third.parent.path)
    again = secretary.post(url("import", office), {"file": SimpleUploadedFile("units.csv", TABLE.encode())})
    assert again.context["plan"].new == []


def test_the_empty_table_can_be_filled_in(secretary):
    assert secretary.get(url("units_template")).content[:2] == b"PK"
