"""What may be recorded at a post from any door."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.acts.records import Kept, Row, record_kind
from lianfang.acts.stamps import Stamp
from lianfang.checkpoints import selectors, services
from lianfang.checkpoints.access import WORK_AT_POST
from lianfang.checkpoints.carrying import counts, places, posts, protocols, risk_areas, shifts
from lianfang.checkpoints.models import Tally
from lianfang.checkpoints.rules import HelpKind
from lianfang.checkpoints.seen import Passing, VehicleSeen
from lianfang.checkpoints.sheets import HELP, SHIFT, STOP, TAKE, TALLY
from lianfang.kernel.errors import Invalid, LianfangError, NotFound
from lianfang.kernel.wording import Reason
from lianfang.sync.purposes import Purpose, serves
from lianfang.sync.registry import carry


def _tally(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    return services.tally(actor=actor, stamp=stamp, post=about, passing=Passing.of(values))


def _columns(_earlier: Tally, row: Row) -> dict[str, object]:
    return {"post": row.about, **services.columns_of(Passing.of(row.values))}


def _tallies(*, actor: Actor, rows: Sequence[Row]) -> list[Act | LianfangError]:
    """The presses of each post at once; one that another request counted meanwhile is looked at by itself."""
    presses: dict[UUID, list[tuple[Stamp, Passing]]] = {}
    for row in rows:
        presses.setdefault(row.about, []).append((row.stamp, Passing.of(row.values)))
    counted: dict[UUID, Act] = {}
    for post, pressed in presses.items():
        counted |= {act.pk: act for act in services.tally_many(actor=actor, post=post, presses=pressed)}
    return [counted.get(row.stamp.id) or _tally(actor=actor, **row._asdict()) for row in rows]


def _stop(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    return services.check_vehicle(actor=actor, stamp=stamp, post=about, seen=VehicleSeen.of(values))


def _call(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    return services.call_for_help(
        actor=actor, stamp=stamp, post=about, kind=HelpKind(values["kind"]), note=values["note"]
    )


def _hand_over(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    return services.hand_over_shift(actor=actor, stamp=stamp, post=about, values=values)


def _take(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    shift = _id(values["shift"].get("id"))
    return services.take_shift(actor=actor, stamp=stamp, post=about, shift=shift, remark=values["remark"])


def _id(text: Any) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        raise Invalid({"shift": Reason.of("checkpoints.shift_unknown")}) from None


def _post_of_name(*, actor: Actor, text: str) -> UUID:
    """The post of this name, where only one stands open for the reader."""
    found = [
        post for post in selectors.posts_visible_to(actor, WORK_AT_POST) if text.strip() in {post.name, post.name_en}
    ]
    if len(found) != 1:
        raise NotFound
    return found[0].pk


POST = _("checkpoint")
serves("checkpoints", Purpose.POST)
carry("posts", posts, name=_("Checkpoints"), order=1)
carry("counts", counts, fleeting=True)
carry("places", places)
carry("protocols", protocols)
carry("risk_areas", risk_areas)
carry("shifts", shifts)
record_kind(TALLY, about=POST, take=_tally, find=_post_of_name, take_many=_tallies, kept=Kept(Tally, _columns))
record_kind(STOP, about=POST, take=_stop, freely=("proposed",))
record_kind(HELP, about=POST, take=_call)
record_kind(SHIFT, about=POST, take=_hand_over, find=_post_of_name)
record_kind(TAKE, about=POST, take=_take, freely=("shift",))
