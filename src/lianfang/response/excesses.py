"""What goes further than the rules, measures for people apart: put on record with authority and reason, and ended (超出规定)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.kernel.events import publish
from lianfang.kernel.paths import contains
from lianfang.kernel.wording import Reason
from lianfang.privacy.audit import audit
from lianfang.response.access import RAISE_EXCESS
from lianfang.response.events import ExcessRaised
from lianfang.response.models import Excess, Response
from lianfang.response.rules import ExcessKind
from lianfang.response.services import check_paper
from lianfang.territory.selectors import area_at


@dataclass(frozen=True)
class Further:
    """What goes further than the rules: where (the response's area where it is not said), and by whose authority."""

    kind: ExcessKind
    authority: str
    document: str
    because: str
    area_path: str = ""
    from_at: datetime | None = None


@transaction.atomic
def raise_excess(*, actor: Actor, response: Response, further: Further) -> Excess:
    """Put an excess on record; it is counted and stands in the bulletin.

    Raises Refused, NotFound for no such area, or Invalid (names the fields).
    """
    where = further.area_path or response.area_path
    actor.require(RAISE_EXCESS, area_path=where)
    _check(response, further, where)
    excess = Excess.objects.create(
        response=response,
        kind=further.kind.value,
        area_path=where,
        unit_path=next((held.unit_path for held in actor.held if held.unit_path), ""),
        authority=further.authority.strip(),
        document=further.document.strip(),
        because=further.because.strip(),
        from_at=further.from_at or now(),
        raised_by=actor.name,
    )
    audit(actor, "excess.raised", excess, kind=excess.kind, response=str(response.pk))
    publish(ExcessRaised(excess))
    return excess


def _check(response: Response, further: Further, where: str) -> None:
    check_paper(further.authority, further.document)
    if not further.because.strip():
        raise Invalid({"because": Reason.of("response.excess_needs_reason")})
    if where:
        area_at(where)
    if not contains(response.area_path, where):
        raise Invalid({"area_path": Reason.of("response.excess_elsewhere")})


@transaction.atomic
def end_excess(*, actor: Actor, excess: UUID | str) -> Excess:
    """It goes no further any more. Raises NotFound or Refused."""
    found = get_by_id(Excess.objects.filter(ended_at=None).select_for_update(), excess)
    if not actor.may(RAISE_EXCESS, area_path=found.area_path):
        raise NotFound("response.no_such_excess")
    found.ended_at, found.ended_by = now(), actor.name
    found.save(update_fields=["ended_at", "ended_by"])
    audit(actor, "excess.ended", found, kind=found.kind)
    return found


def excesses_of(response: Response) -> QuerySet[Excess]:
    """Those of a response, the latest first; whoever may read of the response may read of them."""
    return Excess.objects.filter(response=response).order_by("-from_at", "-pk")
