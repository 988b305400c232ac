"""Writing a bulletin, submitting it with its numbers frozen, approving it by a second person, publishing it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Conflict, NotFound, Refused
from lianfang.kernel.events import publish
from lianfang.orgs.selectors import unit_of
from lianfang.privacy.audit import audit
from lianfang.reporting.access import APPROVE_BULLETIN, WRITE_BULLETIN
from lianfang.reporting.composing import compose
from lianfang.reporting.events import BulletinPublished
from lianfang.reporting.models import Bulletin
from lianfang.reporting.rules import BulletinState
from lianfang.reporting.selectors import get_bulletin_for, period_on
from lianfang.response.models import Response


@transaction.atomic
def draft_bulletin(*, actor: Actor, response: Response, area_path: str, day: date, template: str = "daily") -> Bulletin:
    """Begin a bulletin of a day, counted from cut-off to cut-off; its numbers follow the records until it is submitted.

    Raises Refused where the actor may not write for this area or works in no unit.
    """
    actor.require(WRITE_BULLETIN, area_path=area_path)
    if template != "daily":
        raise NotFound("reporting.no_such_template", template=template)
    from_at, until_at = period_on(response, day)
    bulletin = Bulletin(
        response=response,
        unit=unit_of(actor),
        area_path=area_path,
        template=template,
        number=_next_number(response, template, area_path),
        day=day,
        from_at=from_at,
        until_at=until_at,
        written_by=actor.name,
    )
    bulletin.save(force_insert=True)
    audit(actor, "bulletin.drafted", bulletin, day=day.isoformat(), number=bulletin.number)
    return bulletin


def _next_number(response: Response, template: str, area_path: str) -> int:
    """The next number of its series; the response's row is held so that two writers do not get the same."""
    Response.objects.select_for_update().get(pk=response.pk)
    series = Bulletin.objects.filter(response=response, template=template, area_path=area_path)
    return (series.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def write_note(*, actor: Actor, bulletin: UUID | str, zh: str = "", en: str = "") -> Bulletin:
    """Write the remarks below the figures. Raises NotFound, or Conflict once it is submitted."""
    draft = _held(actor, bulletin, WRITE_BULLETIN, BulletinState.DRAFT)
    draft.note_zh, draft.note_en = zh.strip(), en.strip()
    draft.save(update_fields=["note_zh", "note_en"])
    audit(actor, "bulletin.note_written", draft)
    return draft


def submit_bulletin(*, actor: Actor, bulletin: UUID | str) -> Bulletin:
    """Freeze the numbers as they are known now and ask for approval. Counts first and outside the transaction."""
    known_at = now()
    content = compose(_in(get_bulletin_for(actor, bulletin, action=WRITE_BULLETIN), BulletinState.DRAFT))
    with transaction.atomic():
        draft = _held(actor, bulletin, WRITE_BULLETIN, BulletinState.DRAFT)
        draft.content, draft.known_at, draft.returned_because = content, known_at, ""
        draft.submitted_by, draft.submitted_at = actor.name, known_at
        _move(draft, BulletinState.SUBMITTED, "content", "known_at", "returned_because", "submitted_by", "submitted_at")
        audit(actor, "bulletin.submitted", draft)
    return draft


@transaction.atomic
def return_bulletin(*, actor: Actor, bulletin: UUID | str, because: str) -> Bulletin:
    """Send it back to be written again, with the reason; its numbers follow the records again."""
    submitted = _held(actor, bulletin, APPROVE_BULLETIN, BulletinState.SUBMITTED)
    submitted.content, submitted.known_at, submitted.returned_because = None, None, because.strip()
    _move(submitted, BulletinState.DRAFT, "content", "known_at", "returned_because")
    audit(actor, "bulletin.returned", submitted)
    return submitted


@transaction.atomic
def approve_bulletin(*, actor: Actor, bulletin: UUID | str) -> Bulletin:
    """Approve what somebody else wrote and submitted. Raises Refused for either of them."""
    submitted = _held(actor, bulletin, APPROVE_BULLETIN, BulletinState.SUBMITTED)
    if actor.is_system or actor.name in (submitted.written_by, submitted.submitted_by):
        raise Refused("reporting.second_person")
    submitted.approved_by, submitted.approved_at = actor.name, now()
    _move(submitted, BulletinState.APPROVED, "approved_by", "approved_at")
    audit(actor, "bulletin.approved", submitted)
    return submitted


@transaction.atomic
def publish_bulletin(*, actor: Actor, bulletin: UUID | str) -> Bulletin:
    """Put an approved bulletin out; it does not change any more."""
    approved = _held(actor, bulletin, APPROVE_BULLETIN, BulletinState.APPROVED)
    approved.published_by, approved.published_at = actor.name, now()
    _move(approved, BulletinState.PUBLISHED, "published_by", "published_at")
    audit(actor, "bulletin.published", approved, number=approved.number)
    publish(BulletinPublished(approved))
    return approved


def _held(actor: Actor, bulletin: UUID | str, action: Action, state: BulletinState) -> Bulletin:
    """The bulletin, locked, if the actor may do this and it is in this state."""
    found = get_bulletin_for(actor, bulletin, action=action)
    return _in(Bulletin.objects.select_for_update().get(pk=found.pk), state)


def _in(bulletin: Bulletin, state: BulletinState) -> Bulletin:
    if bulletin.state != state.value:
        raise Conflict("reporting.not_in_this_state")
    return bulletin


def _move(bulletin: Bulletin, to: BulletinState, *changed: str) -> Any:
    bulletin.state = to.value
    bulletin.save(update_fields=["state", *changed])
