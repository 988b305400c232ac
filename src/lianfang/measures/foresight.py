"""What a new edition would change for running measures, and what keeps a response's records."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from lianfang.kernel.wording import Reason
from lianfang.measures.models import Appeal, Measure
from lianfang.measures.rules import State
from lianfang.privacy.sunset import blocker
from lianfang.protocols import load_edition
from lianfang.response.foresight import Consequence, foresee, hold
from lianfang.response.models import Response


def _of_edition(response: Response, edition: str) -> Iterator[Consequence]:
    """How many running measures the new edition asks to compute anew, or that all keep theirs."""
    running = Measure.objects.filter(response=response, state=State.ORDERED.value).exclude(edition=edition)
    count = running.count()
    if not count:
        return
    code = "measures.would_recompute" if load_edition(edition).recomputes_running else "measures.would_keep"
    yield Consequence(Reason.of(code, count=count), reverse("measures:recompute", args=[response.pk]))


def _held(response: Response) -> Iterator[Consequence]:
    """Open measures and appeals: the sunset waits for them (暂缓销毁)."""
    here = reverse("measures:list")
    if running := Measure.objects.filter(response=response, state=State.ORDERED.value).count():
        yield Consequence(Reason.of("measures.still_running", count=running), f"{here}?view=running")
    if waiting := Measure.objects.filter(response=response, state=State.PROPOSED.value).count():
        yield Consequence(Reason.of("measures.still_proposed", count=waiting), f"{here}?view=waiting")
    if appeals := Appeal.objects.filter(response=response, decided_at=None).count():
        yield Consequence(Reason.of("measures.still_appealed", count=appeals), reverse("measures:appeals"))


@blocker
def not_before_all_is_closed(response_id: UUID) -> list[Reason]:
    """The sunset waits for what is open."""
    return [each.says for response in Response.objects.filter(pk=response_id) for each in _held(response)]


foresee("measures", _of_edition)
hold("measures", _held)
