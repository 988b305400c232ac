"""Activating a response, deciding about it, ending it. Each needs an authority with its document."""

from datetime import date, datetime
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import Conflict, Invalid, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.turns import take_turn
from lianfang.kernel.wording import Reason
from lianfang.privacy.audit import audit
from lianfang.protocols import editions
from lianfang.response import rules, selectors
from lianfang.response.access import DECIDE_RESPONSE
from lianfang.response.events import ResponseActivated, ResponseDecided, ResponseEnded
from lianfang.response.models import Decree, Response
from lianfang.vault.services import open_ring


class Decided(TypedDict):
    """What a decision says: level 1 to 4, code of the edition, authority and document, and how it stands to above."""

    level: int
    edition: str
    authority: str
    document: str
    level_above: NotRequired[int | None]
    stricter_because: NotRequired[str]


@transaction.atomic
def activate(
    *,
    actor: Actor,
    name: str,
    area_path: str,
    review_on: date,
    name_en: str = "",
    started_at: datetime | None = None,
    **decided: Unpack[Decided],
) -> Response:
    """Begin a response with its first decision, and open its keyring.

    Raises Refused, Invalid (names the fields), or Conflict where one of this area and name is active.
    """
    actor.require(DECIDE_RESPONSE, area_path=area_path)
    check(decided)
    take_turn("response", area_path, name)
    if Response.objects.filter(area_path=area_path, name=name, ended_at=None).exists():
        raise Conflict("response.already_active")
    since = started_at or now()
    response = Response.objects.create(
        name=name, name_en=name_en, area_path=area_path, started_at=since, review_on=review_on
    )
    open_ring(response.keyring_id)
    decree = _write(actor, response, decided, since)
    audit(actor, "response.activated", response, level=decree.level, edition=decree.edition, decree=str(decree.id))
    publish(ResponseActivated(response, decree))
    return response


@transaction.atomic
def decide(
    *,
    actor: Actor,
    response: Response,
    review_on: date | None = None,
    from_at: datetime | None = None,
    **decided: Unpack[Decided],
) -> Decree:
    """Raise, lower, change the edition or confirm, from now or a time to come; optionally with a new review day.

    Raises Refused (not allowed, ended), Invalid (names the fields) or Conflict (a later decision exists).
    """
    response = _deciding(actor, response)
    check(decided)
    _check_review(review_on)
    since = from_at or now()
    before = response.decrees.order_by("from_at", "decided_at").last() or selectors.decree_in_force(response)
    if since < before.from_at:
        raise Conflict("response.before_the_last", at=f"{before.from_at:%F %H:%M}")
    decree = _write(actor, response, decided, since)
    if review_on is not None:
        response.review_on = review_on
        response.save(update_fields=["review_on"])
    taken = rules.step(before.standing, decree.standing)
    audit(actor, f"response.{taken}", response, level=decree.level, edition=decree.edition, decree=str(decree.id))
    publish(ResponseDecided(response, decree, before, taken))
    return decree


@transaction.atomic
def end(
    *, actor: Actor, response: Response, authority: str, document: str, ended_at: datetime | None = None
) -> Response:
    """End a response on a document; its sunset date is set and its personal records leave when nothing holds them.

    Raises Refused (not allowed, ended already) or Invalid (no paper, an end before the beginning).
    """
    response = _deciding(actor, response)
    check_paper(authority, document)
    at = ended_at or now()
    if at < response.started_at:
        raise Invalid({"ended_at": Reason.of("response.ends_before_it_began")})
    response.ended_at, response.sunset_at = at, at + rules.SUNSET_AFTER
    response.ended_by, response.end_document = authority, document
    response.save(update_fields=["ended_at", "sunset_at", "ended_by", "end_document"])
    audit(actor, "response.ended", response, sunset=f"{response.sunset_at:%F}")
    publish(ResponseEnded(response))
    return response


def _deciding(actor: Actor, response: Response) -> Response:
    """The response locked for a decision, if this actor may take it and it still runs."""
    selectors.get_response_for(actor, response.pk, action=DECIDE_RESPONSE)
    locked = Response.objects.select_for_update().get(pk=response.pk)
    if not locked.is_active:
        raise Refused("response.has_ended")
    return locked


def check(decided: Decided) -> None:
    """Raise Invalid, naming the fields, for what cannot be decided."""
    check_paper(decided["authority"], decided["document"])
    level, above = decided["level"], decided.get("level_above")
    if not rules.is_level(level):
        raise Invalid({"level": Reason.of("response.no_such_level")})
    if decided["edition"] not in editions():
        raise Invalid({"edition": Reason.of("response.no_such_edition")})
    if rules.is_laxer(level, above):
        raise Invalid({"level": Reason.of("response.laxer_than_above", above=above)})
    if rules.is_tighter(level, above) and not decided.get("stricter_because"):
        raise Invalid({"stricter_because": Reason.of("response.tighter_needs_ground", above=above)})


def check_paper(authority: str, document: str) -> None:
    """Raise Invalid, naming the fields, where authority or document are not said."""
    missing = [name for name, text in (("authority", authority), ("document", document)) if not text.strip()]
    if missing:
        raise Invalid({name: Reason.of("response.needs_paper") for name in missing})


def _check_review(review_on: date | None) -> None:
    if review_on is not None and review_on < today():
        raise Invalid({"review_on": Reason.of("response.review_in_the_past")})


def _write(actor: Actor, response: Response, decided: Decided, since: datetime) -> Decree:
    return response.decrees.create(
        area_path=response.area_path,
        unit_path=next((held.unit_path for held in actor.held if held.unit_path), ""),
        from_at=since,
        decided_by=actor.name,
        **{"stricter_because": "", **decided},
    )
