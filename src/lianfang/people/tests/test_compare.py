"""What makes two records one person: the rule by plain calls, the search against comparing everybody with everybody."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianfang.people.alike import find_doubles, traits_of
from lianfang.people.identity import Identity
from lianfang.people.models import Household, Person
from lianfang.people.rules import Alike, Likeness, Traits, compare, door_of
from lianfang.people.services.registering import _create

BORN = date(1980, 5, 17)
DOOR = ("0001", "3-2-601")


@pytest.mark.parametrize(
    "one, other, likeness",
    [
        (Traits("王小明", "A"), Traits("李四", "A"), Likeness.CERTAIN),
        (Traits("王小明", "A", BORN), Traits("王小明", "B", BORN), Likeness.NONE),
        (Traits("王小明", birth_date=BORN), Traits("王小明", "B", BORN), Likeness.LIKELY),
        (Traits("王小明", birth_date=BORN), Traits("王晓明", birth_date=BORN), Likeness.NONE),
        (Traits("王小明", phone="1"), Traits("王晓明", phone="1"), Likeness.LIKELY),
        (Traits("王小明", phone="1"), Traits("王大明", phone="1"), Likeness.NONE),
        (Traits("王小明", door=DOOR), Traits("王小明", door=DOOR), Likeness.LIKELY),
        (Traits("王小明", None or "", BORN, "", DOOR), Traits("王小明", "", date(2010, 1, 1), "", DOOR), Likeness.NONE),
        (Traits("王小明", door=DOOR), Traits("王小红", door=DOOR), Likeness.NONE),
        (Traits("王小明"), Traits("王小明"), Likeness.NONE),
        (Traits("John Smith", birth_date=BORN), Traits("JOHN SMITH", birth_date=BORN), Likeness.LIKELY),
    ],
)
def test_it_is_decided_field_by_field(one: Traits, other: Traits, likeness: Likeness) -> None:
    assert compare(one, other).likeness is likeness
    assert compare(other, one).likeness is likeness


def test_names_that_sound_the_same_are_similar() -> None:
    assert compare(Traits("张伟"), Traits("章炜")).name is Alike.SIMILAR


@pytest.mark.parametrize(
    "parts, door",
    [
        (("3栋2单元601室",), "3-2-601"),
        (("３号楼", "2单元", "0601"), "3-2-601"),
        (("3-2-601",), "3-2-601"),
        (("3幢2门洞601号",), "3-2-601"),
        (("第3栋", "601"), "3-601"),
        (("A座1203",), "A-1203"),
        (("12号",), "12"),
        (("东院",), "东院"),
        (("", " "), ""),
    ],
)
def test_a_door_has_one_spelling(parts: tuple[str, ...], door: str) -> None:
    assert door_of(*parts) == door


@given(st.text("0123456789栋幢号楼单元室户A- 第", max_size=14))
def test_the_one_spelling_of_a_door_is_its_own(text: str) -> None:
    assert door_of(door_of(text)) == door_of(text)


someone = st.builds(
    lambda name, born, phone, door: (name, born, phone, door),
    st.sampled_from(["王小明", "王晓明", "张伟", "章炜", "John Smith"]),
    st.sampled_from([None, BORN, date(2001, 2, 3)]),
    st.sampled_from(["", "13800000001", "13800000002"]),
    st.sampled_from([None, "1-101", "1-102"]),
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(someone, min_size=2, max_size=8))
def test_the_search_finds_what_comparing_everybody_with_everybody_finds(watcher, people) -> None:
    with watcher.resting():
        Person.objects.all().delete()
        doors = {door: Household.objects.create(area_path="0001", door=door) for door in ("1-101", "1-102")}
        for name, born, phone, door in people:
            _create(Identity(name, phone=phone, birth_date=born), area_path="0001", household=doors.get(door))
    everybody = list(Person.objects.select_related("household").order_by("id"))

    expected = {
        (one.pk, other.pk)
        for one, other in combinations(everybody, 2)
        if compare(traits_of(one), traits_of(other)).likeness is not Likeness.NONE
    }
    assert set(find_doubles(everybody)) == expected
