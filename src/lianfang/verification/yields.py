"""What came of a list (名单效用): for each thing that may come of a row, the people of whom it did.

Higher modules register theirs (`gives`): arrivals now; contacts and cases when they are there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lianfang.kernel.registry import Registry
from lianfang.kernel.wording import Text
from lianfang.measures.models import Measure
from lianfang.response.models import Response

Find = Callable[[Response, Iterable[UUID], datetime], set[UUID]]
"""Of these people those of whom it came within the response since an instant."""


@dataclass(frozen=True)
class Gain:
    """One thing that may come of a row."""

    code: str
    name: Text
    find: Find


gains: Registry[Gain] = Registry("gain of a list")


def gives(code: str, name: Text) -> Callable[[Find], Find]:
    """Decorate a function that finds the people of whom this came."""

    def register(find: Find) -> Find:
        gains.add(code, Gain(code, name, find))
        return find

    return register


@gives("measures.measure", _("measures proposed"))
def _measures(response: Response, people: Iterable[UUID], since: datetime) -> set[UUID]:
    rows = Measure.objects.filter(response=response, person__in=list(people), proposed_at__gte=since)
    return set(rows.values_list("person", flat=True))
