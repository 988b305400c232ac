"""The chapters in their order."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from time import perf_counter

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lianfang.figures.folding import fold_all
from lianfang.kernel.clock import at, day_of, pretending
from lianfang.kernel.errors import Conflict
from lianfang.kernel.wording import Text
from lianfang.people.bulk import look_again
from lianfang.project.demo.accounts import build_accounts
from lianfang.project.demo.arriving import build_arrivals
from lianfang.project.demo.duties import build_duties
from lianfang.project.demo.evenings import build_evenings
from lianfang.project.demo.knocks import build_knocks
from lianfang.project.demo.letters import build_letters
from lianfang.project.demo.lists import build_lists
from lianfang.project.demo.phones import build_phones
from lianfang.project.demo.places import build_places
from lianfang.project.demo.posts import build_posts
from lianfang.project.demo.reports import build_bulletins, build_reports
from lianfang.project.demo.residents import build_residents
from lianfang.project.demo.response import build_crews, build_response, build_risks
from lianfang.project.demo.rounds import build_rounds
from lianfang.project.demo.sampling import build_sampling
from lianfang.project.demo.shifts import build_shifts
from lianfang.project.demo.travellers import build_travellers
from lianfang.project.demo.units import build_grid_workers, build_units
from lianfang.project.demo.world import SCALES, World
from lianfang.tasks import clocks
from lianfang.territory.models import Area
from lianfang.vault.rings import STANDING
from lianfang.vault.services import open_ring

Chapter = Callable[[World], None]

CHAPTERS: dict[str, tuple[Text, Chapter]] = {
    "places": (_("places"), build_places),
    "units": (_("organisations"), build_units),
    "residents": (_("residents"), build_residents),
    "response": (_("the response"), build_response),
    "crews": (_("crews"), build_crews),
    "accounts": (_("accounts"), build_accounts),
    "grid workers": (_("grid workers"), build_grid_workers),
    "risk areas": (_("risk areas"), build_risks),
    "posts": (_("checkpoints"), build_posts),
    "travellers": (_("travellers"), build_travellers),
    "arrivals": (_("arrivals"), build_arrivals),
    "letters": (_("letters"), build_letters),
    "duties": (_("duties"), build_duties),
    "evenings": (_("evening rounds"), build_evenings),
    "phones": (_("phones"), build_phones),
    "shifts": (_("shifts at the posts"), build_shifts),
    "knocks": (_("visits for several units"), build_knocks),
    "rounds": (_("screening rounds"), build_rounds),
    "sampling": (_("sampling"), build_sampling),
    "lists": (_("verification lists"), build_lists),
    "reports": (_("daily reports"), build_reports),
    "bulletins": (_("bulletins"), build_bulletins),
}
"""What is entered, or entered into the agenda of the weeks that follow; each with what its line of progress says."""


@dataclass
class Built:
    """What came of it: seconds by chapter, and the world as it stands."""

    world: World
    seconds: dict[str, float] = field(default_factory=dict)

    def run(self, code: str, name: Text, chapter: Callable[..., object], *said: object) -> None:
        """One chapter, or one day, in one transaction, with a line of progress."""
        began = perf_counter()
        with transaction.atomic():
            chapter(self.world, *said)
        self.seconds[code] = perf_counter() - began
        self.world.progress(f"{name}: {self.seconds[code]:.1f} s")


def build(
    as_of: datetime, scale: str = "tenth", seed: int = 1, progress: Callable[[str], None] = lambda line: None
) -> Built:
    """Build the district into an empty database. Raises Conflict where there are areas already."""
    if Area.objects.exists():
        raise Conflict("project.not_empty")
    open_ring(STANDING)
    with _seldom_collecting():
        return _built(as_of, scale, seed, progress)


def _built(as_of: datetime, scale: str, seed: int, progress: Callable[[str], None]) -> Built:
    built = Built(World(as_of, SCALES[scale], seed, progress))
    for code, (name, chapter) in CHAPTERS.items():
        built.run(code, name, chapter)
    for day in built.world.days:
        built.run(f"{day:%F}", f"{day:%F}", _live, min(at(day, time(23, 59, 59)), as_of))
    built.run("sums", _("daily sums"), _fold)
    return built


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Tens of thousands of records stay to the end; a collector that looks at all of them again and again finds nothing."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, 50, 1000)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


TICK = timedelta(minutes=20)


def _live(world: World, until: datetime) -> None:
    """Live through a day; the clocks fire as the worker would let them."""
    moment = max(world.began, at(day_of(until), time(0)))
    while moment < until:
        moment = min(moment + TICK, until)
        if world.live(moment) or moment > world.as_of - timedelta(days=1):
            with pretending(moment):
                clocks.fire_due(moment)


def _fold(_world: World) -> None:
    fold_all()
    look_again()
