"""Whatever two editions hold: after the second the tree says what it says, and nobody who works there is lost."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianfang.accounts.models import Grant
from lianfang.territory.models import IN_USE, Area
from lianfang.territory.services import apply_import, plan_import
from lianfang.territory.tests.make import SYSTEM, make_user

pytestmark = pytest.mark.django_db

NAMES = st.sampled_from(
    [f"{stem}{kind}" for stem in ("云溪", "南山", "北河", "西门", "东山") for kind in ("街道", "镇")]
)
STREETS = st.dictionaries(st.integers(1, 6), NAMES, min_size=1, max_size=4)
DISTRICTS = st.dictionaries(st.integers(1, 4), STREETS, min_size=1, max_size=3)
CITIES = st.dictionaries(st.integers(1, 2), DISTRICTS, min_size=1, max_size=2)

Edition = dict[int, dict[int, dict[int, str]]]


def lines_of(cities: Edition) -> dict[str, str]:
    """Names by code."""
    lines = {"29": "和省"}
    for city, districts in cities.items():
        lines[f"29{city:02}"] = f"第{city}市"
        for district, streets in districts.items():
            lines[f"29{city:02}{district:02}"] = f"第{district}区"
            lines |= {f"29{city:02}{district:02}{street:03}": name for street, name in streets.items()}
    return lines


def files_of(lines: dict[str, str]) -> list[tuple[str, bytes]]:
    rows = "".join(f"{code},{name}\n" for code, name in lines.items())
    return [("edition.csv", f"code,name\n{rows}".encode())]


def in_the_tree() -> dict[str, tuple[str, str]]:
    """Name and parent's code of every area in use, by code."""
    rows = Area.objects.filter(IN_USE).values_list("code", "name", "parent__code")
    return {code: (name, parent or "") for code, name, parent in rows}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=CITIES, second=CITIES)
def test_the_tree_says_what_the_second_edition_says(watcher, first, second):
    with transaction.atomic(), watcher.resting():
        apply_import(actor=SYSTEM, files=files_of(lines_of(first)))
        settle()
        lines = lines_of(second)
        into = successors(files_of(lines), lines)
        apply_import(actor=SYSTEM, files=files_of(lines), into=into)
        digits = {2: 0, 4: 2, 6: 4, 9: 6}
        assert in_the_tree() == {code: (name, code[: digits[len(code)]]) for code, name in lines.items()}
        assert plan_import(actor=SYSTEM, files=files_of(lines)).changes == 0
        places = set(Area.objects.filter(IN_USE).values_list("path", flat=True))
        assert set(Grant.objects.values_list("area_path", flat=True)) <= places
        transaction.set_rollback(True)


def settle() -> None:
    """Somebody works in every area."""
    user = make_user("settler")
    Grant.objects.bulk_create(Grant(user=user, role="none", area_path=area.path) for area in Area.objects.all())


def successors(files: list[tuple[str, bytes]], lines: dict[str, str]) -> dict[str, str]:
    """Each area that would retire goes into some area of its level, as whoever imports would say."""
    plan = plan_import(actor=SYSTEM, files=files)
    levels: dict[int, str] = {}
    for code in lines:
        levels.setdefault(len(code), code)
    return {area.code: levels[len(area.code)] for area in plan.retired}
