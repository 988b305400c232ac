"""Which response is active where, what was decided about it, and the edition in force."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import Length

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.kernel.clock import end_of, now
from lianfang.kernel.errors import NotFound
from lianfang.kernel.paths import line_of
from lianfang.privacy.models import SunsetRecord
from lianfang.protocols import Edition, load_edition
from lianfang.response.access import SEE_RESPONSE
from lianfang.response.models import Decree, Response


def active_responses(area_path: str = "") -> QuerySet[Response]:
    """The responses active now that cover an area, the one nearest to it first; without an area all, newest first."""
    rows = Response.objects.filter(ended_at=None, started_at__lte=now())
    if not area_path:
        return rows.order_by("-started_at", "-id")
    covering = rows.filter(area_path__in=["", *line_of(area_path)])
    return covering.order_by(Length("area_path").desc(), "-started_at", "-id")


def current_or_none(area_path: str = "") -> Response | None:
    return active_responses(area_path).first()


def current_response(area_path: str = "") -> Response:
    """The response active here now. Raises NotFound where there is none."""
    response = current_or_none(area_path)
    if response is None:
        raise NotFound("response.none_active")
    return response


def decree_in_force(response: Response, at: datetime | None = None) -> Decree:
    """The decision that holds at an instant (now). Raises NotFound before the first one."""
    decree = response.decrees.filter(from_at__lte=at or now()).order_by("from_at", "decided_at").last()
    if decree is None:
        raise NotFound("response.not_decided")
    return decree


def edition_in_force(response: Response, on: date | datetime | None = None) -> Edition:
    """The edition that holds now, at an instant, or on a day; one that began during a day holds for all of it."""
    at = on if on is None or isinstance(on, datetime) else min(end_of(on), max(now(), response.started_at))
    return load_edition(decree_in_force(response, at).edition)


def responses_visible_to(actor: Actor) -> QuerySet[Response]:
    """Who works here may read what was decided, active ones first."""
    if not actor.may_somewhere(SEE_RESPONSE):
        return Response.objects.none()
    return Response.objects.order_by(F("ended_at").desc(nulls_first=True), "-started_at")


def get_response_for(actor: Actor, response_id: UUID | str, *, action: Action | None = None) -> Response:
    """The response; with an action only where the actor may do it. Raises NotFound."""
    rows = responses_visible_to(actor)
    return get_by_id(scope(rows, actor, action) if action else rows, response_id)


def sunset_records_of(responses: Iterable[Response]) -> dict[UUID, SunsetRecord]:
    """The signed records of those whose personal records have left, by response."""
    done = SunsetRecord.objects.exclude(ended_at=None)
    return done.in_bulk([response.pk for response in responses])
