"""The end of what a response learned about people, on the real tables: what forbids it, what is handed over, what is left."""

import json
import re
from decimal import Decimal

import pytest
from click.testing import CliRunner
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.test import Client
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.checkpoints.models import PersonCheck, VehicleCheck
from lianfang.checkpoints.seen import TravellerSeen, VehicleSeen
from lianfang.checkpoints.services import check_vehicle
from lianfang.checkpoints.tests.make import make_post
from lianfang.figures.asking import Ask, Key
from lianfang.figures.declare import figures
from lianfang.figures.engine import evaluate
from lianfang.kernel.clock import end_of, now, start_of, today
from lianfang.kernel.errors import Refused
from lianfang.kernel.paths import line_of
from lianfang.measures import services as measures
from lianfang.measures.models import Measure
from lianfang.measures.tests.make import make_measure, make_measures_district
from lianfang.people.models import NameToken, Person
from lianfang.people.tests.make import meet
from lianfang.privacy import sunset, sunset_records
from lianfang.privacy.commands import open_package, run_sunset
from lianfang.privacy.models import AuditEntry, SunsetRecord
from lianfang.response.models import Response
from lianfang.vault import keyfile
from lianfang.vault.fields import ERASED

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system("test")


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.LIANFANG_FILES = tmp_path / "files"


@pytest.fixture
def district(watcher):
    with watcher.resting():
        return make_measures_district()


@pytest.fixture
def traveller(district, watcher):
    """Somebody whom the response met, under a measure."""
    with watcher.resting():
        person = meet(district.response, "钱多多", phone="13912345678")
        make_measure(district, person=person)
    return person


@pytest.fixture
def over(district, traveller, watcher):
    """The response has ended and the measure too."""
    with watcher.resting():
        for measure in Measure.objects.all():
            measures.end_early(actor=SYSTEM, measure=measure, because="疫情结束")
        Response.objects.update(ended_at=now())
    return district.response


def command(*arguments, **more):
    return CliRunner().invoke(run_sunset, [str(argument) for argument in arguments], **more)


def run(response, receipts=("移交[2026]7号",)):
    return sunset.run(actor=SYSTEM, response=response.pk, receipts=list(receipts))


def test_it_waits_for_the_end_and_for_open_measures(district, traveller):
    said = " ".join(str(reason) for reason in sunset.hindrances(district.response.pk))
    assert "The response has not ended." in said
    assert "measure: 1 are held." in said
    with pytest.raises(Refused, match="has to wait"):
        run(district.response)
    assert Person.objects.get(pk=traveller.pk).name == "钱多多"


def test_it_waits_for_the_receipt_of_the_lawful_keeper(over):
    with pytest.raises(Refused, match="lawful keeper"):
        run(over, receipts=())
    assert over.pk not in keyfile.destroyed()


def test_it_ends_rows_tokens_and_key_and_leaves_the_register_alone(over, traveller, district):
    resident = district.person
    run(over)
    shell = Person.objects.get(pk=traveller.pk)
    assert (shell.name, shell.phone, shell.phone_key, shell.birth_year, shell.household) == ("", "", None, None, None)
    assert not NameToken.objects.filter(person_id=traveller.pk).exists()
    assert over.pk in keyfile.destroyed()
    assert Person.objects.get(pk=resident.pk).name == "周晓岚"
    assert NameToken.objects.filter(person=resident).exists()


def test_nobody_stays_to_whom_nothing_points(over, watcher):
    with watcher.resting():
        passing = meet(over, "孙过路", phone="13912345679")
    run(over)
    assert not Person.objects.filter(pk=passing.pk).exists()


def test_what_is_counted_stays_without_the_person(over):
    before = Measure.objects.count()
    run(over)
    assert Measure.objects.count() == before
    assert {str(measure.refused_because or "") for measure in Measure.objects.all()} <= {"", ERASED}


@pytest.fixture
def at_a_post(over, district, watcher):
    """Six cars at a post, one with somebody about whom something was decided; its data were due long ago."""
    with watcher.resting():
        post = make_post(over, district.community, district.areas["河东社区"])
        for number in range(6):
            people = (TravellerSeen(first_reading=Decimal("36.5")),) if number == 0 else ()
            seen = VehicleSeen(plate=f"辽F1234{number}", people=people)
            check_vehicle(actor=SYSTEM, stamp=Stamp(), post=post.pk, seen=seen)
    return post


def everything(**more):
    """What every figure but those of the standing register says, by days."""
    codes = tuple(code for code in figures if not code.startswith("people."))
    day = Ask(codes, start_of(today()), end_of(today()), response=more.pop("response"), group=("day",))
    return dict(evaluate(day.but(**more), SYSTEM).numbers)


def test_figures_of_the_whole_stay_equal_and_no_place_shows_a_small_one(over, at_a_post, district):
    before = everything(response=over.pk)
    assert before[Key("checkpoints.vehicles", "", today())] == 6
    run(over)
    for _ in range(2):
        assert everything(response=over.pk) == before
        for base in ("", *line_of(district.community.area_path)):
            told = everything(response=over.pk, area=base, group=("area", "day"))
            assert not [key for key, number in told.items() if number < 5 and len(key.place) > len(over.area_path)]
        sunset.obey(SYSTEM)


def test_an_act_that_was_to_be_erased_leaves_nothing_but_what_others_point_to(over, at_a_post):
    assert VehicleCheck.objects.count() == 6
    told = run(over).tables["checkpoints.vehiclecheck"]
    assert (told["erased"], told["emptied"]) == (5, 1)
    assert list(VehicleCheck.objects.values_list("pk", flat=True)) == [PersonCheck.objects.get().vehicle_id]


def test_the_record_is_signed_and_anyone_may_ask_for_it(over):
    record = run(over)
    address = reverse("privacy:sunset", args=[record.pk])
    assert record.name in Client().get(reverse("privacy:sunsets")).content.decode()
    assert "signed and unchanged" in Client().get(address).content.decode()

    told = Client().get(address, {"json": ""}).json()
    public = load_pem_public_key(told["public_key"].encode())
    public.verify(bytes.fromhex(told["signature"]), told["signed"].encode())
    with pytest.raises(InvalidSignature):
        public.verify(bytes.fromhex(told["signature"]), told["signed"].replace("7", "8").encode())
    assert json.loads(told["signed"])["tables"]["people.person"]["emptied"] == 1


def test_a_changed_record_is_seen(over):
    record = run(over)
    SunsetRecord.objects.filter(pk=record.pk).update(receipts=[])
    assert not sunset_records.is_signed(SunsetRecord.objects.get())


def test_a_second_run_changes_nothing(over):
    record = run(over)
    entries = AuditEntry.objects.count()
    assert run(over) == record
    assert AuditEntry.objects.count() == entries


def test_an_interrupted_run_is_taken_up(over, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(sunset, "destroy_ring", lambda ring: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run(over)
    record = run(over)
    assert record.tables["people.person"]["emptied"] == 1
    assert sunset_records.is_signed(record)


def test_the_package_holds_the_rows_and_the_people_they_are_about(over, tmp_path):
    package = tmp_path / "package"
    said = command(over.pk, "--hand-over", package).output
    passphrase = re.search(r"once: (\S+)", said)[1]
    assert "钱多多".encode() not in package.read_bytes()

    opened = CliRunner().invoke(open_package, [str(package), "--passphrase", passphrase])
    rows = [json.loads(line) for line in opened.output.splitlines()]
    assert {"measures.measure", "people.person"} <= {row["table"] for row in rows}
    assert "钱多多" in {row.get("name") for row in rows}
    refused = CliRunner().invoke(open_package, [str(package), "--passphrase", "wrong"])
    assert isinstance(refused.exception, Refused)


def test_the_command_shows_asks_and_does(over):
    shown = command(over.name, "--dry-run").output
    assert "person: 1 (erase)" in shown
    command(over.name, "--receipt", "7号", input="n\n")
    assert over.pk not in keyfile.destroyed()
    done = command(over.name, "--receipt", "7号", "--yes")
    assert json.loads(done.output.splitlines()[-1])["receipts"] == ["7号"]
    assert over.pk in keyfile.destroyed()


def test_a_record_comes_back_after_a_restore(over):
    record = run(over)
    SunsetRecord.objects.all().delete()
    assert over.pk in sunset.obey(SYSTEM)
    assert sunset_records.is_signed(SunsetRecord.objects.get(pk=record.pk))
