"""Days and times as people and spreadsheets write them. What can be read in two ways is refused with the reason."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from lianfang.exchange.cells import Value, is_number, text_of
from lianfang.exchange.columns import Refused

# Day 0 of the spreadsheet calendar; from March 1900 on it counts as the calendar does.
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall-clock time
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 73_050  # 1927-05-18 and 2099-12-31: a lone year is no serial number
_DAY = re.compile(r"(\d{4})\s*[-/.年。—–]\s*(\d{1,2})\s*[-/.月。—–]\s*(\d{1,2})(?:\s*[日号])?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WEEKDAY = re.compile(r"\(?(?:星期|周|礼拜)[一二三四五六日天]\)?")
_TIME = re.compile(
    r"(?:T|\s|,)*(上午|下午|晚上|凌晨|中午|AM|PM)?\s*(\d{1,2})\s*[:时点]\s*(?:(\d{1,2})\s*分?)?"
    r"(?:[:]?\s*(\d{1,2})(?:\.\d+)?\s*秒?)?\s*(AM|PM)?\s*(Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_REFUSALS = (
    (re.compile(r"\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?"), "date_two_digit_year"),
    (re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2}"), "date_two_digit_year"),
    (re.compile(r"\d{6}"), "date_two_digit_year"),
    (re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{4}"), "date_day_month"),
    (re.compile(r"\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?"), "date_no_year"),
    (re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*月?|\d{4}\s*年?"), "date_no_day"),
)


def read_date(value: Value) -> date:
    """A local day: 2022-03-05, 2022/3/5, 2022.3.5, 20220305, 2022年3月5日, a date cell, a serial number.

    A time behind it is dropped.

    Raises Refused: date_unreadable, date_impossible, date_two_digit_year (22-3-5), date_day_month (5/3/2022),
    date_no_year, date_no_day, date_out_of_range.
    """
    return _read(value)[0]


def read_datetime(value: Value) -> datetime:
    """A local wall-clock time, or an aware one where the cell gives an offset: a day with 10:30, 10时30分, 下午3:20.

    Raises Refused as ``read_date``, and time_missing for a day alone: midnight would be a guess.
    """
    day, clock = _read(value)
    if clock is None:
        raise Refused("time_missing")
    return datetime.combine(day, clock)


def _read(value: Value) -> tuple[date, time | None]:
    if isinstance(value, datetime):
        return _in_range(value.date()), value.timetz()
    if isinstance(value, date):
        return _in_range(value), None
    if is_number(value):
        return _from_number(float(value))  # type: ignore[arg-type]
    return _from_text(unicodedata.normalize("NFKC", text_of(value)))


def _from_number(number: float) -> tuple[date, time | None]:
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        at = _DAY_ZERO + timedelta(seconds=round(number * 86400))
        return at.date(), at.time() if number % 1 else None
    if number.is_integer():
        return _from_text(str(int(number)))
    raise Refused("date_unreadable")


def _from_text(text: str) -> tuple[date, time | None]:
    found = _DAY.match(text) or _SOLID.match(text)
    if not found:
        return _serial_or_refused(text)
    rest = _WEEKDAY.sub("", text[found.end() :]).strip()
    if (text[found.end() - 1] + text[found.end() : found.end() + 1]).isdigit() and len(text) > found.end():
        raise Refused("date_unreadable")
    return _day(found), _time(rest) if rest else None


def _day(found: re.Match[str]) -> date:
    year, month, day = map(int, found.groups())
    try:
        return _in_range(date(year, month, day))
    except ValueError as refused:
        raise refused if isinstance(refused, Refused) else Refused("date_impossible") from None


def _time(rest: str) -> time:
    found = _TIME.fullmatch(rest)
    if not found:
        raise Refused("date_unreadable")
    before, hour, minute, second, after, offset = found.groups()
    try:
        clock = time(_hour(int(hour), (before or after or "").upper()), int(minute or 0), int(second or 0))
        return time.fromisoformat(f"{clock.isoformat()}{offset.upper()}") if offset else clock
    except ValueError:
        raise Refused("date_impossible") from None


def _hour(hour: int, half: str) -> int:
    if half in ("下午", "晚上", "PM", "中午") and hour < (11 if half == "中午" else 12):
        return hour + 12
    return 0 if half in ("AM", "凌晨", "上午") and hour == 12 and half != "上午" else hour


def _serial_or_refused(text: str) -> tuple[date, time | None]:
    serial = re.fullmatch(r"[34]\d{4}(\.\d+)?", text)
    if serial:
        return _from_number(float(text))
    for shape, code in _REFUSALS:
        if shape.match(text) and (shape.fullmatch(text) or not text[shape.match(text).end() :][:1].isdigit()):  # type: ignore[union-attr]
            raise Refused(code)
    raise Refused("date_unreadable")


def _in_range(day: date) -> date:
    if not 1900 <= day.year <= 2100:
        raise Refused("date_out_of_range")
    return day
