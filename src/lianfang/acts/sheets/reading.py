"""From what a door hands in (text of a form or cell, values of JSON) to one spelling, or to a reason why not."""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import is_naive, make_aware

from lianfang.acts.sheets.asks import Ask, Kind
from lianfang.kernel.clock import today
from lianfang.kernel.identifiers import IdentifierError, parse_id, parse_phone, parse_plate
from lianfang.kernel.names import normalise_name
from lianfang.kernel.numbers import number_of
from lianfang.kernel.wording import Reason
from lianfang.risk.rules import Visit
from lianfang.risk.visits import read_visits

YES = frozenset({"1", "true", "yes", "y", "on", "是", "有"})
NO = frozenset({"0", "false", "no", "n", "off", "否", "无"})


class Wrong(ValueError):
    """An answer that cannot be; holds the reason, never the answer."""

    def __init__(self, code: str, **params: Any) -> None:
        self.reason = Reason.of(code, **params)
        super().__init__(code)


def read(ask: Ask, given: Any) -> Any:
    """The answer in its one spelling: text, int, Decimal, bool, code, tuple of codes, date, aware datetime, tuple of stays.

    What was not answered gives `Ask.empty`. Raises Wrong.
    """
    if given is None or given == "" or given == [] or (isinstance(given, str) and not given.strip()):
        return ask.empty
    answer = READERS[ask.kind](ask, given)
    if ask.between is not None and (problem := ask.between.problem(answer)):
        raise Wrong(problem.code, **problem.params)
    return answer


def is_empty(ask: Ask, answer: Any) -> bool:
    return answer is None or answer == "" or answer == ()


def _text(ask: Ask, given: Any) -> str:
    text = unicodedata.normalize("NFC", str(given)).strip()
    if ask.longest is not None and len(text) > ask.longest:
        raise Wrong("kernel.too_long", length=len(text), longest=ask.longest)
    return text


def _decimal(given: Any) -> Decimal:
    try:
        number = number_of(str(given))
    except ValueError:
        raise Wrong("kernel.not_a_number") from None
    if abs(number) >= 10**9:
        raise Wrong("kernel.not_a_number")
    return number


def _number(ask: Ask, given: Any) -> int:
    number = _decimal(given)
    if isinstance(given, bool) or number != number.to_integral_value():
        raise Wrong("kernel.not_a_number")
    return int(number)


def _temperature(ask: Ask, given: Any) -> Decimal:
    """One decimal; 300 to 460 without a point is understood in tenths, so that one hand suffices."""
    number = _decimal(given)
    return (number / 10 if 300 <= number <= 460 else number).quantize(Decimal("0.1"))


def _yes_no(ask: Ask, given: Any) -> bool:
    word = str(given).strip().casefold()
    if word in YES | NO:
        return word in YES
    raise Wrong("kernel.not_yes_or_no")


def _choice(ask: Ask, given: Any) -> str:
    code = str(given).strip()
    if code in ask.codes:
        return code
    worded = {str(wording): known for known, wording in ask.choices}
    if code in worded:
        return worded[code]
    raise Wrong(ask.says or "kernel.not_a_choice", choices="、".join(str(wording) for _code, wording in ask.choices))


def _choices(ask: Ask, given: Any) -> tuple[str, ...]:
    parts = given.replace("；", ";").replace("、", ";").split(";") if isinstance(given, str) else given
    if not isinstance(parts, list | tuple | set | frozenset):
        raise Wrong("kernel.not_a_list")
    return tuple(dict.fromkeys(_choice(ask, part) for part in parts if str(part).strip()))


def _day(ask: Ask, given: Any) -> date:
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    try:
        return date.fromisoformat(str(given).strip())
    except ValueError:
        raise Wrong("kernel.not_a_day") from None


def _moment(ask: Ask, given: Any) -> datetime:
    try:
        moment = given if isinstance(given, datetime) else datetime.fromisoformat(str(given).strip())
    except ValueError:
        raise Wrong("kernel.not_a_moment") from None
    return make_aware(moment) if is_naive(moment) else moment


def _id_number(ask: Ask, given: Any) -> str:
    try:
        return parse_id(str(given), today=today()).number
    except IdentifierError as wrong:
        raise Wrong(f"people.id_{wrong.code}", **wrong.params) from None


def _spelt(parse: Callable[[str], str], says: str) -> Callable[[Ask, Any], str]:
    def spell(ask: Ask, given: Any) -> str:
        try:
            return parse(_text(ask, given))
        except IdentifierError:
            raise Wrong(ask.says or says) from None

    return spell


def _stays(ask: Ask, given: Any) -> tuple[Visit, ...]:
    rows = read_visits(given) if isinstance(given, str) else given
    if not isinstance(rows, list | tuple):
        raise Wrong("kernel.not_a_list")
    return tuple(_stay(row) for row in rows)


def _stay(row: Any) -> Visit:
    stay = row if isinstance(row, Visit) else row.as_visit() if hasattr(row, "as_visit") else _stay_of(row)
    if not (stay.place_name or stay.place_code) or stay.from_on > today():
        raise Wrong("kernel.not_a_stay")
    if stay.until_on is not None and not stay.from_on <= stay.until_on <= today():
        raise Wrong("kernel.not_a_stay")
    return stay


def _stay_of(row: Any) -> Visit:
    if not isinstance(row, Mapping):
        raise Wrong("kernel.not_a_stay")
    ask = Ask("", Kind.DAY, "")
    place = str(row.get("place_name") or row.get("place") or "").strip()[:120]
    until = row.get("until_on")
    if not row.get("from_on"):
        raise Wrong("kernel.not_a_stay")
    return Visit(
        str(row.get("place_code") or "")[:12], place, _day(ask, row["from_on"]), _day(ask, until) if until else None
    )


READERS: Mapping[Kind, Callable[[Ask, Any], Any]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DECIMAL: lambda ask, given: _decimal(given),
    Kind.TEMPERATURE: _temperature,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.PLACE: _text,
    Kind.NAME: lambda ask, given: normalise_name(_text(ask, given)),
    Kind.ID_NUMBER: _id_number,
    Kind.PHONE: _spelt(lambda text: str(parse_phone(text)), "people.phone_wrong"),
    Kind.PLATE: _spelt(lambda text: parse_plate(text).number, "kernel.plate_wrong"),
    Kind.STAYS: _stays,
}
