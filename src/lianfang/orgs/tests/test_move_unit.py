"""A unit goes below another."""

import pytest

from lianfang.accounts.models import Grant
from lianfang.kernel.errors import Invalid, Refused
from lianfang.orgs import selectors
from lianfang.orgs.models import Unit
from lianfang.orgs.services import end_unit, move_unit
from lianfang.orgs.tests.conftest import text_of, url
from lianfang.orgs.tests.make import SECRETARY, make_member, make_on_duty, make_unit
from lianfang.territory.services import merge_area
from lianfang.territory.tests.make import SYSTEM, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(areas, log_in, watcher):
    """Keeps the units of the whole district."""
    with watcher.resting():
        user = make_user("chief", *SECRETARY, area=areas["和安区"])
    return log_in(user)


def test_it_goes_with_its_units_grants_members_and_duty(chief, units, watcher):
    unit = units["河东社区居委会"]
    with watcher.resting():
        team = make_unit("河东一队", below=unit, kind="team")
        user = make_user("lin", unit_path=team.path)
        grant = Grant.objects.create(user=user, role="none", unit_path=team.path)
        make_member(team), make_on_duty(team, user)
    before = team.path
    preview = text_of(chief.get(url("move", unit, to=str(units["南山镇政府"].pk))))
    assert "What would happen" in preview
    chief.post(url("move", unit), {"to": str(units["南山镇政府"].pk)})
    for row in (unit, team, grant):
        row.refresh_from_db()
    assert unit.parent == units["南山镇政府"]
    assert grant.unit_path == team.path == unit.path + "0000"
    assert selectors.on_duty(team).user == user
    assert selectors.above(team) == unit
    old = selectors.unit_at(before)
    assert (str(old), old.has_ended, old.successor_path) == ("河东一队", True, team.path)


def test_a_path_that_was_left_is_not_given_again(units):
    unit = units["河西社区居委会"]
    left = unit.path
    move_unit(actor=SYSTEM, unit=unit, parent=units["南山镇政府"])
    assert make_unit("新社区居委会", below=units["云溪街道办事处"]).path != left
    move_unit(actor=SYSTEM, unit=unit, parent=units["云溪街道办事处"])
    assert len(set(Unit.objects.values_list("path", flat=True))) == Unit.objects.count()


def test_moving_it_where_it_stands_changes_nothing(units):
    unit = units["河西社区居委会"]
    assert move_unit(actor=SYSTEM, unit=unit, parent=units["云溪街道办事处"]).path == unit.path


def test_it_refuses_itself_and_what_has_ended(units):
    with pytest.raises(Invalid, match="below itself"):
        move_unit(actor=SYSTEM, unit=units["云溪街道办事处"], parent=units["河东社区居委会"])
    end_unit(actor=SYSTEM, unit=units["水峪村村委会"])
    with pytest.raises(Refused, match="has ended"):
        move_unit(actor=SYSTEM, unit=units["河东社区居委会"], parent=units["水峪村村委会"])


def test_it_is_not_found_for_the_keeper_of_another_town(stranger, units):
    assert stranger.post(url("move", units["河东社区居委会"]), {"to": str(units["南山镇政府"].pk)}).status_code == 404
    assert stranger.post(url("move", units["水峪村村委会"]), {"to": str(units["云溪街道办事处"].pk)}).status_code == 404


def test_after_a_merger_of_streets_the_old_office_can_be_emptied_and_ended(areas, units):
    merge_area(actor=SYSTEM, area=areas["云溪街道"], into=areas["南山镇"])
    offices = [units["云溪街道办事处"], units["南山镇政府"]]
    assert list(selectors.units_answering_for(areas["南山镇"].path)) == offices
    for name in ("河东社区居委会", "河西社区居委会"):
        move_unit(actor=SYSTEM, unit=units[name], parent=units["南山镇政府"])
    end_unit(actor=SYSTEM, unit=offices[0])
    assert selectors.unit_for_area(areas["南山镇"].path) == offices[1]
