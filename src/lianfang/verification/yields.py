"""What came of a list (名单效用): for each thing that may come of a row, the people of whom it did.

Higher modules register theirs (`gives`): arrivals now; contacts and cases when they are there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.registry import Registry
from lianfang.kernel.wording import Text
from lianfang.measures.models import Measure
from lianfang.response.models import Response
from lianfang.verification.models import NameList, NameRow

Find = Callable[[Response, datetime], QuerySet[Any, Any]]
"""The ids of all people of whom it came within the response since an instant, as a query of one column."""


@dataclass(frozen=True)
class Gain:
    """One thing that may come of a row."""

    code: str
    name: Text
    find: Find

    def rows_of(self, name_list: NameList) -> QuerySet[NameRow]:
        """The rows of a list of which it came since the list was received."""
        people = self.find(name_list.response, name_list.received_at)
        return NameRow.objects.filter(name_list=name_list, person__in=people)


gains: Registry[Gain] = Registry("gain of a list")


def gives(code: str, name: Text) -> Callable[[Find], Find]:
    """Decorate a function that finds the people of whom this came."""

    def register(find: Find) -> Find:
        gains.add(code, Gain(code, name, find))
        return find

    return register


@gives("measures.measure", _("measures proposed"))
def _measures(response: Response, since: datetime) -> QuerySet[Any, Any]:
    return Measure.objects.filter(response=response, proposed_at__gte=since).values("person")


def came_of(name_list: NameList) -> list[tuple[Gain, set[UUID]]]:
    """For each gain the people of a list of whom it came."""
    return [
        (gain, {person for person in gain.rows_of(name_list).values_list("person", flat=True) if person})
        for gain in gains.values()
    ]
