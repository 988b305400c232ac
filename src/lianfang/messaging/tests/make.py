"""Channels for tests: of this module and of everything above it."""

from typing import Any

from lianfang.accounts.actors import Actor
from lianfang.messaging.models import Channel
from lianfang.messaging.rules import ChannelKind
from lianfang.messaging.services import add_channel

SYSTEM = Actor.system("test")


def make_channel(unit: str = "0001", *, kind: str = ChannelKind.FILE, address: str = "told", **more: Any) -> Channel:
    """A file to which a unit's messages are written."""
    return add_channel(actor=SYSTEM, kind=kind, address=address, unit=unit, **{"language": "en", **more})
