"""What posts ask of others, and how tasks show it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import scope
from lianfang.checkpoints.access import SEE_POSTS
from lianfang.checkpoints.models import CallForHelp
from lianfang.checkpoints.rules import HelpKind
from lianfang.checkpoints.selectors import CALL, SHIFT, get_shift_for, shifts_visible_to
from lianfang.kernel.wording import label_of
from lianfang.tasks import kinds
from lianfang.tasks.subjects import Shown, resolver

HELP = kinds.register("checkpoints.help", _("help a checkpoint"), knock=False)
TAKE_OVER = kinds.register(
    "checkpoints.take_over",
    _("see who takes over at a checkpoint"),
    knock=False,
    page="checkpoints:shift",
    opened_by=get_shift_for,
)


def calls(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    visible = scope(CallForHelp.kept.filter(pk__in=ids), actor, SEE_POSTS, units=("unit_path",)).select_related("post")
    return {
        call.pk: Shown(f"{call.post}: {label_of(HelpKind(call.kind))}", f"/checkpoints/{call.post_id}/")
        for call in visible
    }


def shifts(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    visible = shifts_visible_to(actor).filter(pk__in=ids)
    return {shift.pk: Shown(str(shift.post), reverse("checkpoints:shift", args=[shift.pk])) for shift in visible}


resolver(CALL, calls)
resolver(SHIFT, shifts)
