"""Posts stand on a document and end; passes are issued and withdrawn."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.checkpoints import selectors
from lianfang.checkpoints.access import MANAGE_POSTS
from lianfang.checkpoints.models import Partner, Pass, Post
from lianfang.checkpoints.rules import PostKind
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.kernel.identifiers import IdentifierError, parse_plate
from lianfang.kernel.wording import Reason
from lianfang.orgs.models import Unit
from lianfang.privacy.audit import audit, digest_of
from lianfang.response.models import Response


@transaction.atomic
def open_post(  # noqa: PLR0913 - what the approving document says, field by field
    *,
    actor: Actor,
    response: Response,
    name: str,
    area_path: str,
    unit: Unit,
    document: str,
    until_at: datetime,
    from_at: datetime | None = None,
    kind: PostKind = PostKind.ROAD,
    name_en: str = "",
    with_units: Sequence[Unit] = (),
) -> Post:
    """Open a post on an approving document, with an end; several units may man it (联合值守).

    Raises Refused, or Invalid (no document, an end that is none, the same unit twice).
    """
    actor.require(MANAGE_POSTS, area_path=area_path, unit_path=unit.path)
    from_at = from_at or now()
    _check_paper(document, from_at, until_at)
    post = Post.objects.create(
        response=response,
        name=name,
        name_en=name_en,
        kind=kind.value,
        area_path=area_path,
        unit=unit,
        unit_path=unit.path,
        document=document,
        from_at=from_at,
        until_at=until_at,
    )
    _man(post, with_units)
    audit(actor, "post.opened", post, document=digest_of(document))
    return post


@transaction.atomic
def man_post(*, actor: Actor, post: UUID | str, with_units: Sequence[Unit]) -> Post:
    """Say which units man a post beside the one in charge, from now on; what was counted stays as it was."""
    at = selectors.get_post_for(actor, post, action=MANAGE_POSTS)
    if {unit.pk for unit in with_units} != {partner.unit_id for partner in at.partners.all()}:
        _man(at, with_units)
        audit(actor, "post.manned", at, units=[unit.path for unit in with_units])
    return selectors.get_post_for(actor, post, action=MANAGE_POSTS)


def _man(post: Post, with_units: Sequence[Unit]) -> None:
    if any(unit.has_ended for unit in with_units) or post.unit_id in {unit.pk for unit in with_units}:
        raise Invalid({"with_units": Reason.of("checkpoints.partner_wrong")})
    post.partners.all().delete()
    Partner.objects.bulk_create(Partner(post=post, unit=unit, unit_path=unit.path) for unit in with_units)


def _check_paper(document: str, from_at: datetime, until_at: datetime) -> None:
    problems = {}
    if not document.strip():
        problems["document"] = Reason.of("checkpoints.needs_document")
    if until_at <= from_at:
        problems["until_at"] = Reason.of("checkpoints.ends_before_it_begins")
    if problems:
        raise Invalid(problems)


@transaction.atomic
def extend_post(*, actor: Actor, post: UUID | str, until_at: datetime, document: str) -> Post:
    """Let a post stand longer, on a document of its own."""
    at = selectors.get_post_for(actor, post, action=MANAGE_POSTS)
    _check_paper(document, at.from_at, until_at)
    at.until_at, at.document = until_at, document
    at.save(update_fields=["until_at", "document"])
    audit(actor, "post.extended", at, document=digest_of(document), until=until_at.isoformat())
    return at


@transaction.atomic
def close_post(*, actor: Actor, post: UUID | str) -> Post:
    """Close a post before its time; closing it again changes nothing."""
    at = selectors.get_post_for(actor, post, action=MANAGE_POSTS)
    if at.closed_at is None:
        at.closed_at = now()
        at.save(update_fields=["closed_at"])
        audit(actor, "post.closed", at)
    return at


@transaction.atomic
def issue_pass(  # noqa: PLR0913 - what stands on the pass
    *,
    actor: Actor,
    response: Response,
    area_path: str,
    plate: str,
    purpose: str,
    document: str,
    from_on: date,
    until_on: date,
    has_priority: bool = False,
) -> Pass:
    """Issue a pass for a plate. Raises Refused, or Invalid for what is no plate and for an end before the beginning."""
    actor.require(MANAGE_POSTS, area_path=area_path)
    try:
        number = parse_plate(plate).number
    except IdentifierError:
        raise Invalid({"plate": Reason.of("checkpoints.plate_wrong")}) from None
    if until_on < from_on:
        raise Invalid({"until_on": Reason.of("checkpoints.ends_before_it_begins")})
    issued = Pass.objects.create(
        response=response,
        area_path=area_path,
        plate=number,
        purpose=purpose,
        document=document,
        from_on=from_on,
        until_on=until_on,
        has_priority=has_priority,
    )
    audit(actor, "pass.issued", issued)
    return issued


@transaction.atomic
def withdraw_pass(*, actor: Actor, issued: UUID | str) -> Pass:
    """Withdraw a pass; it no longer lets anybody through."""
    found = selectors.passes_visible_to(actor, MANAGE_POSTS).filter(pk=issued).first()
    if found is None:
        raise NotFound
    if found.withdrawn_at is None:
        found.withdrawn_at = now()
        found.save(update_fields=["withdrawn_at"])
        audit(actor, "pass.withdrawn", found)
    return found
