"""Outlines fit into each other: what lies in a place adds up to it, without gaps."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from lianfang.project.demo.outlines import Lattice, cut
from lianfang.project.demo.plans import Plan, plan_district
from lianfang.project.demo.world import SCALES
from lianfang.territory.rules import is_outline


@pytest.fixture(scope="module")
def planned() -> tuple[Plan, Lattice]:
    return plan_district(SCALES["tenth"], Random(1), "1")


def area_of(outline: dict[str, Any]) -> float:
    """Twice the area, holes taken away."""
    parts = [outline["coordinates"]] if outline["type"] == "Polygon" else outline["coordinates"]
    return sum(_turns(ring) for rings in parts for ring in rings)


def _turns(ring: Sequence[Sequence[float]]) -> float:
    return sum(x * v - u * y for (x, y), (u, v) in pairwise(ring))


def test_it_has_an_outline_for_every_place_down_to_the_grid(planned: tuple[Plan, Lattice]) -> None:
    district, lattice = planned

    for street in district.below:
        for community in street.below:
            assert is_outline(lattice.outline(community.cells))
            for part in community.below:
                assert is_outline(lattice.outline(part.cells))


def test_it_adds_up_without_gaps(planned: tuple[Plan, Lattice]) -> None:
    district, lattice = planned
    streets = sum(area_of(lattice.outline(street.cells)) for street in district.below)
    communities = sum(area_of(lattice.outline(each.cells)) for street in district.below for each in street.below)

    assert area_of(lattice.outline(district.cells)) == pytest.approx(streets, rel=1e-6)
    assert streets == pytest.approx(communities, rel=1e-6)


def test_it_has_the_size_of_the_issue(planned: tuple[Plan, Lattice]) -> None:
    district, _lattice = planned
    communities = [community for street in district.below for community in street.below]

    assert [street.kind for street in district.below].count("street") == 6
    assert [street.kind for street in district.below].count("town") == 2
    assert [community.kind for community in communities].count("community") == 45
    assert [community.kind for community in communities].count("village") == 15
    assert sum(community.residents for community in communities) == 40_000


def test_it_cuts_into_the_sizes_asked_for() -> None:
    patches = cut(Lattice(60, "x").cells, [10, 1, 29, 20])

    assert [len(patch) for patch in patches] == [10, 1, 29, 20]
    assert len({cell for patch in patches for cell in patch}) == 60
