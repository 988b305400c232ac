"""What people bring to the packages below: areas take them along, they are told what is held, lists go out in the open."""

import io
from datetime import date, timedelta

import openpyxl
import pytest

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import today
from lianfang.people import access
from lianfang.people.exports import residents_in_the_open
from lianfang.people.handlers import households_by_area, residents_by_area
from lianfang.people.models import Person
from lianfang.people.services import leave, merge
from lianfang.people.tests.make import (
    TESTS,
    id_number,
    import_list,
    make_household,
    make_person,
    outcomes,
    register,
)
from lianfang.privacy import exports, subject_access
from lianfang.privacy.rules import Proof
from lianfang.territory.services import move_area
from lianfang.territory.tests.make import SYSTEM

pytestmark = pytest.mark.django_db

NUMBER = id_number()


@pytest.fixture
def person(areas) -> Person:
    home = make_household(areas["第一网格"].path, "3-2-601")
    return make_person("欧阳明月", household=home, id_number=NUMBER, phone="13812345678")


def test_people_and_doors_go_along_when_an_area_moves(person, areas) -> None:
    moved = move_area(actor=SYSTEM, area=areas["河东社区"], parent=areas["南山镇"])

    person.refresh_from_db()
    assert person.area_path.startswith(moved.path) and person.household.area_path == person.area_path


def test_an_area_counts_who_lives_there(person, areas) -> None:
    double = make_person("欧阳明月", phone="13812345678", area_path=areas["河西社区"].path)
    paths = [areas["河东社区"].path, areas["河西社区"].path]
    assert residents_by_area(paths) == {paths[0]: 1, paths[1]: 1}

    merge(actor=TESTS, person=double.pk, into=person.pk)
    leave(actor=TESTS, person=person.pk)

    assert residents_by_area(paths) == {paths[0]: 0, paths[1]: 0}
    assert households_by_area(paths) == {paths[0]: 1, paths[1]: 0}


def test_somebody_is_told_what_is_held(person) -> None:
    told = subject_access.answer(actor=TESTS, person=person.pk, proof=Proof(next(iter(Proof)).value))

    said = {str(piece.what): piece.says for shelf in told.shelves for piece in shelf.pieces}
    assert said["name"] == "欧阳明月" and said["ID number"] == NUMBER and said["door"] == "3-2-601"


def test_a_list_in_the_open_goes_by_the_register_of_exports(person, areas) -> None:
    wanted = exports.Request(
        "people.residents",
        areas["云溪街道"].path,
        ("name",),
        "区教育局",
        "入学核对",
        "通知",
        today() + timedelta(days=7),
    )

    asked = exports.ask_for(actor=Actor.system("one"), wanted=wanted)
    exports.release(actor=Actor.system("two"), export=asked.pk)
    file = exports.take(actor=Actor.system("one"), export=asked.pk).decode("utf-8-sig")

    assert "欧阳明月" in file and NUMBER not in file
    assert exports.offers["people.residents"].action == access.EXPORT_OPEN


def test_what_was_taken_out_comes_in_again_without_change(areas) -> None:
    """Export and import speak the same columns: the round trip of a list changes nothing."""
    home = make_household(areas["3号楼"].path, "2-601")
    make_person("欧阳明月", household=home, id_number=NUMBER, phone="13812345678", address="中山路5号")
    make_person("赵婆婆", area_path=areas["河西社区"].path, birth_date=date(1940, 1, 2))
    before = register()
    columns = ["name", "id_number", "phone", "born", "address", "sex", "area", "door", "relation"]
    headings = ["姓名", "身份证号", "电话", "出生日期", "现住址", "性别", "区域", "门牌", "与户主关系"]

    book, memory = openpyxl.Workbook(), io.BytesIO()
    for row in [headings, *(list(values) for _id, values in residents_in_the_open("", columns))]:
        book.active.append(row)
    book.save(memory)
    back = import_list(memory.getvalue(), areas["云溪街道"].path, filename="名单.xlsx")

    assert outcomes(back) == ["as on record"] * 2
    assert register() == before
