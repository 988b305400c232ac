"""What an edition of a protocol, or an order of one's own, says of contacts: windows and a rule for each degree."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lianfang.engines.tracing.errors import TracingError
from lianfang.engines.tracing.model import MOST_DEGREES, Rule, Rules
from lianfang.engines.tracing.reading.settings import BY_CATEGORY, setting_of
from lianfang.protocols import ContactClass, Edition

DEGREES: Mapping[str, int] = {"close": 1, "secondary": 2, "general": 1}
"""密切接触者, 密接的密接, 一般接触者: the degree of a class where the edition does not write it."""
CHAIN = ("close", "secondary")
GENERAL = "general"


@dataclass(frozen=True)
class Window:
    """Days before onset, and before the sample of somebody without symptoms, from which on a case can pass it on."""

    before_onset: int | None
    before_sample: int | None


@dataclass(frozen=True)
class Ordered:
    """What is asked for: rules by degree, a looser rule of the first degree that leads no further, and the window.

    `aside`: who met an index person by this rule and is no contact otherwise is of its class (general contacts).
    """

    rules: Rules
    aside: Rule | None
    window: Window


def of_edition(edition: Edition) -> Ordered:
    """The contacts part of an edition. Raises TracingError where it says nothing of close contacts.

    A metre between seats is read as a row. The distance and the window of close contacts hold for the other classes.
    """
    known = edition.contacts.classes if edition.contacts else {}
    if "close" not in known or not known["close"].determined:
        raise TracingError("edition_without_contacts", edition=edition.code)
    close = known["close"]
    distance = close.distance_m if close.distance_m is not None else close.transport_distance_m
    rows = None if distance is None else max(int(distance), 1)
    determined = [code for code in CHAIN if code in known and known[code].determined]
    each = tuple(_rule(code, known[code], rows) for code in determined)
    general = known.get(GENERAL)
    aside = _rule(GENERAL, general, None) if general and general.determined else None
    return Ordered(Rules(each), aside, Window(close.window_days_before, close.asymptomatic_days_before))


def _rule(code: str, of: ContactClass, rows: int | None) -> Rule:
    settings = {setting for category in of.categories for setting in BY_CATEGORY[category]}
    return Rule(settings=frozenset(settings) or None, rows=rows, code=code)


def changed(ordered: Ordered, minutes: tuple[int, ...], latent_hours: tuple[int, ...]) -> Ordered:
    """The same with minutes together and hours until passing on by degree; the last number holds for those after it."""
    each = tuple(
        replace(
            rule,
            minutes=_nth(minutes, n, rule.minutes),
            latent_minutes=_nth(latent_hours, n, rule.latent_minutes // 60) * 60,
        )
        for n, rule in enumerate(ordered.rules.each)
    )
    return replace(ordered, rules=replace(ordered.rules, each=each))


def _nth(numbers: tuple[int, ...], n: int, otherwise: int) -> int:
    return numbers[min(n, len(numbers) - 1)] if numbers else otherwise


def of_file(path: Path) -> Ordered:
    """An order of one's own: a TOML file with a [[degree]] table for each degree, and perhaps [general] and [window].

    Keys of a degree: minutes, settings, kin, rows, protected, latent_hours, class; of the window: before_onset_days,
    before_sample_days. Raises TracingError.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TracingError("file_missing", file=str(path)) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TracingError("rules_not_toml", file=str(path), problem=str(error)) from None
    tables = raw.get("degree")
    if not isinstance(tables, list) or not 1 <= len(tables) <= MOST_DEGREES:
        raise TracingError("rules_without_degrees", file=str(path))
    each = tuple(_own_rule(path, f"degree {n}", table) for n, table in enumerate(tables, 1))
    aside = _own_rule(path, GENERAL, raw[GENERAL]) if GENERAL in raw else None
    return Ordered(Rules(each), aside, _own_window(path, raw.get("window", {})))


def _own_rule(path: Path, where: str, table: Any) -> Rule:
    kinds: dict[str, type] = {
        "minutes": int, "settings": list, "kin": bool, "rows": int, "protected": bool, "latent_hours": int, "class": str,
    }  # fmt: skip
    said = _checked(path, where, table, kinds)
    settings = said.get("settings")
    return Rule(
        minutes=said.get("minutes", 0),
        settings=None if settings is None else frozenset(setting_of(str(each)) for each in settings),
        kin=said.get("kin", False),
        rows=said.get("rows"),
        protected=said.get("protected", False),
        latent_minutes=60 * said.get("latent_hours", 0),
        code=said.get("class", where.replace(" ", "")),
    )


def _own_window(path: Path, table: Any) -> Window:
    said = _checked(path, "window", table, {"before_onset_days": int, "before_sample_days": int})
    return Window(said.get("before_onset_days"), said.get("before_sample_days"))


def _checked(path: Path, where: str, table: Any, kinds: Mapping[str, type]) -> dict[str, Any]:
    for key, value in table.items() if isinstance(table, dict) else [("", table)]:
        kind = kinds.get(key)
        if kind is None or type(value) is not kind or (isinstance(value, int) and not 0 <= value <= 100_000):
            raise TracingError("rules_wrong_key", file=str(path), where=where, key=key, known=", ".join(kinds))
    return dict(table)


def since_of(window: Window, onset: date | None, sampled: date | None, zone: ZoneInfo) -> datetime | None:
    """The first moment of the day from which a case can pass it on: by onset, else by sampling.

    None where neither date is given; raises TracingError where the rules give no days for the one that is.
    """
    for day, before in ((onset, window.before_onset), (sampled, window.before_sample)):
        if day is not None:
            if before is None:
                raise TracingError("window_not_defined")
            return datetime.combine(day - timedelta(days=before), datetime.min.time(), zone)
    return None
