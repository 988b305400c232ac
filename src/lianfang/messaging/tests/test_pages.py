"""What somebody was told, and the channels of units."""

import pytest
from django.urls import reverse

from lianfang.accounts.access import role, roles
from lianfang.accounts.actors import Actor
from lianfang.accounts.models import Grant, User
from lianfang.kernel.clock import now
from lianfang.messaging.access import MANAGE_CHANNELS
from lianfang.messaging.models import Channel, Delivery
from lianfang.messaging.rules import DeliveryState
from lianfang.messaging.services import tell
from lianfang.messaging.tests.make import make_channel

pytestmark = pytest.mark.django_db

if "test-messaging" not in roles:
    role("test-messaging", "test", MANAGE_CHANNELS)


@pytest.fixture
def lin(watcher):
    with watcher.resting():
        user = User.objects.create(username="lin", name="林静")
        Grant.objects.create(user=user, role="test-messaging", area_path="")
    return user


@pytest.fixture
def stranger(watcher):
    with watcher.resting():
        return User.objects.create(username="stranger", name="陌生")


def test_a_message_is_new_until_it_is_read(client, lin):
    message = tell(actor=Actor.system("test"), user=lin.pk, code="kernel.required", link="/tasks/")
    client.force_login(lin)
    page = client.get(reverse("messaging:notices")).content.decode()
    assert "Fill this in." in page and "new" in page
    client.post(reverse("messaging:read"), {"message": [str(message.pk), "nonsense"]})
    assert client.get(reverse("messaging:notices")).context["page"].rows[0].is_new is False


def test_nobody_reads_what_was_told_to_somebody_else(client, lin, stranger):
    message = tell(actor=Actor.system("test"), user=lin.pk, code="kernel.required")
    client.force_login(stranger)
    assert "No messages" in client.get(reverse("messaging:notices")).content.decode()
    client.post(reverse("messaging:read"), {"message": [str(message.pk)]})
    assert not message.noticed.exists()


def test_channels_are_for_whoever_manages_them(client, lin, stranger):
    client.force_login(stranger)
    assert client.get(reverse("messaging:channels")).status_code == 403
    client.force_login(lin)
    assert client.get(reverse("messaging:channels")).status_code == 200


@pytest.mark.parametrize(
    "kind, address",
    [("mail", "nobody"), ("sms", "12"), ("wecom", "https://example.org/"), ("feishu", "nonsense")],
)
def test_an_address_that_is_none_is_said_beside_the_field(client, lin, kind, address, monkeypatch):
    monkeypatch.setattr("lianfang.messaging.recipients.choices", lambda actor: [("0001", "指挥部")])
    client.force_login(lin)
    page = client.post(
        reverse("messaging:channels"), {"unit": "0001", "kind": kind, "address": address, "language": "en"}
    )
    assert "id_address_error" in page.content.decode() and not Channel.objects.exists()


@pytest.mark.parametrize(
    "kind, address",
    [
        ("mail", "duty@example.org"),
        ("sms", "138 0000 1234"),
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=11111111-2222-3333-4444-555555555555"),
        ("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=abcdef SEC0123"),
    ],
)
def test_a_channel_is_added_and_ended(client, lin, kind, address, monkeypatch):
    monkeypatch.setattr("lianfang.messaging.recipients.choices", lambda actor: [("0001", "指挥部")])
    client.force_login(lin)
    given = {"unit": "0001", "kind": kind, "address": address, "language": "zh-hans"}
    assert client.post(reverse("messaging:channels"), given).status_code == 302
    channel = Channel.objects.get()
    client.post(reverse("messaging:end_channel", args=[channel.pk]))
    assert not Channel.objects.get().is_active


def test_dead_letters_are_shown_and_tried_again(client, lin, watcher):
    with watcher.resting():
        make_channel()
    tell(actor=Actor.system("test"), unit="0001", code="kernel.required")
    with watcher.resting():
        Delivery.objects.update(state=DeliveryState.DEAD.value, done_at=now(), error="TimeoutError")
    client.force_login(lin)
    assert "TimeoutError" in client.get(reverse("messaging:channels")).content.decode()
    client.post(reverse("messaging:try_again", args=[Delivery.objects.get().pk]))
    assert Delivery.objects.get().state == DeliveryState.WAITING
