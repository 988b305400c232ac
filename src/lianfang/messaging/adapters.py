"""One function for each kind of channel; it returns when the message has left the program and raises otherwise."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from lianfang.messaging.robots import tell_robot
from lianfang.messaging.rules import ChannelKind
from lianfang.messaging.sending import NotDelivered, must_be_taken, post

Adapter = Callable[[str, str], None]
"""Called with the address and the text."""


def mail(address: str, text: str) -> None:
    send_mail(_("Lianfang"), text, None, [address])


def text_message(address: str, text: str) -> None:
    """POST ``{"to": ..., "text": ...}`` as JSON to the gateway of the settings, with its token.

    Any status from 200 to 299 with JSON or nothing in it is a message taken; ``{"ok": false}`` in it is not.
    """
    gateway = settings.LIANFANG_SMS_GATEWAY
    if not gateway.startswith(("https://", "http://")):
        raise NotDelivered("no_gateway", is_final=True)
    token = settings.LIANFANG_SMS_TOKEN
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    status, answer = post(gateway, {"to": address, "text": text}, headers)
    must_be_taken(status, answer)
    if isinstance(answer, dict) and answer.get("ok") is False:
        raise NotDelivered("refused")


def file(address: str, text: str) -> None:
    """Append a line to a file in the folder of outgoing messages; the address is the file's name."""
    folder = Path(settings.LIANFANG_FILES) / "messages"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{Path(address).name}.txt").open("a", encoding="utf-8") as lines:
        lines.write(text.replace("\n", " ") + "\n")


ADAPTERS: Mapping[ChannelKind, Adapter] = {
    ChannelKind.MAIL: mail,
    ChannelKind.WECOM: partial(tell_robot, ChannelKind.WECOM),
    ChannelKind.DINGTALK: partial(tell_robot, ChannelKind.DINGTALK),
    ChannelKind.FEISHU: partial(tell_robot, ChannelKind.FEISHU),
    ChannelKind.SMS: text_message,
    ChannelKind.FILE: file,
}
