"""Two weeks at the posts, or more: presses and checks, written as the posts write them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction

from benchmarks.district import BENCH
from lianfang.acts.services import record_many, void
from lianfang.acts.stamps import Stamp
from lianfang.checkpoints.models import PersonCheck, Post, VehicleCheck
from lianfang.checkpoints.rules import Direction
from lianfang.checkpoints.seen import Passing
from lianfang.checkpoints.services import open_post, tally_many
from lianfang.checkpoints.services.scene import scene_of
from lianfang.kernel.clock import at
from lianfang.kernel.wording import Reason
from lianfang.orgs.rules import UnitKind
from lianfang.orgs.services import found_unit
from lianfang.people.identity import Identity
from lianfang.people.models import Person
from lianfang.people.services import meet_person
from lianfang.response.models import Response
from lianfang.response.services import activate
from lianfang.territory.models import Area

EDITION = "covid19-2022-ed9"
PRESSES_PER_CHECK = 6
DECISIONS = ("pass", "pass", "pass", "hand_over", "hand_over", "turn_back", "to_clinic")


@dataclass(frozen=True)
class Posts:
    """The posts, the response they stand for, and one traveller who is everybody."""

    response: Response
    posts: Sequence[Post]
    traveller: Person

    def live(self, day: date, presses: int, dice: Random) -> int:
        """A day at every post: so many presses, and a check for every sixth; how many acts that is."""
        return sum(self._live(post, day, presses, dice) for post in self.posts)

    @transaction.atomic
    def _live(self, post: Post, day: date, presses: int, dice: Random) -> int:
        tallies = tally_many(
            actor=BENCH, post=post.pk, presses=[(_stamp(day, dice), _passing(dice)) for _ in range(presses)]
        )
        void(dice.choice(tallies), actor=BENCH, because="pressed twice")
        stopped = [(_stamp(day, dice), _vehicle(post, dice)) for _ in range(presses // PRESSES_PER_CHECK)]
        vehicles = record_many(VehicleCheck, actor=BENCH, scene=scene_of(post), rows=stopped)
        checks = [(Stamp(at=each.happened_at), self._check(each, dice)) for each in vehicles]
        record_many(PersonCheck, actor=BENCH, scene=scene_of(post), rows=checks)
        return len(tallies) + len(vehicles) + len(checks)

    def _check(self, vehicle: VehicleCheck, dice: Random) -> dict[str, object]:
        decision, proposed = dice.choice(DECISIONS), dice.choice(DECISIONS)
        return {
            "vehicle": vehicle,
            "post": vehicle.post,
            "person": self.traveller,
            "proposed": proposed,
            "decision": decision,
            "because": Reason.of("checkpoints.nothing_found"),
            "overridden": decision != proposed,
            "edition": EDITION,
        }


def open_posts(top: Area, streets: Sequence[Area], first: date) -> Posts:
    """A response since the first day, and two posts in every street."""
    since = at(first, time.min)
    response = activate(
        actor=BENCH,
        name="测算响应",
        area_path=top.path,
        authority="测算指挥部",
        document="测算〔1〕号",
        level=2,
        edition=EDITION,
        review_on=first + timedelta(days=365),
        started_at=since,
    )
    command = found_unit(actor=BENCH, parent=None, kind=UnitKind.COMMAND.value, name="测算指挥部", area_path=top.path)
    posts = []
    for street in streets:
        unit = found_unit(
            actor=BENCH, parent=command, kind=UnitKind.OFFICE.value, name=f"{street.name}办事处", area_path=street.path
        )
        for number in "一二":
            posts.append(
                open_post(
                    actor=BENCH,
                    response=response,
                    name=f"{street.name}第{number}卡口",
                    area_path=street.path,
                    unit=unit,
                    document="测算〔2〕号",
                    from_at=since,
                    until_at=since + timedelta(days=365),
                )
            )
    return Posts(response, posts, meet_person(actor=BENCH, response=response, identity=Identity("测算人")))


def _stamp(day: date, dice: Random) -> Stamp:
    return Stamp(at=_instant(day, dice))


def _instant(day: date, dice: Random) -> datetime:
    return at(day, time(0)) + timedelta(seconds=dice.randrange(86_400))


def _passing(dice: Random) -> Passing:
    vehicles = dice.randint(1, 5)
    return Passing(direction=dice.choice(list(Direction)), vehicles=vehicles, people=vehicles + dice.randint(0, 6))


def _vehicle(post: Post, dice: Random) -> dict[str, object]:
    return {
        "post": post,
        "direction": dice.choice(list(Direction)).value,
        "conveyance": dice.choice(["car", "car", "car", "bus", "foot"]),
        "occupants": dice.randint(1, 6),
    }
