"""What a unit reports to the level above: frozen at its hour by a person, taken as a file, recorded as sent."""

from datetime import time
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from docx import Document

from lianfang.kernel.clock import at
from lianfang.messaging.models import Message
from lianfang.reporting.models import UpwardReport
from lianfang.reporting.rules import UpwardState, day_reported, upward_state
from lianfang.reporting.services import remind
from lianfang.reporting.tests.make import CUT_OFF, DAY, instant

pytestmark = pytest.mark.django_db

SIX = at(DAY, time(18))


def url(unit, name="upward", hour="1800", **more):
    asked = "&".join(f"{key}={value}" for key, value in more.items())
    return f"{reverse(f'reporting:{name}', args=[unit.pk, DAY, hour])}?{asked}"


@pytest.fixture
def counted(district, watcher):
    with watcher.resting():
        district.passages(7)


def affirmed(writer, district, travel, at_hour=17):
    travel.move_to(instant(at_hour))
    assert writer.post(url(district.command, "affirm_upward")).status_code == 302
    return UpwardReport.objects.get()


@pytest.mark.parametrize(
    ("minutes", "affirmed", "sent", "state"),
    [
        (-1, False, None, "due"),
        (0, False, None, "missing"),
        (-1, True, None, "affirmed"),
        (5, True, None, "affirmed"),
        (9, True, 0, "sent"),
        (9, True, 1, "late"),
    ],
)
def test_how_it_stands(minutes, affirmed, sent, state):
    sent_at = None if sent is None else instant(18, sent)
    now = instant(17, 60 + minutes) if minutes < 0 else instant(18, minutes)
    assert upward_state(SIX, now, affirmed=affirmed, sent_at=sent_at) is UpwardState(state)


@pytest.mark.parametrize(("hour", "day"), [(time(18), 0), (time(16), 0), (time(10), -1)])
def test_an_hour_tells_of_the_last_day_that_is_closed(hour, day):
    assert day_reported(DAY, hour, time(16)).day == DAY.day + day


def test_the_numbers_are_frozen_under_a_name(writer, district, counted, travel, watcher):
    assert "7" in writer.get(url(district.command)).content.decode()
    report = affirmed(writer, district, travel)
    assert (report.due_at, report.until_at, report.day) == (SIX, CUT_OFF, DAY)
    first = report.content[0]
    assert (first["figure"], first["counted"], first["stated"]) == ("checkpoints.vehicles", 7, 7)
    assert set(first["name"]) == {"zh", "en"} and first["name"]["zh"] != first["name"]["en"]
    with watcher.resting():
        district.passages(5)
    page = writer.get(url(district.command)).content.decode()
    assert "affirmed, to be sent" in page and ">12<" not in page
    assert UpwardReport.objects.get().content == report.content


def test_nobody_affirms_before_the_day_is_over_or_twice_or_without_the_right(writer, chief, stranger, district, travel):
    assert writer.post(url(district.command, "affirm_upward")).status_code == 403
    travel.move_to(instant(17))
    assert chief.post(url(district.command, "affirm_upward")).status_code == 404
    assert stranger.get(url(district.command)).status_code == 404
    affirmed(writer, district, travel)
    assert writer.post(url(district.command, "affirm_upward")).status_code == 409


@pytest.mark.parametrize(
    ("name", "hour"), [("street", "1800"), ("command", "1700"), ("command", "9999"), ("west", "1800")]
)
def test_where_nothing_is_sent_there_is_no_page(writer, district, name, hour):
    assert writer.get(url(getattr(district, name), hour=hour)).status_code in (403, 404)


@pytest.mark.parametrize(("minute", "state"), [(59, "sent"), (61, "sent late")])
def test_it_is_recorded_when_by_whom_and_how_it_was_sent(writer, district, counted, travel, minute, state):
    affirmed(writer, district, travel)
    travel.move_to(instant(17 + minute // 60, minute % 60))
    assert writer.post(url(district.command, "send_upward"), {"how": ""}).status_code == 422
    assert writer.post(url(district.command, "send_upward"), {"how": "fax", "to": "市指挥部 3号"}).status_code == 302

    report = UpwardReport.objects.get()
    assert (report.sent_at, report.sent_how, report.sent_to) == (
        instant(17 + minute // 60, minute % 60),
        "fax",
        "市指挥部 3号",
    )
    for page in (url(district.command), f"{reverse('reporting:reports')}?day={DAY}"):
        told = writer.get(page).content.decode()
        assert f">{state}<" in told and "writer" in told and "by fax" in told
    assert writer.post(url(district.command, "send_upward"), {"how": "mail"}).status_code == 409


def test_what_is_not_affirmed_is_not_sent(writer, district, travel):
    travel.move_to(instant(17))
    assert writer.post(url(district.command, "send_upward"), {"how": "mail"}).status_code == 403
    assert writer.get(url(district.command, "take_upward", form="csv")).status_code == 404


def test_the_file_holds_the_frozen_numbers(writer, district, counted, travel):
    affirmed(writer, district, travel)
    files = {
        form: writer.get(url(district.command, "take_upward", form=form)).content for form in ("xlsx", "csv", "docx")
    }
    assert "vehicles" in files["csv"].decode("utf-8-sig").lower() and ",7,7" in files["csv"].decode("utf-8-sig")
    sheet = openpyxl.load_workbook(BytesIO(files["xlsx"])).active
    assert [cell.value for cell in sheet[2]][1:3] == [7, 7]
    document = Document(BytesIO(files["docx"]))
    assert [cell.text for cell in document.tables[0].rows[1].cells][1:] == ["7", "7"]
    assert any("Affirmed by writer" in paragraph.text for paragraph in document.paragraphs)


def test_it_reminds_until_it_is_sent(writer, district, travel):
    affirmed(writer, district, travel)
    writer.post(url(district.command, "send_upward"), {"how": "mail"})
    travel.move_to(instant(18))
    remind()
    assert not Message.objects.filter(code="reporting.tell_upward").exists()


def test_the_reminder_leads_to_the_page(district, travel):
    travel.move_to(instant(18))
    remind()
    message = Message.objects.get(unit_path=district.command.path, code="reporting.tell_upward")
    assert message.link == reverse("reporting:upward", args=[district.command.pk, DAY, "1800"])
