"""Looking up risk: of a place on a day, and the riskiest of somebody's visits."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet, Value

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import NotFound
from lianfang.response.models import Response
from lianfang.risk import rules
from lianfang.risk.access import SEE_RISK_AREAS
from lianfang.risk.models import RiskArea
from lianfang.risk.rules import Match, Place, Visit, name_key
from lianfang.territory.models import Area


def published(response: Response | None = None) -> QuerySet[RiskArea]:
    """Every published risk area, past ones too; of one response, or of all."""
    rows = RiskArea.objects.filter(published_at__lte=now(), withdrawn_at=None)
    return rows.filter(response=response) if response else rows


def in_force(response: Response | None = None) -> QuerySet[RiskArea]:
    """The published ones that have a level at this moment, for the public page."""
    at = now()
    return published(response).filter(Q(until_at=None) | Q(until_at__gt=at), from_at__lte=at)


def risk_of(code_or_name: str, on: date | None = None, response: Response | None = None) -> str | None:
    """The gravest level that a place certainly has on a day (today), or None."""
    place = Place(code=code_or_name) if code_or_name.isdigit() else Place(name=code_or_name)
    day = on or today()
    area = riskiest([Visit(place.code, place.name, day, day)], since=day, response=response)
    return area.level if area else None


def riskiest(visits: Iterable[Visit], since: date, response: Response | None = None) -> RiskArea | None:
    """The gravest published risk area in which one of the visits certainly was from ``since`` on; of equals the latest."""
    return _gravest(_met(visits, since, response, Match.CERTAIN))


def among_published(ids: Iterable[str | UUID], since: date, until: date) -> RiskArea | None:
    """The gravest of these published areas, as ticked by somebody who was there between two days, both included."""
    chosen = published().filter(pk__in=list(ids))
    visit = Visit("", "", since, until)
    return _gravest(area for area in chosen if rules.overlaps(visit, area.time, since))


def possible(visits: Iterable[Visit], since: date, response: Response | None = None) -> list[RiskArea]:
    """Risk areas in which a visit may have been, told too coarsely to say: ask more closely. Gravest first."""
    found = {area.id: area for area in _met(visits, since, response, Match.POSSIBLE)}
    return sorted(found.values(), key=_graver_first)


def look_up(told: Place, on: date | None = None) -> list[RiskArea]:
    """What the list says about a place today, certain and possible, gravest first; for anybody."""
    day = on or today()
    visit = Visit(told.code, told.name, day, day)
    found = {area.id: area for kind in (Match.CERTAIN, Match.POSSIBLE) for area in _met([visit], day, None, kind)}
    return sorted(found.values(), key=_graver_first)


def risk_areas_visible_to(actor: Actor) -> QuerySet[RiskArea]:
    """Who works here sees all of them, the unpublished and the withdrawn too."""
    if not actor.may_somewhere(SEE_RISK_AREAS):
        return RiskArea.objects.none()
    return RiskArea.objects.select_related("response").order_by("-entered_at", "-id")


def get_risk_area_for(
    actor: Actor, area_id: UUID | str, *, action: Action | None = None, lock: bool = False
) -> RiskArea:
    """The risk area; with an action only for who may do it for its response. Locked, it is fresh and alone.

    Raises NotFound.
    """
    rows = risk_areas_visible_to(actor)
    area = get_by_id(rows.select_for_update(of=("self",)) if lock else rows, area_id)
    if action and not actor.may(action, area_path=area.response.area_path):
        raise NotFound
    return area


def equivalents(code: str) -> list[str]:
    """The code, what it was continued as and what was continued as it: codes are abolished and merged (代码变更)."""
    if not code:
        return [code]
    known = list(Area.objects.filter(code__in={code, rules.stem(code).ljust(len(code), "0")}))
    successors = {area.successor_path for area in known if area.successor_path}
    now_called = Area.objects.filter(path__in=successors).values_list("code", flat=True)
    once_called = Area.objects.filter(successor_path__in=[area.path for area in known]).values_list("code", flat=True)
    return list(dict.fromkeys([code, *filter(None, now_called), *filter(None, once_called)]))


def _met(visits: Iterable[Visit], since: date, response: Response | None, kind: Match) -> Iterator[RiskArea]:
    for visit in visits:
        for code in equivalents(visit.place_code):
            told = Place(code, visit.place_name)
            for area in _candidates(told, response):
                width = rules.Width(area.width)
                if rules.overlaps(visit, area.time, since) and rules.match(area.place, width, told) is kind:
                    yield area


def _candidates(told: Place, response: Response | None) -> QuerySet[RiskArea]:
    """The few rows that can match at all, by the indexes; `rules.match` decides."""
    rows = published(response)
    by_name = Q(pk__in=[])
    if key := name_key(told.name):
        rows = rows.annotate(told=Value(key))
        by_name = Q(told__contains=F("name_key")) | Q(name_key__contains=key)
    if not told.code:
        return rows.filter(by_name)
    stem = rules.stem(told.code)
    by_code = Q(code__in=rules.forms(told.code)) | Q(code__gte=stem, code__lt=stem + "~")
    return rows.filter(by_code | (Q(code="") & by_name))


def _gravest(areas: Iterable[RiskArea]) -> RiskArea | None:
    return min(areas, key=_graver_first, default=None)


def _graver_first(area: RiskArea) -> tuple[int, float]:
    return rules.gravity(area.level), -area.from_at.timestamp()
