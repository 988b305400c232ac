"""Whatever order areas are added, moved, merged and retired in, the tree stays a tree and nothing standing in it is lost."""

from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianfang.accounts.models import Grant
from lianfang.kernel.errors import LianfangError
from lianfang.kernel.paths import WIDTH, parent_of
from lianfang.territory.models import IN_USE, Area
from lianfang.territory.rules import Level, may_contain
from lianfang.territory.selectors import areas_under, current_path
from lianfang.territory.services import add_area, merge_area, move_area, retire_area
from lianfang.territory.tests.make import SYSTEM, make_area, make_user

pytestmark = pytest.mark.django_db

NUMBER = st.integers(min_value=0, max_value=30)
STEPS = st.lists(st.tuples(st.sampled_from(["add", "move", "merge", "retire", "settle"]), NUMBER, NUMBER), max_size=25)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_it_stays_a_tree(watcher, steps):
    with transaction.atomic(), watcher.resting():
        Town(steps).check()
        transaction.set_rollback(True)


class Town:
    """A tree under change, with the settlers whose area is followed by hand beside what the program does."""

    def __init__(self, steps):
        self.user = make_user("settler")
        root = make_area("区")
        self.areas = [root, make_area("甲", below=root), make_area("乙", below=root)]
        self.lives_at: dict[object, Area] = {}
        self.went_into: dict[object, Area] = {}
        self.given: set[str] = {area.path for area in self.areas}
        for kind, one, other in steps:
            try:
                with transaction.atomic():
                    getattr(self, kind)(self._pick(one), self._pick(other))
            except LianfangError:
                continue

    def _pick(self, number: int) -> Area:
        area = self.areas[number % len(self.areas)]
        area.refresh_from_db()
        return area

    def add(self, parent: Area, model: Area) -> None:
        order = list(Level)
        below = order[min(order.index(Level(parent.level)) + 1 + len(model.name) % 2, len(order) - 1)]
        area = add_area(actor=SYSTEM, parent=parent, level=below.value, name=f"{parent.name}{len(self.areas)}"[-6:])
        assert area.path not in self.given
        self.given.add(area.path)
        self.areas.append(area)

    def move(self, area: Area, parent: Area) -> None:
        move_area(actor=SYSTEM, area=area, parent=parent)

    def merge(self, area: Area, into: Area) -> None:
        merge_area(actor=SYSTEM, area=area, into=into)
        self.went_into[area.pk] = into

    def retire(self, area: Area, _: Area) -> None:
        retire_area(actor=SYSTEM, area=area)

    def settle(self, area: Area, _: Area) -> None:
        if not area.is_retired:
            grant = Grant.objects.create(user=self.user, role="none", area_path=area.path)
            self.lives_at[grant.pk] = area

    def home_of(self, area: Area) -> Area:
        while area.pk in self.went_into:
            area = self.went_into[area.pk]
        return Area.objects.get(pk=area.pk)

    def check(self) -> None:
        areas = {area.pk: area for area in Area.objects.all()}
        paths = [area.path for area in areas.values()]
        assert len(paths) == len(set(paths))
        for area in areas.values():
            self.check_place(area, areas.get(area.parent_id))
        for key, home in self.lives_at.items():
            assert Grant.objects.get(pk=key).area_path == self.home_of(home).path
        self.check_ranges()

    def check_place(self, area: Area, parent: Area | None) -> None:
        assert len(area.path) % WIDTH == 0
        assert parent_of(area.path) == (parent.path if parent else "")
        if not area.is_retired and parent:
            assert not parent.is_retired
            assert may_contain(Level(parent.level), Level(area.level))
        if area.successor_path:
            Area.objects.get(path=area.successor_path)

    def check_ranges(self) -> None:
        """The range of a path holds exactly what hangs below it by the parents."""
        below: dict[object, set[str]] = {}
        for area in Area.objects.filter(IN_USE):
            above: Area | None = area
            while above is not None:
                below.setdefault(above.path, set()).add(area.path)
                above = above.parent
        for path, expected in below.items():
            assert {area.path for area in areas_under(path)} == expected


def test_a_chain_of_successors_is_followed_to_its_end(watcher):
    with watcher.resting():
        root = make_area("区")
        streets = [make_area(name, below=root) for name in "甲乙丙丁"]
    for one, other in pairwise(streets):
        merge_area(actor=SYSTEM, area=one, into=other)
    assert current_path(streets[0].path) == streets[3].path
