"""One function for each kind of channel; it returns when the message has left the program and raises otherwise."""

import json
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import apprise
from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from lianfang.messaging.rules import ChannelKind

Adapter = Callable[[str, str], None]
"""Called with the address and the text."""

TIMEOUT = 10
"""Seconds."""


class NotDelivered(Exception):
    """The other side did not take the message."""


def mail(address: str, text: str) -> None:
    send_mail(_("Lianfang"), text, None, [address])


def robot(address: str, text: str) -> None:
    """A group robot of WeCom, DingTalk or Feishu, by the address that the group shows or by apprise's own notation."""
    teller = robot_at(address)
    if teller is None or not teller.notify(body=text):
        raise NotDelivered


def robot_at(address: str) -> Any:
    """What speaks to the robot at an address, or None where it is no address of one.

    apprise loads its services when the first is asked for, and some of them use modules that Python has deprecated.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return apprise.Apprise.instantiate(address)


def text_message(address: str, text: str) -> None:
    """POST ``{"to": ..., "text": ...}`` as JSON to the gateway of the settings, with its token."""
    gateway = getattr(settings, "LIANFANG_SMS_GATEWAY", "")
    if not gateway.startswith(("https://", "http://")):
        raise NotDelivered
    headers = {"Content-Type": "application/json"}
    if token := getattr(settings, "LIANFANG_SMS_TOKEN", ""):
        headers["Authorization"] = f"Bearer {token}"
    request = Request(gateway, json.dumps({"to": address, "text": text}).encode(), headers)  # noqa: S310 - see above
    with urlopen(request, timeout=TIMEOUT):  # noqa: S310
        return


def file(address: str, text: str) -> None:
    """Append a line to a file in the folder of outgoing messages; the address is the file's name."""
    folder = Path(settings.LIANFANG_FILES) / "messages"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{Path(address).name}.txt").open("a", encoding="utf-8") as lines:
        lines.write(text.replace("\n", " ") + "\n")


ADAPTERS: Mapping[ChannelKind, Adapter] = {
    ChannelKind.MAIL: mail,
    ChannelKind.WECOM: robot,
    ChannelKind.DINGTALK: robot,
    ChannelKind.FEISHU: robot,
    ChannelKind.SMS: text_message,
    ChannelKind.FILE: file,
}
