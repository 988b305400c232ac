"""A shift at a post on paper: what passed hour by hour, and the travellers who were stopped."""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.acts.services import void
from lianfang.checkpoints import selectors
from lianfang.checkpoints.access import SEE_POSTS, WORK_AT_POST
from lianfang.checkpoints.forms import communities
from lianfang.checkpoints.models import DIRECTIONS, PersonCheck, Post
from lianfang.checkpoints.rules import Direction
from lianfang.kernel import clock
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.wording import Reason
from lianfang.paper.registry import Block, Known, Line, Part, Subject, Thing, column, columns, form, printed_codes
from lianfang.risk.rules import Visit
from lianfang.territory.selectors import full_name

HOURS = 8
SHIFTS = (0, 8, 16)
"""The hours at which the three shifts of a day begin."""
TALLY, STOP = "checkpoints.tally", "checkpoints.stop"
HOUR = timedelta(hours=1)


def _shifts(actor: Actor) -> Iterator[Subject]:
    """The shifts of the posts that stand open and where this actor works."""
    for post in selectors.posts_visible_to(actor, WORK_AT_POST):
        if post.is_open:
            for first in SHIFTS:
                title = f"{post} {first:02}:00–{(first + HOURS) % 24:02}:00"
                yield Subject(post.pk, title, post.response, post.area_path, _unit_of(actor, post), part=f"{first:02}")


def _unit_of(actor: Actor, post: Post) -> str:
    """The unit for which this actor works at a post; at a joint one their own."""
    units = [post.unit_path, *(partner.unit_path for partner in post.partners.all())]
    held = [path for path in units if actor.may(WORK_AT_POST, unit_path=path)]
    return next(iter(held), post.unit_path)


def _hours(actor: Actor, subject: Subject, day: date) -> list[Line]:
    """The hours of a shift; an hour in which the post was opened begins with its opening."""
    post = selectors.get_post_for(actor, subject.about, action=WORK_AT_POST)
    begins = [clock.at(day, time(int(subject.part))) + hour * HOUR for hour in range(HOURS)]
    opened = [max(at, post.from_at) if at + HOUR > post.from_at else at for at in begins]
    return [Line(subject.about, at=at) for at in opened]


def _named(lines: Sequence[Line]) -> list[Known]:
    return [Known((_hour(line),)) for line in lines]


def _hour(line: Line) -> str:
    begins = localtime(line.at) if line.at else None
    return f"{begins:%H}:00–{(begins + HOUR):%H}:00" if begins else ""


def _passing(way: Direction) -> Part:
    name = dict(DIRECTIONS)[way.value]
    return Part(TALLY, columns(TALLY, "vehicles", "people"), way.value, name, {"direction": way.value})


def _community(text: str, _day: date) -> str:
    """The path of a community or village by its name, alone or with those above it. Raises Invalid."""
    named = [area for area in communities("") if text.strip() in {area.name, area.name_en, full_name(area.path)}]
    if len(named) != 1:
        raise Invalid({"destination_path": Reason.of("checkpoints.unknown_place")})
    return str(named[0].path)


def _stays(text: str, day: date) -> tuple[Visit, ...]:
    """Places with a semicolon between them; without days, as if the traveller came from there on that day."""
    places = [place.strip() for place in text.replace("；", ";").replace("、", ";").split(";")]
    return tuple(Visit("", place, day, day) for place in places if place)


def _posts(actor: Actor, area_path: str) -> Iterator[Thing]:
    """The posts of a place, each on a page for its wall."""
    for post in selectors.posts_visible_to(actor, SEE_POSTS):
        if post.is_open and post.area_path.startswith(area_path):
            yield Thing(post.pk, str(post), full_name(post.area_path))


def _take_back(actor: Actor, act: Act) -> None:
    """A stop after which nobody was sent on is taken back with its travellers. Raises Refused for any other."""
    checks = list(PersonCheck.kept.filter(vehicle=act.pk).select_related("response"))
    if any(check.person_id for check in checks):
        raise Refused("checkpoints.sent_on_already")
    for each in (*checks, act):
        void(each, actor=actor, because="paper")


STOPPED = Part(
    STOP,
    (
        column(STOP, "direction", share=0.7),
        column(STOP, "plate", share=1.3),
        column(STOP, "occupants", share=0.8),
        column(STOP, "people-0-first_reading", share=0.9),
        column(STOP, "people-0-second_reading", share=0.9),
        column(STOP, "people-0-been_in", share=1.4, read=_stays),
        column(STOP, "people-0-name", share=1.1),
        column(STOP, "people-0-id_number", share=2.3),
        column(STOP, "people-0-phone", share=1.6),
        column(STOP, "people-0-destination_path", share=1.3, read=_community),
        column(STOP, "people-0-decision", share=0.8),
        column(STOP, "people-0-overridden_because", share=1.2),
        column(STOP, "people-0-told", share=1.2),
    ),
    take_back=_take_back,
)

form(
    "checkpoints.shift",
    _("Shift at a checkpoint"),
    means=_("What passed in each hour, and who was stopped."),
    action=WORK_AT_POST,
    subjects=_shifts,
    landscape=True,
    blocks=[
        Block(
            "hours",
            (_passing(Direction.IN), _passing(Direction.OUT)),
            _("What passed, hour by hour"),
            heads=((pgettext_lazy("of a shift", "hour"), 1.2),),
            rows=HOURS,
            lines=_hours,
            known=_named,
        ),
        Block("stopped", (STOPPED,), _("Who was stopped"), rows=5, timed=True),
    ],
)
printed_codes(
    "checkpoints.post",
    _("Codes of checkpoints"),
    action=SEE_POSTS,
    things=_posts,
    means=_("One page for the wall of each post."),
)
