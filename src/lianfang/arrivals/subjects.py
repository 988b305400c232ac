"""The task that an arrival makes, and how an arrival is shown in it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.arrivals.models import Arrival
from lianfang.arrivals.selectors import arrivals_visible_to, get_arrival_for
from lianfang.kernel.identifiers import mask_name
from lianfang.tasks import kinds
from lianfang.tasks.subjects import Shown, Subject, resolver

ARRIVAL = "arrivals.arrival"
VERIFY = kinds.register("arrivals.verify", _("verify an arrival"), page="arrivals:arrival", opened_by=get_arrival_for)


def about(arrival: Arrival) -> Subject:
    return Subject(ARRIVAL, arrival.pk)


def _show(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    seen = arrivals_visible_to(actor).filter(pk__in=ids)
    return {each.pk: Shown(mask_name(each.name), reverse("arrivals:arrival", args=[each.pk])) for each in seen}


resolver(ARRIVAL, _show)
