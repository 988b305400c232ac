from uuid import UUID

import pytest
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.accounts.tests.make import browser_of
from lianfang.privacy import reads
from lianfang.privacy.models import AuditEntry, Read
from lianfang.privacy.reads import WAYS, How, log_reads

pytestmark = pytest.mark.django_db


def show(client, person, **given):
    return client.post(reverse("privacy:subject", args=[person]), given)


def test_it_tells_what_is_held_after_a_document_was_seen(clerk, li):
    client = browser_of(clerk)
    assert "李梅" not in client.get(reverse("privacy:subject", args=[li])).content.decode()
    page = show(client, li, proof="id_card").content.decode()
    assert "李梅" in page
    assert "register of tests" in page
    assert "by the authority that has to keep it by law" in page
    assert "you object" in page


def test_it_tells_which_units_read_it(clerk, officer, li):
    log_reads(Actor.of(officer), How.DETAIL, "people:person", [li])
    log_reads(Actor.of(officer), How.REVEAL, "people:person", [li])
    response = show(browser_of(clerk), li, proof="passport")
    assert [reader.times for reader in response.context["told"].readers] == [2]


def test_a_reader_whose_grant_names_an_area_is_told_by_the_unit_they_work_for(clerk, officer, li, monkeypatch):
    monkeypatch.setattr(reads, "_unit_finders", [lambda actor: "00090001" if actor.user_id == officer.pk else "0008"])
    log_reads(Actor.of(officer), How.DETAIL, "people:person", [li])
    log_reads(Actor.of(clerk), How.DETAIL, "people:person", [li])
    log_reads(Actor.of(officer), How.REVEAL, "people:person", [li])
    told = show(browser_of(clerk), li, proof="passport").context["told"]
    assert {reader.unit: reader.times for reader in told.readers} == {"00090001": 2, "0008": 1}


def test_the_answer_is_logged_itself(clerk, li):
    show(browser_of(clerk), li, proof="household_book")
    assert Read.objects.get().person_id == li
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_id, entry.detail) == ("subject.answered", str(li), {"proof": "household_book"})


@pytest.mark.parametrize("given", [{}, {"proof": "his word"}])
def test_it_tells_nothing_before_somebody_showed_who_they_are(clerk, li, given):
    response = show(browser_of(clerk), li, **given)
    assert response.status_code == 422
    assert "李梅" not in response.content.decode()
    assert not Read.objects.exists()


def test_it_is_not_found_elsewhere_or_without_the_right(stranger, officer, clerk, li):
    assert show(browser_of(stranger), li, proof="id_card").status_code == 404
    assert show(browser_of(officer), li, proof="id_card").status_code == 404
    assert show(browser_of(clerk), UUID(int=9), proof="id_card").status_code == 404


def test_who_opened_a_record_is_shown_to_the_officer(officer, clerk, li):
    show(browser_of(clerk), li, proof="id_card")
    page = browser_of(officer).get(reverse("privacy:reads"), {"person": str(li)}).content.decode()
    assert "clerk" in page
    assert "privacy:subject" in page and str(WAYS["print"]) in page


def test_before_anybody_is_named_the_officer_sees_what_was_opened_last(officer, clerk, li):
    show(browser_of(clerk), li, proof="id_card")
    page = browser_of(officer).get(reverse("privacy:reads")).content.decode()
    assert "clerk" in page and f"?person={li}" in page


def test_the_logs_are_not_for_everybody(clerk, li):
    client = browser_of(clerk)
    assert client.get(reverse("privacy:reads"), {"person": str(li)}).status_code == 403
    assert client.get(reverse("privacy:audit")).status_code == 403


def test_the_audit_log_is_shown_by_who_and_what(officer, clerk, li):
    show(browser_of(clerk), li, proof="id_card")
    client = browser_of(officer)
    for asked in ({"who": "clerk"}, {"which": str(li)}, {"kind": "privacy.read"}, {}):
        assert "subject.answered" in client.get(reverse("privacy:audit"), asked).content.decode()
    assert "subject.answered" not in client.get(reverse("privacy:audit"), {"who": "officer"}).content.decode()


def test_what_is_kept_how_long_is_for_everybody(clerk):
    page = browser_of(clerk).get(reverse("privacy:promises")).content.decode()
    assert "API token" in page
    assert "until 365 days after: expires at" in page
