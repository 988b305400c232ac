"""The group robots of WeCom, DingTalk and Feishu (群机器人): what each is told, and what its codes mean.

A robot answers 200 whatever it thinks; whether it took the message stands in ``errcode`` (WeCom, DingTalk) or ``code``
(Feishu). Addresses are copied from the group's settings; the secret of a signed robot follows after a space.
Sources: the makers' pages on custom robots (企业微信 developer.work.weixin.qq.com/document/path/91770, 钉钉 自定义机器人
接入, 飞书 自定义机器人使用指南).
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from lianfang.kernel.clock import now
from lianfang.messaging.rules import ChannelKind
from lianfang.messaging.sending import NotDelivered, must_be_taken, post


@dataclass(frozen=True)
class Maker:
    """Where a maker's robots stand and how they answer."""

    hosts: frozenset[str]
    path: str
    """How the path of a robot begins."""
    code: str
    """The field of the answer that is 0 where the message was taken."""
    throttled: frozenset[int]
    final: frozenset[int]
    """Codes of a wrong address, a wrong signature or a keyword that is missing: another try changes nothing."""
    longest: int
    """Bytes of a text."""


MAKERS: Mapping[ChannelKind, Maker] = {
    ChannelKind.WECOM: Maker(
        frozenset({"qyapi.weixin.qq.com"}),
        "/cgi-bin/webhook/send",
        "errcode",
        throttled=frozenset({45009, 45033}),
        final=frozenset({93000, 93004, 40008, 44004}),
        longest=2048,
    ),
    ChannelKind.DINGTALK: Maker(
        frozenset({"oapi.dingtalk.com"}),
        "/robot/send",
        "errcode",
        throttled=frozenset({130101, 90030, 410100}),
        final=frozenset({300001, 300005, 310000}),
        longest=20000,
    ),
    ChannelKind.FEISHU: Maker(
        frozenset({"open.feishu.cn", "open.larksuite.com"}),
        "/open-apis/bot/",
        "code",
        throttled=frozenset({11232, 11233, 99991400}),
        final=frozenset({9499, 19001, 19021, 19022, 19024}),
        longest=20000,
    ),
}


def is_robot(kind: ChannelKind, address: str) -> bool:
    """Whether this is an address of a robot of this maker, or of one on the district's own servers (the settings)."""
    where, _secret = _parts(address)
    maker, own = MAKERS[kind], frozenset(settings.LIANFANG_ROBOT_HOSTS)
    parts = urlsplit(where)
    if parts.netloc in own:
        return parts.scheme in {"https", "http"} and parts.path.startswith(maker.path)
    return parts.scheme == "https" and parts.netloc in maker.hosts and parts.path.startswith(maker.path)


def tell_robot(kind: ChannelKind, address: str, text: str) -> None:
    """Tell the group a text. Raises NotDelivered."""
    if not is_robot(kind, address):
        raise NotDelivered("not_a_robot", is_final=True)
    where, secret = _parts(address)
    maker = MAKERS[kind]
    said = text.encode()[: maker.longest].decode(errors="ignore")
    if kind is ChannelKind.FEISHU:
        status, answer = post(where, {"msg_type": "text", "content": {"text": said}, **_signed_feishu(secret)})
    else:
        status, answer = post(where + _signed_dingtalk(secret), {"msgtype": "text", "text": {"content": said}})
    _must_have_taken(maker, status, answer)


def _must_have_taken(maker: Maker, status: int, answer: Any) -> None:
    code = answer.get(maker.code) if isinstance(answer, dict) else None
    if code in maker.throttled:
        raise NotDelivered(f"throttled:{code}")
    must_be_taken(status, answer)
    if not isinstance(code, int):
        raise NotDelivered("not_understood")
    if code != 0:
        raise NotDelivered(f"refused:{code}", is_final=code in maker.final)


def _parts(address: str) -> tuple[str, str]:
    """The web address, and the secret with which messages are signed, "" for none."""
    where, _space, secret = address.strip().partition(" ")
    return where, secret.strip()


def _signed_dingtalk(secret: str) -> str:
    """The time in milliseconds and the HMAC of it, to be appended to the address."""
    if not secret:
        return ""
    at = str(int(now().timestamp() * 1000))
    sign = hmac.new(secret.encode(), f"{at}\n{secret}".encode(), hashlib.sha256).digest()
    return f"&timestamp={at}&sign={quote(base64.b64encode(sign), safe='')}"


def _signed_feishu(secret: str) -> dict[str, str]:
    """The time in seconds and the HMAC keyed with it, to be sent along."""
    if not secret:
        return {}
    at = str(int(now().timestamp()))
    sign = hmac.new(f"{at}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return {"timestamp": at, "sign": base64.b64encode(sign).decode()}
