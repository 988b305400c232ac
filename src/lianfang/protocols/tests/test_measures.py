from datetime import date

import pytest

from lianfang.protocols import load_edition
from lianfang.protocols.tests.make import read


def test_a_ground_takes_over_what_it_does_not_say(tmp_path):
    edition = read(tmp_path)
    general, special = edition.measure("home_isolation"), edition.measure("home_isolation", "left_high_risk_area")

    assert (general.days, special.days) == (7, 10)
    assert special.tests == general.tests
    assert special.report_by == general.report_by
    assert special.grounds == {}


def test_a_ground_without_rules_of_its_own_has_the_general_ones(tmp_path):
    edition = read(tmp_path)

    assert edition.measure("home_isolation", "close_contact") is edition.measures["home_isolation"]
    assert edition.measure("central_isolation", "close_contact") is None


@pytest.mark.parametrize(
    ("code", "kind", "ground", "days", "tests"),
    [
        ("covid19-2020-ed2", "home_observation", None, 14, ()),
        ("covid19-2021-ed8", "central_isolation", "close_contact", 14, (1, 4, 7, 14)),
        ("covid19-2021-ed8", "central_isolation", "secondary_contact", 7, (1, 4, 7)),
        ("covid19-2021-ed8", "health_monitoring", None, 7, (2, 7)),
        ("covid19-2022-ed9", "central_isolation", "close_contact", 7, (1, 2, 3, 5, 7)),
        ("covid19-2022-ed9", "central_isolation", "left_high_risk_area", 7, (1, 2, 3, 5, 7)),
        ("covid19-2022-ed9", "home_isolation", "secondary_contact", 7, (1, 4, 7)),
        ("covid19-2022-ed9", "health_monitoring", None, 3, (3,)),
        ("covid19-2022-twenty", "central_isolation", "close_contact", 5, (1, 2, 3, 5)),
        ("covid19-2022-twenty", "home_isolation", "close_contact", 3, (1, 3)),
        ("covid19-2022-twenty", "home_isolation", "left_high_risk_area", 7, (1, 3, 5, 7)),
        ("covid19-2022-ten", "home_isolation", "close_contact", 5, (5,)),
        ("covid19-2022-ten", "home_isolation", "case", 7, (6, 7)),
    ],
)
def test_lengths_and_test_days_follow_the_edition(code, kind, ground, days, tests):
    rules = load_edition(code).measure(kind, ground)

    assert (rules.days, rules.tests) == (days, tests)


def test_a_chain_of_measures_ends_where_the_edition_ends_it():
    edition = load_edition("covid19-2022-ed9")
    isolation = edition.measure("central_isolation", "close_contact")
    monitoring = edition.measure(isolation.followed_by)
    released = isolation.last_day(date(2022, 7, 1))

    assert monitoring.counts_from == "release_of_previous"
    assert monitoring.last_day(released) == date(2022, 7, 11)
    assert monitoring.followed_by is None
    assert edition.measure("central_isolation", "left_high_risk_area").followed_by is None
