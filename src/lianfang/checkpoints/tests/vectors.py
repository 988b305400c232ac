"""The cases that the server's rules and the phone's are held together by: ``vectors/checkpoints.json``.

    python -m lianfang.checkpoints.tests.vectors

writes the file anew after a rule or an edition changed; a test refuses a file that is not what the rules say.
Each list names its columns once; every boundary of every edition is among the cases.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

from lianfang.checkpoints.rules import Decision, Missing, Symptom, Traveller, carried, judge, refusal_of
from lianfang.kernel.identifiers import IdentifierError, parse_plate
from lianfang.protocols import CheckpointRules, editions, load_edition
from lianfang.risk.rules import Match, Place, RiskLevel, Time, Visit, Width, gravity, match, overlaps

FILE = Path(__file__).parents[4] / "vectors" / "checkpoints.json"
TENTH = Decimal("0.1")
JUDGED = ("first", "second", "symptoms", "risk", "lives_here", "decision", "because", "turning_back_refused")
MATCHED = ("code", "name", "width", "told_code", "told_name", "match")
MET = ("exposed_from", "area_until", "from", "until", "since", "overlaps")
READ = ("text", "number", "kind", "region", "wrong")
CHOSEN = ("told_code", "told_name", "from", "until", "certain", "possible")


def made() -> dict[str, Any]:
    """The whole file."""
    rules = {code: found for code in editions() if (found := load_edition(code).checkpoints)}
    rules |= {f"as if {name}": replace(rules["covid19-2022-ed9"], **other) for name, other in AS_IF.items()}
    return {
        "rules": {code: carried(found) for code, found in rules.items()},
        "judge": {"columns": JUDGED, "cases": {code: list(_judged(found)) for code, found in rules.items()}},
        "match": {"columns": MATCHED, "cases": [_matched(*case) for case in product(AREAS, PLACES)]},
        "overlaps": {"columns": MET, "cases": list(_met())},
        "riskiest": {"columns": CHOSEN, "since": SINCE, "areas": NOTED, "cases": [_chosen(*case) for case in STAYS]},
        "plates": {"columns": READ, "cases": [_read(text) for text in PLATES]},
    }


AS_IF: dict[str, dict[str, Any]] = {
    "it turned back": {"decisions": {"high": "turn_back", "medium": "hand_over"}},
    "nobody might be turned back": {"turn_back_allowed": False, "fever_at": Decimal("37.0")},
    "one reading were enough": {"second_reading": False, "decision_otherwise": "hand_over", "symptoms": ("cough",)},
}
"""What no edition shipped says and a district's own file may."""


# -- deciding ----------------------------------------------------------------------------------------------------------


def _judged(rules: CheckpointRules) -> Iterator[list[Any]]:
    """Both readings around the fever, each symptom the edition names and one it does not, each level, here and elsewhere."""
    below, at, above = (rules.fever_at + step for step in (-TENTH, Decimal(0), TENTH))
    readings = [(None, None), (below, None), (at, None), (above, None), (at, below), (at, at), (below, at), (None, at)]
    unnamed = [code.value for code in Symptom if code not in rules.symptoms][:1] or ["other"]
    some = [[], [*rules.symptoms[:1]], unnamed, [*unnamed, *rules.symptoms[-1:]]]
    levels: list[str | None] = [None, *RiskLevel]
    for (first, second), symptoms, risk, here in product(readings, some, levels, (False, True)):
        yield _one(Traveller(first, second, frozenset(symptoms), risk, "", here), rules)
    for symptom in sorted({*rules.symptoms, *Symptom}):
        yield _one(Traveller(below, None, frozenset([symptom])), rules)


def _one(traveller: Traveller, rules: CheckpointRules) -> list[Any]:
    verdict = judge(traveller, rules)
    said = ["", verdict.value] if isinstance(verdict, Missing) else [verdict.decision.value, verdict.because]
    readings = [
        None if reading is None else str(reading) for reading in (traveller.first_reading, traveller.second_reading)
    ]
    refused = refusal_of(Decision.TURN_BACK, traveller, rules)
    return [*readings, sorted(traveller.symptoms), traveller.risk, traveller.lives_here, *said, refused]


# -- where somebody was ------------------------------------------------------------------------------------------------

AREAS = [
    ("210102003", "沈阳市和平区南湖街道文安路小区", Width.COMPOUND),
    ("210102003007", "沈阳市和平区南湖街道文安路社区", Width.VILLAGE),
    ("210102", "沈阳市和平区", Width.COUNTY),
    ("210100", "沈阳市", Width.COUNTY),
    ("", "大连市中山区青泥洼桥街道幸福新村3号楼", Width.BUILDING),
    ("", "瑞丽市", Width.COUNTY),
    ("533102100", "姐告路 · 国际（大厦）", Width.WORKPLACE),
]
PLACES = [
    ("", ""),
    ("", "沈阳市和平区南湖街道文安路小区"),
    ("", "沈阳 和平区·南湖街道，文安路小区"),
    ("", "文安路小区"),
    ("", "南湖街道"),
    ("", "南湖街道文安路小区12号楼"),
    ("", "沈阳市"),
    ("", "沈阳市和平区"),
    ("", "和平区"),
    ("", "和平"),
    ("", "天津市和平区"),
    ("", "瑞丽市"),
    ("", "瑞丽市姐告路国际大厦"),
    ("", "ＲＵＩＬＩ"),
    ("", "幸福新村3号楼"),
    ("", "大连市中山区青泥洼桥街道幸福新村３号楼"),
    ("210102003", ""),
    ("210102003007", ""),
    ("210102", "文安路小区"),
    ("210102000000", "南湖街道"),
    ("210100", "文安路小区"),
    ("21", "沈阳"),
    ("120101", "和平区"),
    ("533102", "国际大厦"),
    ("533102100", "姐告路国际大厦"),
]


def _matched(area: tuple[str, str, Width], told: tuple[str, str]) -> list[Any]:
    code, name, width = area
    return [code, name, width.value, *told, match(Place(code, name), width, Place(*told)).value]


def _met() -> Iterator[list[Any]]:
    """A stay around the first and the last day of an area, and around the beginning of the window."""
    days = [date(2022, 3, day) for day in (9, 10, 11, 19, 20, 21)]
    for until, first, last, since in product((None, days[4]), days, (None, *days), (days[0], days[2], days[5])):
        if last is None or last >= first:
            area = Time(days[1], until)
            answer = overlaps(Visit("", "x", first, last), area, since)
            yield [_plain(area.exposed_from), *map(_plain, (until, first, last, since)), answer]


def _plain(day: date | None) -> str | None:
    return day.isoformat() if day else None


SINCE = "2022-03-10"
NOTED = [
    {"id": "old", "code": "", "name": "沈阳市和平区南湖街道文安路小区", "width": "compound", "level": "medium",
     "exposed_from": "2022-02-01", "until_on": "2022-03-09", "from_at": "2022-02-01T00:00:00+08:00"},
    {"id": "medium", "code": "", "name": "沈阳市和平区南湖街道文安路小区", "width": "compound", "level": "medium",
     "exposed_from": "2022-03-05", "until_on": None, "from_at": "2022-03-08T00:00:00+08:00"},
    {"id": "high", "code": "", "name": "沈阳市和平区南湖街道文安路小区", "width": "compound", "level": "high",
     "exposed_from": "2022-03-12", "until_on": "2022-03-20", "from_at": "2022-03-15T00:00:00+08:00"},
    {"id": "newer", "code": "", "name": "沈阳市和平区", "width": "county", "level": "high",
     "exposed_from": "2022-03-15", "until_on": None, "from_at": "2022-03-17T08:00:00+08:00"},
    {"id": "low", "code": "211011", "name": "辽阳市太子河区", "width": "county", "level": "low",
     "exposed_from": "2022-03-01", "until_on": None, "from_at": "2022-03-01T00:00:00+08:00"},
]  # fmt: skip
STAYS = [
    (place, first, last)
    for place in (("", "沈阳市和平区南湖街道文安路小区"), ("", "文安路小区"), ("211011", ""), ("", "沈阳市"), ("", "上海市"))
    for first, last in (
        ("2022-03-01", "2022-03-09"),
        ("2022-03-01", "2022-03-10"),
        ("2022-03-11", "2022-03-12"),
        ("2022-03-18", "2022-03-24"),
        ("2022-03-21", None),
    )
]  # fmt: skip


def _chosen(place: tuple[str, str], first: str, last: str | None) -> list[Any]:
    """The gravest area a stay certainly was in, and the gravest it may have been in; of equals the latest."""
    stay = Visit(*place, date.fromisoformat(first), date.fromisoformat(last) if last else None)
    return [*place, first, last, *(_gravest(stay, how) for how in (Match.CERTAIN, Match.POSSIBLE))]


def _gravest(stay: Visit, how: Match) -> str | None:
    met = [area for area in NOTED if _meets(area, stay) and _matches(area, stay) is how]
    latest_first = sorted(met, key=lambda area: str(area["from_at"]), reverse=True)
    return min(latest_first, key=lambda area: gravity(str(area["level"])), default={"id": None})["id"]


def _meets(area: dict[str, Any], stay: Visit) -> bool:
    until = date.fromisoformat(area["until_on"]) if area["until_on"] else None
    return overlaps(stay, Time(date.fromisoformat(area["exposed_from"]), until), date.fromisoformat(SINCE))


def _matches(area: dict[str, Any], stay: Visit) -> Match:
    return match(Place(area["code"], area["name"]), Width(area["width"]), stay.place)


# -- plates ------------------------------------------------------------------------------------------------------------

PLATES = (
    *("辽F12345", "辽f12345", "辽Ｆ１２３４５", " 辽F·123 45 ", "辽F-12345", "辽F.1_2345", "辽F\u200b12345"),
    *("京AD12345", "京A12345D", "京AI12345", "京A1234D5", "沪AK12345", "沪AL12345", "辽A1234", "辽A1234567"),
    *("临辽F1234", "临辽F123456", "辽F1234临", "辽F12345临", "临", "临临辽F1234", "临F1234"),
    *("辽F1234警", "辽F1234挂", "辽F1234学", "辽F1234应急", "粤Z1234港", "粤Z1234澳", "粤B1234港"),
    *("沪A1234领", "沪224123领", "沪123领", "使123456", "123456使", "使12345"),
    *("辽01A2345", "辽0112345", "WJ辽12345", "WJ12345", "WJ1234A", "WJ辽1234", "VA12345", "KA1234", "AA12345"),
    *("", "   ", "辽", "辽F", "辽I12345", "辽O12345", "辽F1234O", "辽F1234I", "辽F123456", "XX", "12345", "F12345"),
    *("辽F12中45", "台A12345", "辽-12345", "辽F123!5", "unknown", "不知道", "A" * 40),
)


def _read(text: str) -> list[Any]:
    try:
        plate = parse_plate(text)
    except IdentifierError as wrong:
        return [text, None, None, None, wrong.code]
    return [text, plate.number, plate.kind.value, plate.region, None]


def written() -> str:
    """The file's text, a case a line, so that a change of a rule shows which cases it changes."""
    return f"{lines(made())}\n"


def lines(value: Any) -> str:
    """Cases as text, one a line."""
    if isinstance(value, dict) and any(isinstance(each, dict | list | tuple) for each in value.values()):
        return "{\n" + ",\n".join(f"{_text(name)}: {lines(each)}" for name, each in value.items()) + "\n}"
    if isinstance(value, list) and value and isinstance(value[0], list | dict):
        return "[\n" + ",\n".join(_text(each) for each in value) + "\n]"
    return _text(value)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
