"""Channels, states and how long to wait after a failure. Pure."""

from datetime import timedelta
from enum import StrEnum


class ChannelKind(StrEnum):
    """By what a message leaves the program (通知渠道)."""

    MAIL = "mail"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    SMS = "sms"
    FILE = "file"


class DeliveryState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"


BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
)
"""How long to wait after the first, second, ... failure; after the last one a delivery is dead and shown."""


def wait_after(failures: int) -> timedelta | None:
    """The pause after so many failures (1 is the first), or None when there is no further try."""
    return BACK_OFF[failures - 1] if failures <= len(BACK_OFF) else None
