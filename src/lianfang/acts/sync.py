"""What a phone hands in are records of the registered kinds."""

from collections.abc import Iterator

from lianfang.accounts.actors import Actor
from lianfang.acts.records import kinds, take
from lianfang.acts.sheets.phone import described
from lianfang.acts.stamps import Stamp
from lianfang.kernel.wording import Reason
from lianfang.sync.registry import Carried, Handed, carry, inbound


def _take(actor: Actor, handed: Handed) -> Reason | None:
    stamp = Stamp(handed.id, handed.at, handed.ahead, handed.device, offline=True, flag=handed.flag)
    act = take(actor=actor, kind=handed.kind, stamp=stamp, about=handed.about, given=handed.values)
    return act.would_have_been_refused


def _sheets(_actor: Actor) -> Iterator[Carried]:
    return (Carried(code, described(kind.sheet)) for code, kind in kinds.items())


inbound("", _take)
carry("sheets", _sheets)
