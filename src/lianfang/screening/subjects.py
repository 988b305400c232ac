"""What a round asks of others: to look after whoever is unwell or needs help."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.screening.access import READ_DOORS, SEE_ROUNDS
from lianfang.screening.models import DoorVisit
from lianfang.screening.selectors import get_visit_for, visits_visible_to
from lianfang.tasks import kinds
from lianfang.tasks.kinds import Purpose
from lianfang.tasks.subjects import Shown, Subject, resolver
from lianfang.territory.names import full_name

VISIT = "screening.doorvisit"
PAGE = {"page": "screening:visit", "opened_by": get_visit_for}
UNWELL = kinds.register("screening.unwell", _("look after somebody unwell"), **PAGE)
HELP = kinds.register("screening.help", _("help a household"), purpose=Purpose.CARE, **PAGE)
"""Both are worked on the page of the visit, never closed by the same knock that found them."""


def about(visit: DoorVisit) -> Subject:
    return Subject(VISIT, visit.pk)


def _show(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    """The door; whoever may not read what was found there is led nowhere."""
    found = visits_visible_to(actor, SEE_ROUNDS).filter(pk__in=ids)
    return {each.pk: Shown(f"{full_name(each.area_path)} {each.door}", _page(actor, each)) for each in found}


def _page(actor: Actor, visit: DoorVisit) -> str:
    may = actor.may(READ_DOORS, area_path=visit.area_path, unit_path=visit.unit_path)
    return reverse("screening:visit", args=[visit.pk]) if may else ""


resolver(VISIT, _show)
