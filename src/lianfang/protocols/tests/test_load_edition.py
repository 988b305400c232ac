from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from lianfang.protocols import ProtocolError, editions, load_edition, reader
from lianfang.protocols.tests.make import SMALL, read, text_with


@pytest.mark.parametrize("code", editions())
def test_it_reads_every_shipped_edition(code):
    edition = load_edition(code)

    assert edition.code == code
    assert edition.superseded_by is None or edition.superseded_by in editions()


def test_it_lists_the_shipped_editions_sorted():
    assert editions() == tuple(sorted(editions()))
    assert {"covid19-2020-ed2", "covid19-2022-ed9", "covid19-2022-ten", "dengue-2014"} <= set(editions())


def test_it_gives_the_same_object_again():
    assert load_edition("covid19-2022-ed9") is load_edition("covid19-2022-ed9")


def test_each_edition_is_superseded_by_a_later_one_of_the_same_disease():
    for edition in map(load_edition, editions()):
        if edition.superseded_by:
            later = load_edition(edition.superseded_by)
            assert later.disease == edition.disease
            assert later.in_force_from > edition.in_force_from


def test_it_reads_values_in_their_types(tmp_path):
    edition = read(tmp_path)

    assert edition.in_force_from == date(2030, 2, 1)
    assert edition.checkpoints.fever_at == Decimal("37.3")
    assert edition.measures["home_isolation"].report_by == (time(10), time(18))
    assert edition.clock("hand_over.accept") == timedelta(minutes=30)


def test_an_absent_part_is_none_or_empty(tmp_path):
    head = SMALL.partition("[checkpoints]")[0]
    edition = read(tmp_path, head)

    assert edition.checkpoints is edition.arrivals is edition.contacts is edition.risk_areas is None
    assert edition.reporting is edition.testing is edition.pools is edition.ceilings is None
    assert dict(edition.measures) == dict(edition.clocks) == {}


def test_it_can_not_be_changed(tmp_path):
    edition = read(tmp_path)

    with pytest.raises(TypeError):
        edition.measures["home_observation"] = edition.measures["home_isolation"]
    with pytest.raises(AttributeError):
        edition.measures["home_isolation"].days = 14


def test_an_unknown_code_is_told_with_the_nearest_one():
    with pytest.raises(ProtocolError, match=r"no such edition; did you mean 'covid19-2022-ed9'\.$"):
        load_edition("covid19-2022-ed-9")


def test_a_code_is_no_path():
    with pytest.raises(ProtocolError, match="no such edition"):
        load_edition("../tests/make")


def test_a_shipped_file_is_named_after_its_code(tmp_path, monkeypatch):
    (tmp_path / "other-2030.toml").write_text(text_with(), encoding="utf-8")
    monkeypatch.setattr(reader, "_FOLDER", tmp_path)

    with pytest.raises(ProtocolError, match=r"other-2030\.toml, code: is 'fever-2030'"):
        load_edition("other-2030")
