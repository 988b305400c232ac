"""Entering, publishing, changing and ending risk areas."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import day_of, now
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.events import publish as announce
from lianfang.kernel.wording import Reason
from lianfang.privacy.audit import audit
from lianfang.response.models import Response
from lianfang.response.selectors import edition_in_force
from lianfang.risk import rules, selectors
from lianfang.risk.access import MANAGE_RISK_AREAS
from lianfang.risk.events import RiskAreaEnded, RiskAreaPublished
from lianfang.risk.models import RiskArea
from lianfang.territory.selectors import area_of_code


@dataclass(frozen=True)
class Entry:
    """A risk area as announced. Without ``exposed_from`` being there counts from the day of ``from_at``."""

    name: str
    level: str
    source: str
    code: str = ""
    width: str = rules.Width.COMPOUND.value
    from_at: datetime | None = None
    until_at: datetime | None = None
    exposed_from: date | None = None


@transaction.atomic
def add(*, actor: Actor, response: Response, entry: Entry, publish_now: bool = False) -> RiskArea:
    """Enter one risk area. Raises Refused or Invalid (names the fields)."""
    return add_many(actor=actor, response=response, entries=[entry], publish_now=publish_now)[0]


@transaction.atomic
def add_many(
    *, actor: Actor, response: Response, entries: Sequence[Entry], publish_now: bool = False
) -> list[RiskArea]:
    """Enter several, as one entry of the log; what stands already with the same place, level and times is left as it is.

    Raises Refused or, for the first that cannot be accepted, Invalid.
    """
    actor.require(MANAGE_RISK_AREAS, area_path=response.area_path)
    areas = [_entered(actor, response, entry) for entry in entries]
    audit(actor, "risk.entered", "risk.riskarea", areas[0].pk if len(areas) == 1 else "", count=len(areas))
    if publish_now:
        publish(actor=actor, areas=areas)
    return areas


@transaction.atomic
def publish(*, actor: Actor, areas: Iterable[RiskArea]) -> int:
    """Publish risk areas, from now on they count; how many were new. Raises Invalid for one named too finely."""
    fresh = []
    for area in sorted(areas, key=lambda each: each.pk):
        held = selectors.get_risk_area_for(actor, area.pk, action=MANAGE_RISK_AREAS, lock=True)
        area.published_at = held.published_at
        if held.published_at is None:
            fresh.append(area)
    for area in fresh:
        _check_publishable(area)
        area.published_at = now()
        area.save(update_fields=["published_at"])
        announce(RiskAreaPublished(area))
    audit(actor, "risk.published", "risk.riskarea", ids=[str(area.pk) for area in fresh[:50]], count=len(fresh))
    return len(fresh)


@transaction.atomic
def change_level(*, actor: Actor, area: RiskArea, level: str, source: str, at: datetime | None = None) -> RiskArea:
    """Raise or lower: the old row ends and a new one follows it, published where the old one was."""
    since = at or now()
    old = end(actor=actor, area=area, until_at=since)
    entry = Entry(
        name=old.name,
        level=level,
        source=source,
        code=old.code,
        width=old.width,
        from_at=since,
        exposed_from=day_of(since),
    )
    new = add(actor=actor, response=old.response, entry=entry, publish_now=old.published_at is not None)
    new.follows = old
    new.save(update_fields=["follows"])
    return new


@transaction.atomic
def end(*, actor: Actor, area: RiskArea, until_at: datetime | None = None) -> RiskArea:
    """Set the end of a risk area. Raises NotFound, Refused (ended or withdrawn already) or Invalid."""
    area = _open(actor, area)
    until = until_at or now()
    if until <= area.from_at:
        raise Invalid({"until_at": Reason.of("risk.ends_before_it_begins")})
    area.until_at = until
    area.save(update_fields=["until_at"])
    audit(actor, "risk.ended", area)
    announce(RiskAreaEnded(area))
    return area


@transaction.atomic
def withdraw(*, actor: Actor, area: RiskArea) -> RiskArea:
    """Take back what was entered by mistake; from now on it counts for nobody. The row stays readable."""
    area = _open(actor, area)
    area.withdrawn_at = now()
    area.save(update_fields=["withdrawn_at"])
    audit(actor, "risk.withdrawn", area)
    announce(RiskAreaEnded(area))
    return area


def _open(actor: Actor, area: RiskArea) -> RiskArea:
    area = selectors.get_risk_area_for(actor, area.pk, action=MANAGE_RISK_AREAS, lock=True)
    if area.withdrawn_at or (area.until_at and area.until_at <= now()):
        raise Refused("risk.has_ended")
    return area


def _entered(actor: Actor, response: Response, entry: Entry) -> RiskArea:
    check(entry)
    since = entry.from_at or now()
    area, _ = RiskArea.objects.get_or_create(
        response=response,
        code=entry.code,
        name=entry.name,
        level=entry.level,
        from_at=since,
        until_at=entry.until_at,
        withdrawn_at=None,
        defaults={
            "name_key": rules.name_key(entry.name),
            "width": entry.width,
            "exposed_from": entry.exposed_from or day_of(since),
            "source": entry.source,
            "area_path": _own_path(entry.code),
            "unit_path": next((held.unit_path for held in actor.held if held.unit_path), ""),
            "entered_by": actor.name,
        },
    )
    return area


def _own_path(code: str) -> str:
    """The path of the place in our own tree, "" for a place elsewhere."""
    area = area_of_code(code) if code else None
    return area.path if area else ""


def check(entry: Entry) -> None:
    """Raise Invalid, naming the fields, for what cannot be entered."""
    since = entry.from_at or now()
    wrong = {
        "name": ("risk.needs_a_name", not entry.name.strip()),
        "source": ("risk.needs_a_source", not entry.source.strip()),
        "level": ("risk.no_such_level", entry.level not in list(rules.RiskLevel)),
        "width": ("risk.no_such_width", entry.width not in list(rules.Width)),
        "code": ("risk.not_a_code", bool(entry.code) and not rules.is_code(entry.code)),
        "until_at": ("risk.ends_before_it_begins", entry.until_at is not None and entry.until_at <= since),
        "exposed_from": ("risk.exposed_after_the_end", _exposed_late(entry)),
    }
    if fields := {field: Reason.of(code) for field, (code, is_wrong) in wrong.items() if is_wrong}:
        raise Invalid(fields)


def _exposed_late(entry: Entry) -> bool:
    return bool(entry.exposed_from and entry.until_at and entry.exposed_from > day_of(entry.until_at))


def _check_publishable(area: RiskArea) -> None:
    known = edition_in_force(area.response).risk_areas
    if rules.names_a_door(area.name):
        raise Invalid({"name": Reason.of("risk.too_fine")})
    if known and rules.is_finer(area.width, known.smallest_unit):
        raise Invalid({"width": Reason.of("risk.finer_than_edition", smallest=known.smallest_unit)})
