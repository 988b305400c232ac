"""What a phone hands in are records of the registered kinds."""

from collections.abc import Iterator, Sequence

from lianfang.accounts.actors import Actor
from lianfang.acts.records import kinds, take, take_many
from lianfang.acts.sheets.phone import described
from lianfang.acts.stamps import Stamp
from lianfang.kernel.errors import LianfangError
from lianfang.kernel.wording import Reason
from lianfang.sync.registry import Carried, Handed, carry, inbound


def _take(actor: Actor, handed: Handed) -> Reason | None:
    act = take(actor=actor, kind=handed.kind, stamp=_stamp(handed), about=handed.about, given=handed.values)
    flag: Reason | None = act.would_have_been_refused
    return flag


def _take_many(actor: Actor, handed: Sequence[Handed]) -> list[Reason | LianfangError | None]:
    given = [(_stamp(each), each.about, each.values) for each in handed]
    taken = take_many(actor=actor, kind=handed[0].kind, given=given)
    return [each if isinstance(each, LianfangError) else each.would_have_been_refused for each in taken]


def _stamp(handed: Handed) -> Stamp:
    return Stamp(handed.id, handed.at, handed.ahead, handed.device, offline=True, flag=handed.flag)


def _sheets(_actor: Actor) -> Iterator[Carried]:
    return (Carried(code, described(kind.sheet)) for code, kind in kinds.items())


inbound("", _take, many=_take_many)
carry("sheets", _sheets, of_kinds=True)
