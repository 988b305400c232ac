"""Everything that is asked of a household is answered on one visit or call, through the page of whoever goes there.

Behind the door: one whose report was missed, one whose report of the day is not there yet, one who has just arrived, and
a department and a community that both want a phone number.
"""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from lianfang.accounts.access import actions
from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.acts.stamps import Stamp
from lianfang.arrivals.models import Arrival, Verification
from lianfang.checkpoints.seen import Passing, VehicleSeen
from lianfang.checkpoints.services import check_vehicle, tally
from lianfang.checkpoints.tests.make import make_post
from lianfang.figures.declare import figures
from lianfang.isolation.models import HealthReport, Missed
from lianfang.isolation.services import need_help
from lianfang.isolation.tests.make import OBSERVER, SYSTEM, o_clock
from lianfang.kernel.clock import now, today
from lianfang.kernel.wording import Reason
from lianfang.measures.models import Measure
from lianfang.measures.tests.make import make_measure, make_measures_district
from lianfang.messaging.models import Message
from lianfang.people.tests.make import make_person
from lianfang.risk.tests.make import PLACE, make_risk_area
from lianfang.tasks import kinds
from lianfang.tasks.access import SEE_PEOPLE, SEE_TASKS
from lianfang.tasks.clocks import fire_due
from lianfang.tasks.knocks import knock_for
from lianfang.tasks.models import Answer, HandOver, Task, Visit
from lianfang.tasks.rules import Channel, Reached
from lianfang.tasks.selectors import left_alone
from lianfang.tasks.services import Knocked, ask, hand_over, record_visit
from lianfang.tasks.subjects import PERSON, Subject
from lianfang.territory.tests.make import make_user
from tests.browser import PHONE, Look

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    """Made for each test: a browser sees nothing of what the transaction of a file holds."""
    with time_machine.travel(o_clock(7), tick=False) as clock:
        district = make_measures_district()
        make_measure(district, days_ago=2)
        clock.move_to(o_clock(10, 5))
        fire_due()
        yield district


@pytest.fixture
def worker(district, watcher):
    with watcher.resting():
        return Actor.of(make_user("observer", *OBSERVER, SEE_PEOPLE, unit_path=district.community.path))


def knock(district, worker, **answers):
    person = district.person
    told = {f"isolation.{code}:{person.pk}": value for code, value in answers.items()}
    door = ("household", person.household_id)
    return record_visit(
        actor=worker, stamp=Stamp(), door=door, knocked=Knocked(Channel.PHONE, Reached.REACHED, answers=told)
    )


def test_the_form_asks_for_temperature_and_symptoms(district, worker):
    asked = knock_for(worker, "household", district.person.household_id).to_ask

    assert [slot.question.code for slot in asked] == ["isolation.temperature", "isolation.symptoms"]


def test_what_was_told_is_a_report_by_whoever_asked(district, worker):
    knock(district, worker, temperature="36.6")

    report = HealthReport.objects.get()
    assert (report.slot, report.finding, report.recorded_by) == (0, "normal", worker.name)
    assert Missed.objects.get().told_at is not None
    assert not left_alone().exists()


@pytest.mark.parametrize(
    ("told", "finding"),
    [({"temperature": "38.4"}, "fever_unconfirmed"), ({"temperature": "36.4", "symptoms": "cough"}, "symptoms")],
)
def test_what_is_abnormal_is_called_back(district, worker, told, finding):
    knock(district, worker, **told)

    assert HealthReport.objects.get().finding == finding
    assert Task.objects.filter(kind="isolation.abnormal", state="open").count() == 1


BELOW = ("tasks.", "checkpoints.", "arrivals.", "isolation.")
CENSUS = kinds.register("isolation.test_census", "census")


@pytest.fixture
def household(district, watcher):
    """Beside the one whose report was missed: one observed from today on, one who arrived, a question of two units."""
    with watcher.resting():
        home = district.person.household
        observed = make_person("周小雨", household=home)
        make_measure(district, person=observed, days_ago=2)
        arrived = make_person("周远航", household=home)
        make_risk_area(district.response, level="medium", from_at=today() - timedelta(days=9))
        _send_here(district, arrived)
        for unit in (district.command, district.office):
            _want_a_phone(district, district.person, unit)
    return {"missed": district.person, "observed": observed, "arrived": arrived}


def _send_here(district, person):
    """A post hands the person over, having written down where they were."""
    sent = hand_over(
        actor=Actor.system("post"),
        response=district.response,
        person=person,
        from_unit=district.units["河西社区居委会"],
        to_unit=district.community,
        area_path=district.grid.path,
        expected_at=now(),
        because=Reason.of("tasks.handed_over"),
        kind="arrival",
    )
    arrival = Arrival.objects.get(hand_over=sent)
    arrival.whereabouts = f"{PLACE}|{today() - timedelta(days=3):%F}|{today() - timedelta(days=1):%F}"
    arrival.save(update_fields=["whereabouts"])


def _want_a_phone(district, person, unit):
    ask(
        actor=Actor.system("asks"),
        response=district.response,
        kind=CENSUS.code,
        subject=Subject(PERSON, person.pk),
        area_path=person.area_path,
        unit=district.community,
        due_at=now().replace(hour=18, minute=0),
        because=Reason.of("tasks.asked"),
        person=person,
        questions=["tasks.phone", "tasks.people_at_home"],
        asked_by_units=[unit],
    )


@pytest.fixture
def door(client, worker, district):
    client.force_login(User.objects.get(pk=worker.user_id))
    return reverse("tasks:knock", args=["household", district.person.household_id])


def filled(page, **changed):
    """The form as its page shows it, with the answers of a worker at the door."""
    form = page.context["form"]
    shown = {"channel": "door", "outcome": "reached", "stamp": form.initial.get("stamp") or form["stamp"].value()}
    for key in form.fields:
        if key.startswith("isolation.temperature"):
            shown[key] = "36.6"
        elif key.startswith("tasks.phone"):
            shown[key] = "13800001111"
        elif key.startswith("arrivals.result"):
            shown[key] = "confirmed"
        elif key.startswith("tasks.people_at_home"):
            shown[key] = "3"
        elif key.startswith("arrivals.stays"):
            parts = form[key].value().split("|")
            shown |= {f"{key}_{part}_0": value for part, value in zip(("place", "from", "until"), parts, strict=True)}
    return {**shown, **changed}


def test_one_form_asks_everything_once(client, door, household):
    form = client.get(door).context["form"]
    asked = [key.split(":")[0] for key in form.fields if ":" in key and not key.startswith("absent")]
    assert sorted(asked) == sorted(
        [
            *["isolation.temperature", "isolation.symptoms"] * 2,
            "arrivals.result",
            "arrivals.stays",
            *["tasks.phone"] * 2,
            "tasks.people_at_home",
        ]
    )
    assert [group.name for group in form.groups()][1:] == ["周晓岚", "周远航", "周小雨"]


def test_one_visit_answers_everybody(client, door, household, district):
    assert client.post(door, filled(client.get(door))).status_code == 302

    assert Visit.objects.count() == 1
    assert {report.person_id for report in HealthReport.objects.all()} == {
        household["missed"].pk,
        household["observed"].pk,
    }
    arrival = Arrival.objects.get(person=household["arrived"])
    assert (arrival.closed_as, arrival.origin) == ("measure_proposed", "medium")
    assert Measure.objects.filter(person=household["arrived"], state="proposed").count() == 1
    assert HandOver.objects.get(person=household["arrived"]).state == "seen"
    assert Verification.objects.get().channel == "door"
    left = Task.objects.filter(household=district.person.household, state__in=["open", "accepted"])
    assert not {task.kind for task in left} & {"isolation.missed", "arrivals.verify", CENSUS.code, "tasks.receive"}
    assert not left_alone().exists()


def test_each_asker_gets_the_answer(client, door, household, district, watcher):
    client.post(door, filled(client.get(door)))

    told = Message.objects.filter(code="tasks.tell_answered")
    assert {message.unit_path for message in told} == {district.command.path, district.office.path}
    with watcher.resting():
        client.force_login(make_user("asks", SEE_TASKS, SEE_PEOPLE, unit_path=district.office.path))
    page = client.get(told.get(unit_path=district.office.path).link).content.decode()
    assert "13800001111" in page


def test_who_was_out_is_asked_again_and_holds_up_nobody(client, door, household):
    page = client.get(door)
    client.post(door, filled(page, **{f"absent:{household['missed'].pk}": "on"}))

    assert {report.person_id for report in HealthReport.objects.all()} == {household["observed"].pk}
    assert Task.objects.get(kind="isolation.missed").state == "open"
    assert Answer.objects.get(question="tasks.not_met").person_id == household["missed"].pk
    assert Arrival.objects.get(person=household["arrived"]).closed_at is not None


@pytest.mark.parametrize("outcome", ["not_at_home", "refused"])
def test_nobody_at_home_is_noted_once_for_all(client, door, household, outcome):
    before = Task.objects.filter(state="open").count()
    assert client.post(door, filled(client.get(door), outcome=outcome)).status_code == 302

    assert (Visit.objects.get().outcome, HealthReport.objects.count()) == (outcome, 0)
    assert Task.objects.filter(state="open").count() == before
    assert [each.outcome for each in client.get(door).context["tried"]] == [outcome]


def test_what_cannot_be_is_said_beside_its_field(client, door, household):
    page = client.get(door)
    key = f"isolation.temperature:{household['missed'].pk}"
    stay = f"arrivals.stays:{household['arrived'].pk}"
    refused = client.post(door, filled(page, **{key: "66", f"{stay}_from_0": ""}))

    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {key, stay}
    assert not Visit.objects.exists()


@pytest.fixture
def day(client, door, household, district, watcher):
    """A day on which something of every kind happened, and somebody who may see all of it."""
    client.post(door, filled(client.get(door)))
    with watcher.resting():
        post = make_post(district.response, district.units["河西社区居委会"], district.areas["河西社区"])
        tally(actor=SYSTEM, stamp=Stamp(), post=post.pk, passing=Passing(vehicles=1, people=2))
        check_vehicle(actor=SYSTEM, stamp=Stamp(), post=post.pk, seen=VehicleSeen(plate="辽F12345", occupants=2))
        need_help(actor=SYSTEM, stamp=Stamp(), measure=Measure.objects.filter(state="ordered").first())
        client.force_login(make_user("everything", *actions.values(), area=district.areas["和安区"]))
    client.post(reverse("arrivals:departure", args=[household["observed"].pk]), {"leaves_on": f"{today():%F}"})
    return client


def test_a_number_opens_its_rows_and_a_row_its_page(day):
    opened = {}
    for code in [code for code in figures if code.startswith(BELOW)]:
        for kind in range(len(figures[code].rows)):
            asked = {"from_at": f"{today():%F}T00:00", "until_at": f"{today():%F}T23:59", "kind": kind}
            shown = day.get(reverse("figures:rows", args=[code]), asked)
            for line in shown.context["lines"][:1]:
                opened[code, kind] = day.get(line["href"]).status_code
    assert set(opened.values()) == {200}, opened
    assert {code.split(".")[0] for code, _kind in opened} == {each.strip(".") for each in BELOW}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("look", [Look(PHONE, "zh-hans"), Look(PHONE, "en")], ids=str)
def test_a_worker_answers_for_the_household_on_a_phone(screen, look, worker, household, district):
    missed, observed, arrived = (household[each].pk for each in ("missed", "observed", "arrived"))
    screen.login(User.objects.get(pk=worker.user_id)).wears(look).opens(
        f"/tasks/knocks/household/{district.person.household_id}/"
    )
    page = screen.page
    page.locator("[name=outcome][value=not_at_home]").check()
    assert not page.locator(f"[name='isolation.temperature:{missed}']").is_visible()
    page.locator("[name=outcome][value=reached]").check()
    page.locator(f"[name='absent:{observed}']").check()
    assert not page.locator(f"[name='isolation.temperature:{observed}']").is_visible()
    page.locator("[name='tasks.people_at_home:household']").fill("3")
    page.locator(f"[name='isolation.temperature:{missed}']").fill("36.5")
    page.locator(f"[name='tasks.phone:{missed}']").fill("13800001111")
    page.locator(f"[name='tasks.phone:{arrived}']").fill("13800001112")
    page.locator(f"[name='arrivals.result:{arrived}'][value=confirmed]").check()
    screen.holds("knock")
    page.locator("button.main-action[type=submit]").last.click()
    page.wait_for_url("**/tasks/")
    assert [report.person_id for report in HealthReport.objects.all()] == [missed]
    assert Arrival.objects.get(person=arrived).closed_as == "measure_proposed"
