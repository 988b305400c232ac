"""Reading bulletins."""

from uuid import UUID

from django.db.models import Q, QuerySet

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.reporting.access import SEE_REPORTS
from lianfang.reporting.models import Bulletin
from lianfang.reporting.rules import BulletinState


def bulletins_visible_to(actor: Actor, action: Action = SEE_REPORTS) -> QuerySet[Bulletin]:
    """Those of the actor's area or unit, and every published one for whoever may see reports anywhere."""
    rows = Bulletin.objects.select_related("response", "unit")
    within = scope(rows, actor, action, area="area_path", units=("unit__path",))
    if action != SEE_REPORTS or not actor.may_somewhere(SEE_REPORTS):
        return within
    return rows.filter(Q(pk__in=within.values("pk")) | Q(state=BulletinState.PUBLISHED.value))


def get_bulletin_for(actor: Actor, bulletin_id: UUID | str, *, action: Action = SEE_REPORTS) -> Bulletin:
    """The bulletin, if the actor may do this with it; NotFound otherwise."""
    return get_by_id(bulletins_visible_to(actor, action), bulletin_id)


def published_bulletins() -> QuerySet[Bulletin]:
    """What is out, newest first. For the public use `publishing.for_everybody`, which suppresses small counts."""
    return Bulletin.objects.filter(state=BulletinState.PUBLISHED.value).select_related("response", "unit")
