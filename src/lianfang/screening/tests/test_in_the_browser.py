"""The walk of whoever leads a round, in a real browser, on phone and desk, in both languages."""

import pytest

from lianfang.kernel.clock import now
from lianfang.screening.found import InNeed, Unwell
from lianfang.screening.models import Door, DoorVisit, Round
from lianfang.screening.services import close_part
from lianfang.screening.tests.make import knock, make_cast, stamp
from lianfang.territory.models import Area
from tests.browser import LOOKS

pytestmark = pytest.mark.browser


def outline(at: int) -> dict[str, object]:
    west = 121.0 + at / 50
    ring = [[west, 42.0], [west + 0.02, 42.0], [west + 0.02, 42.02], [west, 42.02], [west, 42.0]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def cast(transactional_db, watcher):
    with watcher.resting():
        cast = make_cast()
        for number, grid in enumerate(Area.objects.filter(level="grid")):
            Area.objects.filter(pk=grid.pk).update(geometry=outline(number))
    return cast


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_round_is_opened_looked_at_and_closed(screen, look, cast) -> None:
    page = screen.login(cast.secretary).wears(look).opens("/screening/").holds("rounds-none").page
    screen.opens("/screening/open/").holds("round-open")
    page.locator("#id_name").fill("第一轮摸排")
    page.locator("#id_area").fill("河东社区")
    page.locator("#id_from_at").fill(now().strftime("%Y-%m-%dT00:00"))
    screen.press("button[name=preview]").holds("round-preview").press("button[name=go]").holds("round-begun")
    round_ = Round.objects.get()
    doors = {str(each): each for each in Door.objects.filter(round=round_).select_related("household")}
    sick = {"unwell": (Unwell("李热", symptoms=("fever", "cough")),), "in_need": (InNeed("赵老", ("medicine",)),)}
    visit = knock(cast.actor(), doors["1-1-101"], people_here=3, **sick)
    knock(cast.actor("colleague"), doors["1-1-101"], people_here=4)
    knock(cast.actor(), doors["1-1-102"], "not_at_home")
    knock(cast.actor("colleague"), doors["2-1-101"], "empty")
    close_part(actor=cast.actor(), stamp=stamp(), round_=round_.pk, said_visited=3, said_reached=2)
    screen.opens(f"/screening/{round_.pk}/").holds("round")
    screen.opens(f"/screening/{round_.pk}/doors/?view=missing").holds("round-doors")
    screen.opens(f"/screening/doors/{doors['1-1-101'].pk}/").holds("round-door")
    screen.opens(f"/screening/visits/{visit.pk}/").holds("round-visit")
    screen.opens(f"/screening/visits/{visit.pk}/correct/").holds("round-correct")
    screen.opens(f"/screening/doors/{doors['1-1-101'].pk}/decide/").holds("round-decide")
    screen.press("#both button")
    assert not Door.objects.get(pk=doors["1-1-101"].pk).is_disputed and DoorVisit.kept.count() == 4
    screen.opens(f"/screening/{round_.pk}/new-door/").holds("round-new-door")
    screen.opens("/screening/compare/").holds("rounds-compared")
    screen.opens(f"/screening/{round_.pk}/close/").holds("round-close").press("#close button")
    screen.holds("round-summary").opens("/screening/").holds("rounds")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_visit_is_typed(screen, look, cast) -> None:
    door = cast.door(cast.open(questions=("tasks.people_at_home",)), "1-1-101")
    page = screen.login(cast.worker).wears(look).opens(f"/screening/doors/{door.pk}/record/").holds("record").page
    screen.expected = ("422",)
    screen.press("form.form button.main-action").holds("record-wrong")
    page.locator("label[for^=id_outcome_0]").click()
    page.locator("#id_people_here").fill("3")
    screen.press("form.form button.main-action").holds("recorded")
    assert DoorVisit.objects.get().people_here == 3
