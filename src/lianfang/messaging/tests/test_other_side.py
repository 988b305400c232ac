"""What group robots and the gateway answer, spoken by a server on loopback: taken, refused, throttled, HTML, silence."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.accounts.tests.make import make_role, make_user
from lianfang.kernel.clock import now
from lianfang.messaging import sending
from lianfang.messaging.access import MANAGE_CHANNELS
from lianfang.messaging.delivering import deliver_due
from lianfang.messaging.models import Delivery
from lianfang.messaging.robots import is_robot
from lianfang.messaging.rules import BACK_OFF, ChannelKind, DeliveryState
from lianfang.messaging.services import tell
from lianfang.messaging.tests.make import make_channel

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test")
HTML = "<!doctype html><title>502 Bad Gateway</title>"
PATHS = {
    "wecom": "/cgi-bin/webhook/send?key=k",
    "dingtalk": "/robot/send?access_token=t",
    "feishu": "/open-apis/bot/v2/hook/t",
}
TAKEN = {
    "wecom": {"errcode": 0, "errmsg": "ok"},
    "dingtalk": {"errcode": 0, "errmsg": "ok"},
    "feishu": {"code": 0, "data": {}, "msg": "success"},
    "sms": {},
}


class OtherSide:
    """Answers as it is told to, and remembers what it was sent."""

    def __init__(self):
        self.status, self.answer, self.headers, self.got, self.go_on = 200, {}, {}, [], Event()
        self.go_on.set()
        side = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                side.got.append((self.path, json.loads(body)))
                side.go_on.wait(5)
                said = side.answer if isinstance(side.answer, str) else json.dumps(side.answer)
                self.send_response(side.status)
                for name, value in side.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(said.encode())

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def host(self):
        return f"127.0.0.1:{self.server.server_port}"

    def says(self, answer, status=200, **headers):
        self.answer, self.status, self.headers = answer, status, headers


@pytest.fixture
def side(settings):
    side = OtherSide()
    settings.LIANFANG_ROBOT_HOSTS = [side.host]
    settings.LIANFANG_SMS_GATEWAY, settings.LIANFANG_SMS_TOKEN = f"http://{side.host}/send", ""
    yield side
    side.go_on.set()
    side.server.shutdown()
    side.server.server_close()


@pytest.fixture(params=["wecom", "dingtalk", "feishu", "sms"])
def kind(request, side, watcher):
    """A channel of each kind that leads to the other side, with a message that waits."""
    address = "13800001234" if request.param == "sms" else f"http://{side.host}{PATHS[request.param]}"
    with watcher.resting():
        make_channel(kind=request.param, address=address)
        tell(actor=SYSTEM, unit="0001", code="kernel.required")
    side.says(TAKEN[request.param])
    return request.param


def delivered():
    """What became of the one delivery after a round of the worker: state, failed tries, error."""
    deliver_due()
    one = Delivery.objects.get()
    return one.state, one.attempts, one.error


def test_it_is_taken(kind, side):
    assert delivered() == ("sent", 0, "")
    ((path, said),) = side.got
    assert "Fill this in." in json.dumps(said)
    assert path == PATHS.get(kind, "/send")


def test_a_page_of_html_is_no_delivery(kind, side):
    side.says(HTML)
    assert delivered() == ("waiting", 1, "not_understood")


def test_an_error_page_is_tried_again(kind, side):
    side.says(HTML, status=502)
    assert delivered() == ("waiting", 1, "status:502")


def test_silence_is_tried_again(kind, side, monkeypatch):
    monkeypatch.setattr(sending, "TIMEOUT", 0.05)
    side.go_on.clear()
    assert delivered() == ("waiting", 1, "no_answer")


def test_nobody_there_is_tried_again(kind, side):
    side.server.shutdown()
    side.server.server_close()
    assert delivered() == ("waiting", 1, "no_answer")


def test_being_asked_to_wait_is_heeded(kind, side):
    side.says({}, status=429, **{"Retry-After": "600"})
    with time_machine.travel(now(), tick=False):
        assert delivered() == ("waiting", 1, "throttled")
        assert Delivery.objects.get().next_at == now() + timedelta(seconds=600)


def test_it_follows_nobody_elsewhere(kind, side):
    side.says({}, status=302, Location=f"http://{side.host}/elsewhere")
    assert delivered() == ("waiting", 1, "status:302")
    assert len(side.got) == 1


def test_a_door_that_is_shut_is_given_up_at_once(kind, side):
    side.says({}, status=404)
    assert delivered() == ("dead", 1, "status:404")


REFUSALS = [
    ("wecom", {"errcode": 45009, "errmsg": "api freq out of limit"}, ("waiting", 1, "throttled:45009")),
    ("wecom", {"errcode": 93000, "errmsg": "invalid webhook url"}, ("dead", 1, "refused:93000")),
    ("wecom", {"errcode": -1, "errmsg": "system busy"}, ("waiting", 1, "refused:-1")),
    ("dingtalk", {"errcode": 130101, "errmsg": "send too fast"}, ("waiting", 1, "throttled:130101")),
    ("dingtalk", {"errcode": 310000, "errmsg": "sign not match"}, ("dead", 1, "refused:310000")),
    ("feishu", {"code": 11232, "msg": "frequency limited"}, ("waiting", 1, "throttled:11232")),
    ("feishu", {"code": 19021, "msg": "sign match fail"}, ("dead", 1, "refused:19021")),
    ("feishu", {"msg": "without a code"}, ("waiting", 1, "not_understood")),
]


@pytest.mark.parametrize("kind, answer, became", REFUSALS, indirect=["kind"])
def test_a_no_inside_a_200_is_a_no(kind, side, answer, became):
    side.says(answer)
    assert delivered() == became


@pytest.mark.parametrize("kind", ["sms"], indirect=True)
def test_the_gateway_may_say_no_in_its_answer(kind, side):
    side.says({"ok": False})
    assert delivered() == ("waiting", 1, "refused")


@pytest.mark.parametrize("kind", ["wecom"], indirect=True)
def test_it_is_tried_until_it_is_taken(kind, side):
    side.says(HTML, status=503)
    with time_machine.travel(now(), tick=False) as clock:
        for pause in BACK_OFF[:3]:
            assert delivered()[0] == DeliveryState.WAITING
            clock.shift(pause)
        side.says(TAKEN["wecom"])
        assert delivered()[:2] == ("sent", 3)
    assert len(side.got) == 4


@pytest.mark.parametrize("kind", ["dingtalk"], indirect=True)
def test_what_was_given_up_says_why_and_is_tried_again(kind, side, client, watcher):
    side.says({"errcode": 310000, "errmsg": "keywords not in content"})
    delivered()
    with watcher.resting():
        client.force_login(make_user("keeper", role=make_role("test-keeper", MANAGE_CHANNELS), area=""))
    assert "refused it (310000)" in client.get(reverse("messaging:channels")).content.decode()
    side.says(TAKEN["dingtalk"])
    client.post(reverse("messaging:try_again", args=[Delivery.objects.get().pk]))
    assert delivered()[0] == "sent"


@pytest.mark.parametrize("name", ["dingtalk", "feishu"])
def test_a_robot_that_signs_gets_its_signature(side, watcher, name):
    with watcher.resting():
        make_channel(kind=name, address=f"http://{side.host}{PATHS[name]} SEC42")
        tell(actor=SYSTEM, unit="0001", code="kernel.required")
    side.says(TAKEN[name])
    assert delivered()[0] == "sent"
    ((path, said),) = side.got
    asked = {key: value[0] for key, value in parse_qs(urlsplit(path).query).items()} if name == "dingtalk" else said
    word = f"{asked['timestamp']}\nSEC42".encode()
    key, text = (b"SEC42", word) if name == "dingtalk" else (word, b"")
    assert asked["sign"] == base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
    assert "SEC42" not in json.dumps(said) + path


@pytest.mark.parametrize(
    "address",
    [
        "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k",
        "https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=k",
        "https://user@evil.example/cgi-bin/webhook/send",
        "https://qyapi.weixin.qq.com/elsewhere",
        "http://127.0.0.1:1/cgi-bin/webhook/send",
        "file:///etc/passwd",
    ],
)
def test_no_other_place_is_a_robot(address, settings):
    settings.LIANFANG_ROBOT_HOSTS = []
    assert not is_robot(ChannelKind.WECOM, address)
