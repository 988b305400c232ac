"""What is announced about accounts, so that the packages above can write it down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from lianfang.accounts.actors import Actor


@dataclass(frozen=True)
class AccountChanged:
    """An account, a grant, a token or a session was changed, in this transaction; ``detail`` holds ids and codes."""

    actor: Actor
    verb: str
    subject: Model
    detail: Mapping[str, Any] = field(default_factory=dict)
