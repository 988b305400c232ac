"""The end of what a response learned about people, on the real tables: what forbids it, what is handed over, what is left."""

import json
import re

import pytest
from click.testing import CliRunner
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.test import Client
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Refused
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
