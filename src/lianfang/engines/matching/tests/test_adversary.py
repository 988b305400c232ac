"""Pairs that deceive: people who share nearly everything and are two, records that share little and are one.

A wrong *certain* does harm nobody sees; so whatever could be two people must not be certain, however much agrees.
"""

from itertools import permutations

import pytest

from lianfang.engines.matching import Register, Verdict

pytestmark = pytest.mark.engine

DOOR = "东湖街道锦绣社区学府路12号锦绣花园3号楼2单元501室"
NEXT_DOOR = "东湖街道锦绣社区学府路12号锦绣花园3号楼2单元502室"
PHONE, OTHER_PHONE = "14512345678", "14587654321"
# Well-formed numbers of an area code that was never given; the twins' are neighbours.
FATHER_ID, SON_ID = "211279197003150012", "211279199810020010"
TWIN_ID, OTHER_TWIN_ID = "211279201505010019", "211279201505010035"
WEI_ID, OTHER_WEI_ID = "211279198503020112", "211279198503021334"
BORN_1905, BORN_2005 = "211279190501010117", "211279200501010113"
NAMES = (
    "赵建国 钱秀英 孙立新 李淑芬 周志强 吴海燕 郑永福 冯玉兰 陈大勇 褚文静 卫国庆 蒋丽萍 沈长河 韩雪梅 杨振东 朱小红"
)


def person(name="", **known):
    return {"name": name, **known}


FATHER = person("王志强", id=FATHER_ID, phone=PHONE, address=DOOR, sex="男")
SON = person("王志强", id=SON_ID, phone=PHONE, address=DOOR, sex="男")
TWIN = person("张子轩", id=TWIN_ID, phone=PHONE, address=DOOR, sex="男")
OTHER_TWIN = person("张子涵", id=OTHER_TWIN_ID, phone=PHONE, address=DOOR, sex="男")
WEI = person("王伟", id=WEI_ID, phone=PHONE, address=DOOR)
OTHER_WEI = person("王伟", id=OTHER_WEI_ID, phone=OTHER_PHONE, address="西岭街道和平社区2组7号")


def without(who, *fields, **instead):
    return {name: value for name, value in who.items() if name not in fields} | instead


def ask(record, *people):
    """What a register of these people, and of others who have nothing to do with them, says to a record."""
    others = [
        person(
            name,
            phone=f"1450000{at:04d}",
            birth=f"19{50 + at}-0{1 + at % 9}-1{at % 9}",
            address=f"和平村{at + 1}组{at}号",
        )
        for at, name in enumerate(NAMES.split())
    ]
    return Register.build([*people, *others]).answer(record)


def meant(record, *people):
    """The verdict, and which of these people it names (None for nobody)."""
    answer = ask(record, *people)
    return answer.verdict, answer.best.row if answer.best else None


def is_not_certain(record, *people):
    return ask(record, *people).verdict is not Verdict.CERTAIN


# -- one family ----------------------------------------------------------------------------------------------------


def test_it_tells_father_and_son_of_one_name_apart_by_their_papers():
    assert meant(FATHER, FATHER, SON) == (Verdict.CERTAIN, 0)
    assert meant(SON, FATHER, SON) == (Verdict.CERTAIN, 1)


@pytest.mark.parametrize("record", [SON, without(SON, "id", birth="1998-10-02"), without(SON, "id", birth="1998")])
def test_it_never_takes_a_son_for_his_father_of_the_same_name_door_and_phone(record):
    assert is_not_certain(record, FATHER)


def test_it_does_not_choose_for_certain_between_father_and_son_where_nothing_tells():
    assert is_not_certain(without(FATHER, "id"), FATHER, SON)


@pytest.mark.parametrize(
    "record", [OTHER_TWIN, without(OTHER_TWIN, "id"), without(OTHER_TWIN, "id", birth="2015-05-01")]
)
def test_it_never_takes_a_twin_for_the_other(record):
    assert is_not_certain(record, TWIN)


def test_it_finds_the_right_twin_without_papers():
    assert meant(without(OTHER_TWIN, "id", birth="2015-05-01"), TWIN, OTHER_TWIN)[1] == 1


def test_it_takes_nobody_for_the_parent_whose_number_stands_in_the_row():
    child = person("王梓涵", id=FATHER_ID, phone=PHONE, birth="2016-04-01", sex="女")
    assert is_not_certain(child, FATHER)
    assert meant(child, FATHER, without(child, id=SON_ID))[1] != 0


def test_it_tells_apart_those_who_share_the_phone_of_a_household():
    home = [person(name, phone=PHONE, address=DOOR) for name in ("王志强", "李秀英", "王梓涵", "王建国")]
    for at, each in enumerate(home):
        assert meant(each, *home)[1] == at
    assert is_not_certain(person("王先生", phone=PHONE, address=DOOR), *home)
    assert is_not_certain(person("王梓萱", phone=PHONE, address=DOOR), *home)
    assert is_not_certain(person("WZH", phone=PHONE), *home)


def test_it_does_not_take_the_next_tenant_for_the_one_before():
    record = person("李国强", phone=PHONE, address=DOOR)
    assert meant(record, without(FATHER, "id"))[1] is None


# -- namesakes -----------------------------------------------------------------------------------------------------


def test_it_does_not_choose_between_two_of_one_name_and_birthday():
    record = person("王伟", birth="1985-03-02")
    assert is_not_certain(record, WEI, OTHER_WEI)
    assert meant(record, WEI, OTHER_WEI)[1] is None


def test_it_knows_which_of_the_two_by_number_phone_or_door():
    for told in ({"id": OTHER_WEI_ID}, {"phone": OTHER_PHONE}, {"address": "和平社区2组7号"}):
        assert meant(person("王伟", birth="1985-03-02", **told), WEI, OTHER_WEI)[1] == 1


def test_a_namesake_of_the_same_day_with_other_papers_is_somebody_else():
    assert is_not_certain(without(OTHER_WEI, "address", "phone"), WEI)
    assert is_not_certain(OTHER_WEI, without(WEI, "id", birth="1985-03-02"))


def test_one_name_and_one_birthday_is_not_one_person():
    assert is_not_certain(person("王伟", birth="1985-03-02"), person("王伟", birth="1985-03-02"), FATHER)


def test_a_phone_that_was_given_to_a_namesake_is_no_proof_against_other_papers():
    assert is_not_certain(without(OTHER_WEI, phone=PHONE), WEI)


# -- names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["王小明先生", "王小明老师", "王小明（户主）", "王 小 明", "王曉明", "Wang Xiaoming", "WANG XIAO MING"]
)
def test_a_number_makes_certain_however_the_name_is_written(name):
    known = person("王小明" if "曉" not in name else "王晓明", id=WEI_ID)
    assert meant(person(name, id=WEI_ID), known) == (Verdict.CERTAIN, 0)


def test_a_name_of_two_with_the_given_name_first_is_the_same_name():
    assert meant(without(WEI, name="伟王"), WEI, OTHER_WEI) == (Verdict.CERTAIN, 0)


@pytest.mark.parametrize(
    "name, other", [("欧明", "欧阳明"), ("欧阳", "欧阳明"), ("司马", "司马光"), ("上官婉", "上官婉儿")]
)
def test_half_a_double_surname_is_not_the_same_surname(name, other):
    assert is_not_certain(person(name, phone=PHONE, address=DOOR), person(other, phone=PHONE, address=DOOR))


@pytest.mark.parametrize("name", ["王先生", "王**", "王某某", "王", "WW", "Wei", "王女士", "老王"])
def test_a_surname_or_initials_are_no_name(name):
    assert is_not_certain(person(name, phone=PHONE, address=DOOR, birth="1985-03-02"), WEI)


@pytest.mark.parametrize(
    "first, second", [("买买提·艾力", "买买提·肉孜"), ("阿依古丽·艾力", "阿依古丽"), ("古丽·艾力", "艾力·古丽")]
)
def test_one_part_of_a_name_with_a_dot_is_not_the_whole(first, second):
    assert is_not_certain(person(first, phone=PHONE, address=DOOR), person(second, phone=PHONE, address=DOOR))


# -- numbers -------------------------------------------------------------------------------------------------------


def test_fifteen_digits_are_the_same_number():
    known = person("王志强", id=FATHER_ID)
    assert meant(person("王志强", id=FATHER_ID[:6] + FATHER_ID[8:17]), known) == (Verdict.CERTAIN, 0)
    assert meant(known, person("王志强", id=FATHER_ID[:6] + FATHER_ID[8:17])) == (Verdict.CERTAIN, 0)


def test_fifteen_digits_are_of_the_century_before():
    record = person("李秀英", id=BORN_1905[:6] + BORN_1905[8:17])
    assert is_not_certain(record, person("李秀英", id=BORN_2005))


@pytest.mark.parametrize(
    "number",
    [
        "000000000000000000",
        "无",
        "111111111111111111",
        "123456",
        "不详",
        "-",
        "211279198503020000",
        "2112**********0112",
    ],
)
def test_what_is_no_number_of_one_person_is_no_proof(number):
    """Placeholders, what a spreadsheet leaves of a number, masks: many have them."""
    assert is_not_certain(person("王伟", id=number), person("王伟", id=number), OTHER_WEI)


@pytest.mark.parametrize(
    "phone", ["无", "0", "00000000000", "11111111111", "13800000000", "-", "12345678", "10086", "110"]
)
def test_what_is_no_phone_of_one_person_is_no_proof(phone):
    assert is_not_certain(person("王伟", phone=phone), person("王伟", phone=phone), FATHER)


def test_one_slip_that_makes_another_right_number_is_another_person():
    assert is_not_certain(without(OTHER_TWIN, name="张子轩"), without(TWIN, "phone"))


def test_an_address_to_the_street_is_no_door():
    for place in ("东湖街道", "锦绣花园", "铁岭市", "锦绣花园3号楼"):
        assert is_not_certain(person("王伟", address=place), person("王伟", address=place))


def test_the_same_room_in_another_building_is_another_door():
    assert is_not_certain(person("王伟", address=NEXT_DOOR), person("王伟", address=DOOR))
    assert is_not_certain(person("王伟", address="阳光花园3号楼2单元501"), person("王伟", address=DOOR))


def test_one_number_in_two_villages_is_two_doors():
    born = {"birth": "1985-03-02"}
    for other in ("青河镇李家村3组9号", "白塔镇王家村2组9号", "白塔镇王家村3组8号"):
        assert is_not_certain(
            person("王伟", address="白塔镇王家村3组9号", **born), person("王伟", address=other, **born)
        )


@pytest.mark.parametrize(
    "said", ["王家村3组9号", "王家村三组9", "白塔镇王家3组9号", "白塔镇王家村第三村民组9号", "王家村３组９号"]
)
def test_a_door_in_a_village_is_known_however_it_is_written(said):
    known = person("王伟", address="白塔镇王家村3组9号", birth="1985-03-02")
    assert meant(person("王伟", address=said, birth="1985-03-02"), known) == (Verdict.CERTAIN, 0)


# -- whole rows ----------------------------------------------------------------------------------------------------


def test_it_finds_who_stands_in_the_wrong_columns():
    swapped = person(PHONE, phone="王志强", id=FATHER_ID)
    verdict, who = meant(swapped, FATHER, SON)
    assert who == 0 or verdict is not Verdict.CERTAIN
    assert meant(person(PHONE, phone="王志强"), TWIN, OTHER_TWIN)[0] is not Verdict.CERTAIN


@pytest.mark.parametrize(
    "record", [{}, person(""), person("   "), person("", phone=""), person("无", id="无"), person("?")]
)
def test_an_empty_row_is_nobody(record):
    assert meant(record, FATHER, person(""), person("无", id="无")) == (Verdict.NOT, None)


def test_an_empty_register_knows_nobody():
    assert Register.build([]).answer(FATHER).verdict is Verdict.NOT


def test_the_order_of_the_register_changes_nothing():
    people = [FATHER, SON, TWIN, OTHER_TWIN]
    for record in (*people, without(SON, "id", birth="1998"), person("张子轩", phone=PHONE)):
        found = {ask(record, *order).verdict for order in permutations(people)}
        assert len(found) == 1


def test_somebody_registered_twice_is_certain_and_both_are_named():
    answer = ask(FATHER, FATHER, TWIN, without(FATHER, "phone"))
    assert answer.verdict is Verdict.CERTAIN
    assert {match.row for match in answer.matches} >= {0, 2}
