"""What the recorder's device says of a record."""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from lianfang.kernel import clock
from lianfang.kernel.ids import new_id
from lianfang.kernel.wording import Reason
from lianfang.vault import keyfile


@dataclass(frozen=True)
class Stamp:
    """Id, time and circumstances of a record, made where it happened.

    ``at`` is the device's own time; ``offset`` is what the server measured the device to be ahead. On paper it is the time
    that was written; then ``recorder`` names who wrote and ``typed_by`` who keys it in, as the audit log names them.
    """

    id: UUID = field(default_factory=new_id)
    at: datetime = field(default_factory=clock.now)
    offset: timedelta = timedelta(0)
    device: str = ""
    offline: bool = False
    recorder: str = ""
    """Who recorded, where that is not who hands it in; "": the actor."""
    typed_by: str = ""
    flag: Reason | None = None
    """Why it would have been refused had it been entered at a desk; it is taken and shown."""

    @property
    def happened_at(self) -> datetime:
        return self.at - self.offset

    @property
    def happened_on(self) -> date:
        return clock.day_of(self.happened_at)


def derived_id(*said: object) -> UUID:
    """An id that follows from what is said, so that the same said twice is one record; it betrays nothing of it."""
    text = "\x1f".join(str(each) for each in said)
    digest = hmac.new(keyfile.secret("digest"), text.encode(), hashlib.sha256).digest()
    return UUID(bytes=digest[:16], version=5)
