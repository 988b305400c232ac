"""One walk with every edition: whatever part is absent, the daily work goes on."""

from datetime import date, timedelta

import pytest

from lianfang.protocols import editions, load_edition
from lianfang.protocols.words import CLOCKS, MEASURE_KINDS, RISK_LEVELS


def walk(edition, level, fever):
    """A traveller from the post to the end of what is asked of him: (decision, kinds and last days)."""
    posts, arrivals = edition.checkpoints, edition.arrivals
    decision = "pass" if posts is None else posts.decision_for_fever if fever else posts.decision_for(level)
    kind, day, asked = (arrivals.measure_for(level) if arrivals else None), date(2024, 2, 28), []
    while kind and (rules := edition.measure(kind, f"left_{level}_risk_area")):
        day = rules.last_day(day)
        asked.append((kind, day))
        kind = rules.followed_by
    return decision, asked


@pytest.mark.parametrize("code", editions())
@pytest.mark.parametrize("level", [*RISK_LEVELS, None])
def test_every_edition_can_be_walked(code, level):
    edition = load_edition(code)

    decision, asked = walk(edition, level, fever=False)

    assert decision in {"pass", "hand_over", "turn_back", "to_clinic"}
    assert len(asked) <= len(MEASURE_KINDS)
    assert all(edition.clock(name) is None or edition.clock(name) > timedelta() for name in CLOCKS)


def test_a_traveller_from_a_high_risk_area_under_the_ninth_edition():
    edition = load_edition("covid19-2022-ed9")

    assert walk(edition, "high", fever=False) == ("hand_over", [("central_isolation", date(2024, 3, 6))])
    assert walk(edition, "medium", fever=False) == ("hand_over", [("home_observation", date(2024, 3, 6))])
    assert walk(edition, "low", fever=False) == ("pass", [])


def test_the_same_traveller_under_the_dengue_edition_is_asked_for_nothing():
    edition = load_edition("dengue-2014")

    assert walk(edition, "high", fever=False) == ("pass", [])
    assert walk(edition, "high", fever=True) == ("to_clinic", [])


def test_dengue_traces_and_observes_nobody_but_fights_mosquitoes_by_the_clock():
    edition = load_edition("dengue-2014")

    assert edition.contacts is edition.arrivals is edition.risk_areas is edition.testing is edition.pools is None
    assert set(edition.measures) == {"mosquito_isolation"}
    assert edition.measure("mosquito_isolation").last_day(date(2014, 9, 28)) == date(2014, 10, 3)
    assert edition.measure("mosquito_isolation").reports_per_day == 0
    assert edition.clock("vector.control") == edition.clock("report.case") == timedelta(hours=24)


def test_the_ninth_edition_has_every_part_the_way_needs():
    edition = load_edition("covid19-2022-ed9")

    assert all((edition.checkpoints, edition.arrivals, edition.contacts, edition.risk_areas, edition.reporting))
    assert all((edition.testing, edition.pools, edition.ceilings, edition.complete))
    assert {"central_isolation", "home_isolation", "home_observation", "health_monitoring"} == set(edition.measures)
    assert edition.contacts.determined() == ("close", "secondary", "general")
    assert load_edition("covid19-2022-twenty").contacts.determined() == ("close", "general")


def test_every_measure_of_the_ninth_edition_says_when_it_is_reported_and_what_one_may_do():
    for rules in load_edition("covid19-2022-ed9").measures.values():
        assert rules.reports_per_day == len(rules.report_by) > 0
        assert rules.fever_at
        assert rules.freedoms


def test_reports_are_due_by_level():
    reporting = load_edition("covid19-2022-ed9").reporting

    assert (
        reporting.cut_off
        <= reporting.due_for("community")
        < reporting.due_for("street")
        < reporting.due_for("district")
    )
    assert reporting.due_for(None) == reporting.due_otherwise
