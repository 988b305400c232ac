"""What may be recorded at a post from any door."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.acts.records import record_kind
from lianfang.acts.stamps import Stamp
from lianfang.checkpoints import selectors, services
from lianfang.checkpoints.access import WORK_AT_POST
from lianfang.checkpoints.models import Post
from lianfang.checkpoints.rules import HelpKind
from lianfang.checkpoints.seen import Passing, VehicleSeen
from lianfang.checkpoints.sheets import HELP, STOP, TALLY
from lianfang.kernel.errors import NotFound
from lianfang.response.selectors import edition_in_force
from lianfang.sync.registry import Carried, carry
from lianfang.territory.rules import Level
from lianfang.territory.selectors import areas_under, full_name


def _tally(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    return services.tally(actor=actor, stamp=stamp, post=about, passing=Passing.of(values))


def _stop(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    return services.check_vehicle(actor=actor, stamp=stamp, post=about, seen=VehicleSeen.of(values))


def _call(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    return services.call_for_help(
        actor=actor, stamp=stamp, post=about, kind=HelpKind(values["kind"]), note=values["note"]
    )


def _post_of_name(*, actor: Actor, text: str) -> UUID:
    """The post of this name, where only one stands open for the reader."""
    found = [
        post for post in selectors.posts_visible_to(actor, WORK_AT_POST) if text.strip() in {post.name, post.name_en}
    ]
    if len(found) != 1:
        raise NotFound
    return found[0].pk


def _posts(actor: Actor) -> Iterator[Carried]:
    """Posts that stand open and are this actor's to work at."""
    for post in selectors.posts_visible_to(actor, WORK_AT_POST):
        if post.is_open:
            yield Carried(str(post.pk), _post(post))


def _post(post: Post) -> dict[str, Any]:
    rules = edition_in_force(post.response).checkpoints
    return {
        "title": {"zh": post.name, "en": post.name_en or post.name},
        "says": full_name(post.area_path),
        "sort": post.name,
        "about": str(post.pk),
        "records": [STOP.code, HELP.code],
        "page": "counter",
        "numbers": {"fever_at": float(rules.fever_at)} if rules else {},
    }


def _places(actor: Actor) -> Iterator[Carried]:
    """The communities and villages to which a traveller may be going."""
    if not actor.may_somewhere(WORK_AT_POST):
        return
    within = {post.response.area_path for post in selectors.posts_visible_to(actor, WORK_AT_POST) if post.is_open}
    for area in areas_under(next(iter(within), ""), Level.COMMUNITY.value).defer("geometry") if within else ():
        yield Carried(area.path, {"path": area.path, "name": full_name(area.path)})


POST = _("checkpoint")
carry("places", _places)
carry("posts", _posts, name=_("Checkpoints"), order=1)
record_kind(TALLY, about=POST, take=_tally, find=_post_of_name)
record_kind(STOP, about=POST, take=_stop)
record_kind(HELP, about=POST, take=_call)
