"""How a session stands at this moment."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from lianfang.kernel.clock import now
from lianfang.sampling import selectors
from lianfang.sampling.models import QueueReport, Session, Slot, Swab, Tube
from lianfang.sampling.register import Standing, standing
from lianfang.sampling.rules import TubeState

MOST_FLAGGED = 500
AT_WORK_WITHIN = timedelta(minutes=15)
"""A table works if somebody was sampled there within so long."""


@dataclass(frozen=True)
class SlotNow:
    """A building with its slot and how far it is; ``tone`` is "late" once the slot is over with people missing."""

    slot: Slot | None
    standing: Standing
    tone: str = ""

    @property
    def area_path(self) -> str:
        return self.standing.area_path


@dataclass(frozen=True)
class Now:
    """A session in numbers: people called, done, exempt and open; tubes by state; what a person must look at."""

    buildings: list[SlotNow]
    samples: int
    from_elsewhere: int
    tubes: dict[str, int]
    differing: int
    flagged: int
    twice: int
    tables: int
    queue: QueueReport | None

    @property
    def called(self) -> int:
        return sum(each.standing.called for each in self.buildings)

    @property
    def sampled(self) -> int:
        return sum(each.standing.sampled for each in self.buildings)

    @property
    def exempt(self) -> int:
        return sum(each.standing.exempt for each in self.buildings)

    @property
    def open(self) -> int:
        return sum(each.standing.open for each in self.buildings)

    @property
    def open_tubes(self) -> int:
        return self.tubes.get(TubeState.OPEN, 0)

    @property
    def closed_tubes(self) -> int:
        return sum(self.tubes.values()) - self.open_tubes


def now_at(session: Session) -> Now:
    """Counted from the rows, with a query for each kind of number."""
    swabs = Swab.kept.filter(session=session)
    buildings = _buildings(session)
    people = swabs.exclude(person=None).values("person").distinct().count()
    return Now(
        buildings=buildings,
        samples=swabs.count(),
        from_elsewhere=max(0, people - sum(each.standing.sampled for each in buildings)),
        tubes=dict(Counter(Tube.objects.filter(session=session).values_list("state", flat=True))),
        differing=Tube.objects.filter(selectors.differing(), session=session).count(),
        flagged=swabs.exclude(would_have_been_refused=None).count(),
        twice=len(twice_in(session)),
        tables=swabs.filter(happened_at__gte=now() - AT_WORK_WITHIN).values("recorded_by").distinct().count(),
        queue=selectors.last_queue(session),
    )


def _buildings(session: Session) -> list[SlotNow]:
    slots = {slot.area_path: slot for slot in Slot.objects.filter(session=session)}
    at = now()
    here = standing([session], selectors.round_of(session))
    rows = [SlotNow(slots.get(each.area_path), each, _tone(slots.get(each.area_path), each, at)) for each in here]
    return sorted(rows, key=lambda row: (row.slot.from_at if row.slot else session.until_at, row.area_path))


def _tone(slot: Slot | None, here: Standing, at: datetime) -> str:
    if not here.open:
        return "done"
    return "late" if slot is not None and slot.until_at < at else ""


def flagged_in(session: Session) -> list[Swab]:
    """Samples that were taken although a desk would have refused them, and those kept void for being said twice."""
    found = Swab.objects.filter(session=session).exclude(would_have_been_refused=None)
    return list(found.select_related("tube", "person__household").order_by("-received_at", "-id")[:MOST_FLAGGED])


def twice_in(session: Session) -> list[Swab]:
    """People who are in more than one tube of this session for the same reason; a person looks at them."""
    rows = Swab.kept.filter(session=session).exclude(person=None).order_by()
    several = rows.values("person", "why").annotate(times=Count("pk")).filter(times__gt=1).values("person")
    found = Swab.kept.filter(session=session, person__in=several)
    return list(found.select_related("tube", "person__household").order_by("person", "happened_at"))
