"""Messages are written with the fact, leave by the worker, are tried again and given up."""

import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
import time_machine
from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.messaging import selectors
from lianfang.messaging.delivering import deliver_due
from lianfang.messaging.models import Delivery, Message
from lianfang.messaging.rules import BACK_OFF, DeliveryState, wait_after
from lianfang.messaging.services import tell, try_again
from lianfang.messaging.tests.make import make_channel

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test")


@pytest.fixture
def files(settings, tmp_path):
    settings.LIANFANG_FILES = tmp_path
    settings.LIANFANG_ADDRESS = "https://lianfang.example"
    return tmp_path / "messages"


def lines(folder: Path, name: str = "told") -> list[str]:
    return (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def channel(watcher):
    with watcher.resting():
        return make_channel()


def test_it_reaches_the_unit_with_a_sentence_and_a_link(channel, files):
    tell(actor=SYSTEM, unit="0001", code="kernel.required", link="/tasks/")
    assert deliver_due() == 1
    assert lines(files) == ["Fill this in. https://lianfang.example/tasks/"]


def test_it_is_written_in_the_language_of_the_channel(watcher, files):
    with watcher.resting():
        make_channel(unit="0002", address="zh", language="zh-hans")
    tell(actor=SYSTEM, unit="0002", code="messaging.not_a_mail")
    deliver_due()
    assert lines(files, "zh") == ["这不是邮箱地址。"]


def test_it_is_sent_once(channel, files):
    tell(actor=SYSTEM, unit="0001", code="kernel.required")
    assert (deliver_due(), deliver_due()) == (1, 0)


def test_nobody_is_told_what_was_rolled_back(channel, files):
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(actor=SYSTEM, unit="0001", code="kernel.required")
        raise RuntimeError
    assert deliver_due() == 0 and not Message.objects.exists()


def test_it_is_tried_again_later_and_given_up_in_the_end(channel, settings, tmp_path):
    broken = tmp_path / "no-folder"
    broken.write_text("")
    settings.LIANFANG_FILES = broken
    tell(actor=SYSTEM, unit="0001", code="kernel.required")
    with time_machine.travel(now(), tick=False) as clock:
        for number, pause in enumerate(BACK_OFF, start=1):
            assert deliver_due() == 0
            delivery = Delivery.objects.get()
            assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, number)
            assert delivery.next_at == now() + pause
            clock.shift(pause)
        deliver_due()
    assert [each.state for each in selectors.dead_letters(SYSTEM)] == [DeliveryState.DEAD]


def test_what_was_given_up_can_be_tried_again(channel, files, watcher):
    tell(actor=SYSTEM, unit="0001", code="kernel.required")
    with watcher.resting():
        Delivery.objects.update(state=DeliveryState.DEAD.value, done_at=now())
    try_again(actor=SYSTEM, delivery=Delivery.objects.get().pk)
    assert deliver_due() == 1


@pytest.mark.parametrize("failures, pause", [(1, timedelta(minutes=1)), (5, timedelta(hours=4)), (6, None)])
def test_the_pause_grows(failures, pause):
    assert wait_after(failures) == pause


def test_a_gateway_gets_number_and_text(watcher, settings):
    taken = []

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            taken.append((self.headers["Authorization"], json.loads(body)))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Gateway)
    Thread(target=server.handle_request, daemon=True).start()
    settings.LIANFANG_SMS_GATEWAY, settings.LIANFANG_SMS_TOKEN = f"http://127.0.0.1:{server.server_port}/", "secret"
    with watcher.resting():
        make_channel(kind="sms", address="13800001234")
    tell(actor=SYSTEM, unit="0001", code="kernel.required")
    assert deliver_due() == 1
    server.server_close()
    assert taken == [("Bearer secret", {"to": "13800001234", "text": "Fill this in."})]


def test_the_address_of_a_channel_is_not_in_the_database_in_clear(watcher):
    from django.db import connection

    with watcher.resting():
        channel = make_channel(kind="sms", address="13800001234")
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM messaging_channel")
        assert b"13800001234" not in bytes(cursor.fetchone()[0])
    assert channel.address == "13800001234"
