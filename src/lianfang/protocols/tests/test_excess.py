import pytest

from lianfang.protocols import Excess, ProtocolError, load_edition
from lianfang.protocols.tests.make import read, text_with
from lianfang.protocols.words import NINE_PROHIBITIONS


@pytest.mark.parametrize(
    ("days", "ground", "allowed"),
    [(7, None, None), (10, None, None), (11, None, 10), (10, "left_high_risk_area", None), (8, "close_contact", 7)],
)
def test_what_is_longer_than_the_edition_is_an_excess(tmp_path, days, ground, allowed):
    excess = read(tmp_path).excess("home_isolation", days, ground)

    assert (excess.allowed if excess else None) == allowed


def test_an_excess_names_its_limit_and_where_it_stands(tmp_path):
    edition = read(tmp_path)
    excess = edition.excess("home_isolation", 14, "left_high_risk_area")

    assert excess == Excess("home_isolation", 14, 10, "measures.home_isolation.grounds.left_high_risk_area.days")
    assert excess.over == 4
    assert edition.origin(excess.path).text == "paragraph 7"


def test_a_ceiling_stands_above_the_lengths(tmp_path):
    ceiling = '[ceilings.max_days]\nhome_isolation = { value = 12, source = "order" }\n'
    edition = read(tmp_path, text_with(new=ceiling))

    assert edition.excess("home_isolation", 12) is None
    assert edition.excess("home_isolation", 13).path == "ceilings.max_days.home_isolation"


def test_a_measure_that_a_complete_edition_does_not_have_is_an_excess():
    excess = load_edition("dengue-2014").excess("home_isolation", 3)

    assert excess.allowed is None
    assert excess.over == 3


def test_an_incomplete_edition_says_nothing_of_measures_it_does_not_have():
    assert load_edition("covid19-2020-ed5").excess("home_isolation", 30) is None


def test_a_word_that_is_no_measure_is_refused():
    with pytest.raises(ProtocolError, match="did you mean 'home_isolation'"):
        load_edition("dengue-2014").excess("home_isolatoin", 3)


def test_the_ninth_edition_carries_the_nine_prohibitions():
    assert load_edition("covid19-2022-ed9").ceilings.prohibitions == tuple(NINE_PROHIBITIONS)
    assert len(NINE_PROHIBITIONS) == 9
