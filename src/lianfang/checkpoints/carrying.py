"""What a phone carries of posts: the posts, what they counted, and everything by which it proposes without a signal.

None of it is personal: the numbers of the edition, the published risk areas with their days, the names of communities.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q

from lianfang.accounts.actors import Actor
from lianfang.accounts.names import names_of_actors
from lianfang.checkpoints import selectors
from lianfang.checkpoints.access import WORK_AT_POST
from lianfang.checkpoints.models import HELP_KINDS, CallForHelp, Post, Shift
from lianfang.checkpoints.rules import carried
from lianfang.checkpoints.sheets import HELP, SHIFT, STOP, TAKE
from lianfang.codes.services import codes_for
from lianfang.kernel.clock import start_of, today
from lianfang.kernel.wording import in_both, sentences_of
from lianfang.protocols import Edition
from lianfang.response.models import Response
from lianfang.response.selectors import edition_in_force
from lianfang.risk.models import RiskArea
from lianfang.risk.selectors import published
from lianfang.sync.registry import Carried, once
from lianfang.territory.rules import Level
from lianfang.territory.selectors import areas_under, full_name

HELP_NAMES = dict(HELP_KINDS)
CODES = "checkpoints.post"
"""The kind under which `codes` knows the plain code of a post."""


@once
def _open_posts(actor: Actor) -> list[Post]:
    """Posts that stand open and are this actor's to work at; most phones carry none, and ask for none."""
    if not actor.may_somewhere(WORK_AT_POST):
        return []
    return [post for post in selectors.posts_visible_to(actor, WORK_AT_POST) if post.is_open]


@once
def _responses(actor: Actor) -> list[tuple[Response, Edition]]:
    """The responses of those posts, each with the edition in force."""
    found = {post.response_id: post.response for post in _open_posts(actor)}
    return [(response, edition_in_force(response)) for response in found.values()]


def posts(actor: Actor) -> Iterator[Carried]:
    """The posts themselves, each with its code."""
    here = _open_posts(actor)
    codes = codes_for(CODES, [post.pk for post in here], actor=actor) if here else {}
    editions = {response.pk: edition for response, edition in _responses(actor)}
    for post in here:
        yield Carried(str(post.pk), _post(post, editions[post.response_id]) | {"code": codes[post.pk]})


def _post(post: Post, edition: Edition) -> dict[str, Any]:
    rules = edition.checkpoints
    return {
        "title": {"zh": post.name, "en": post.name_en or post.name},
        "says": full_name(post.area_path),
        "sort": post.name,
        "about": str(post.pk),
        "records": [STOP.code, HELP.code, SHIFT.code, TAKE.code],
        "page": "counter",
        "protocol": str(post.response_id),
        "numbers": {"fever_at": float(rules.fever_at)} if rules else {},
    }


def counts(actor: Actor) -> Iterator[Carried]:
    """What each of them counted today and in this shift as the server knows it, from all its phones and the desk."""
    for post in _open_posts(actor):
        since = selectors.running_since(post)
        shift = {"since": since.isoformat(), **selectors.counts_of(post, since)}
        yield Carried(str(post.pk), {"day": today().isoformat(), **selectors.counts_of(post), "shift": shift})


def shifts(actor: Actor) -> Iterator[Carried]:
    """The shift that was handed over last at each of them, and what the post has open."""
    for post in _open_posts(actor):
        last = selectors.last_shift_of(actor, post)
        open_here = {
            "calls": [{"says": in_both(HELP_NAMES[each]), "at": at.isoformat()} for each, at in _calls(post)],
            "on_their_way": selectors.travellers_on_their_way(post),
        }
        yield Carried(str(post.pk), open_here | ({"last": _shift(actor, last)} if last else {}))


def _calls(post: Post) -> list[tuple[str, datetime]]:
    """Which help was called and when, of the calls that nobody has answered."""
    asked = selectors.calls_open_at(post).values("subject_id")
    return list(CallForHelp.kept.filter(pk__in=asked).order_by("happened_at").values_list("kind", "happened_at"))


def _shift(actor: Actor, shift: Shift) -> dict[str, Any]:
    book: Any = shift  # with what the book adds to it
    names = names_of_actors(filter(None, [shift.recorded_by, book.taken_by]))
    return {
        "id": str(shift.pk),
        "at": shift.happened_at.isoformat(),
        "by": names[shift.recorded_by],
        "is_mine": shift.recorded_by == actor.name,
        "to": shift.to_name,
        "stated": {name: getattr(shift, f"stated_{name}") for name in ("vehicles", "people", "stopped")},
        "kit": shift.kit,
        "kit_note": shift.kit_note,
        "open_matters": shift.open_matters,
        "taken_at": book.taken_at.isoformat() if book.taken_at else None,
        "taken_by": names[book.taken_by] if book.taken_by else "",
    }


def places(actor: Actor) -> Iterator[Carried]:
    """The communities and villages to which a traveller may be going."""
    for within in {response.area_path for response, _edition in _responses(actor)}:
        for area in areas_under(within, Level.COMMUNITY.value).defer("geometry"):
            yield Carried(area.path, {"path": area.path, "name": full_name(area.path)})


def protocols(actor: Actor) -> Iterator[Carried]:
    """The numbers of the edition in force for posts, with the sentences that say why, by response."""
    for response, edition in _responses(actor):
        if edition.checkpoints is not None:
            yield Carried(
                str(response.pk),
                {
                    "edition": edition.code,
                    "name": {"zh": edition.name_zh, "en": edition.name_en},
                    "zone": settings.TIME_ZONE,
                    "rules": carried(edition.checkpoints),
                    "says": {code: in_both(text) for code, text in sentences_of("checkpoints").items()},
                },
            )


def risk_areas(actor: Actor) -> Iterator[Carried]:
    """The published areas in which somebody may have been within the window, by id."""
    for response, edition in _responses(actor):
        if edition.checkpoints is not None:
            since = today() - edition.checkpoints.window
            for area in published(response).filter(Q(until_at=None) | Q(until_at__gte=start_of(since))):
                yield Carried(str(area.pk), _risk_area(area))


def _risk_area(area: RiskArea) -> dict[str, Any]:
    return {
        "protocol": str(area.response_id),
        "code": area.code,
        "name": area.name,
        "width": area.width,
        "level": area.level,
        "exposed_from": area.exposed_from.isoformat(),
        "until_on": area.until_on.isoformat() if area.until_on else None,
        "from_at": area.from_at.isoformat(),
    }
