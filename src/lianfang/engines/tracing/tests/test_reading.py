from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lianfang.engines.tracing.reading.moments import read_moment
from lianfang.engines.tracing.reading.problems import Problems
from lianfang.engines.tracing.reading.visits import Reading, read_visits

pytestmark = pytest.mark.engine
SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")


def utc(*parts):
    return int(datetime(*parts, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022-07-01 00:00", utc(2022, 6, 30, 16), utc(2022, 6, 30, 16)),
        ("2022-07-01 24:00", utc(2022, 7, 1, 16), utc(2022, 7, 1, 16)),
        ("2022/7/1 9:05:30", utc(2022, 7, 1, 1, 5, 30), utc(2022, 7, 1, 1, 5, 30)),
        ("2022年7月1日9时5分", utc(2022, 7, 1, 1, 5), utc(2022, 7, 1, 1, 5)),
        ("2022-07-01T09:05Z", utc(2022, 7, 1, 9, 5), utc(2022, 7, 1, 9, 5)),
        ("2022-07-01T09:05:00.250+01:00", utc(2022, 7, 1, 8, 5), utc(2022, 7, 1, 8, 5)),
        ("2022-07-01 上午", utc(2022, 6, 30, 16), utc(2022, 7, 1, 4)),
        ("2022.7.1 PM", utc(2022, 7, 1, 4), utc(2022, 7, 1, 16)),
        ("2022-07-01", utc(2022, 6, 30, 16), utc(2022, 7, 1, 16)),
    ],
)
def test_a_time_is_read_as_it_is_written(text, first, last):
    span = read_moment(text, SHANGHAI)
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["2022-13-01 10:00", "2022-07-01 25:00", "2022-07-01 10:60", "07-01 10:00", "noon", "1899-01-01", "2022-02-30"],
)
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError):
        read_moment(text, SHANGHAI)


def test_a_day_of_changing_clocks_has_its_own_length():
    spring, autumn = (read_moment(day, BERLIN) for day in ("2022-03-27", "2022-10-30"))
    assert (spring.last - spring.first, autumn.last - autumn.first) == (23 * 3600, 25 * 3600)
    assert read_moment("2022-10-30 02:30", BERLIN).first == utc(2022, 10, 30, 0, 30)


def read(path: Path, table: pa.Table, zone=SHANGHAI):
    pq.write_table(table, path)
    problems = Problems()
    rows = pa.Table.from_batches(list(read_visits(path, Reading(zone), problems))).to_pylist()
    return rows, [(problem.row, problem.column, problem.code) for problem in problems.each]


def test_ranges_come_from_what_is_missing_or_rough(tmp_path):
    table = pa.table(
        {
            "person": ["a", "b", "c"],
            "place": ["x"] * 3,
            "start": ["2022-07-01 10:00", "2022-07-01 上午", "2022-07-01 10:00"],
            "end": [None, "2022-07-01 11:00", "2022-07-01 下午"],
            "sure": ["否", None, "yes"],
        }
    )
    rows, problems = read(tmp_path / "v.parquet", table)
    hours = [
        [row[name].astimezone(SHANGHAI).hour for name in ("from", "from_latest", "to_earliest", "to")] for row in rows
    ]
    assert hours == [[10, 10, 10, 22], [0, 11, 11, 11], [10, 10, 12, 0]]
    assert [row["sure"] for row in rows] == [False, True, True]
    assert problems == []


def test_each_wrong_cell_is_named_with_its_row(tmp_path):
    begin, end = (datetime(2022, 7, 1, hour, tzinfo=UTC).replace(tzinfo=None) for hour in (10, 11))
    table = pa.table(
        {
            "person": [1, None, 3, 4, 5],
            "place": ["x", "x", "x", " ", "x"],
            "from": [begin, begin, None, begin, end],
            "to": [end, end, end, end, begin],
        }
    )
    rows, problems = read(tmp_path / "v.parquet", table)
    assert [row["person"] for row in rows] == [1]
    assert rows[0]["from"] == datetime(2022, 7, 1, 2, tzinfo=UTC)
    assert problems == [
        (3, "person", "cell_empty"),
        (4, "from", "cell_empty"),
        (5, "place", "cell_empty"),
        (6, "to", "times_reversed"),
    ]
