"""What the recorder's device says of a record."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from lianfang.kernel import clock
from lianfang.kernel.ids import new_id
from lianfang.kernel.wording import Reason


@dataclass(frozen=True)
class Stamp:
    """Id, time and circumstances of a record, made where it happened.

    ``at`` is the device's own time; ``offset`` is what the server measured the device to be ahead.
    """

    id: UUID = field(default_factory=new_id)
    at: datetime = field(default_factory=clock.now)
    offset: timedelta = timedelta(0)
    device: str = ""
    offline: bool = False
    typed_by: str = ""
    flag: Reason | None = None
    """Why it would have been refused had it been entered at a desk; it is taken and shown."""

    @property
    def happened_at(self) -> datetime:
        return self.at - self.offset

    @property
    def happened_on(self) -> date:
        return clock.day_of(self.happened_at)
