"""Travellers who are stopped at a post: where they were, what the crew decides, and how they come to the next door."""

from dataclasses import dataclass, replace
from datetime import time, timedelta
from decimal import Decimal
from random import Random

from lianfang.acts.stamps import Stamp
from lianfang.checkpoints.models import PersonCheck, Post
from lianfang.checkpoints.rules import Conveyance, Decision, PostKind
from lianfang.checkpoints.seen import TravellerSeen, VehicleSeen
from lianfang.checkpoints.services import check_vehicle
from lianfang.kernel.clock import at, now, today
from lianfang.people.selectors import identity_of
from lianfang.project.demo.handing import Fate, Journey, follow
from lianfang.project.demo.home import Turn
from lianfang.project.demo.numbers import ELSEWHERE, plate
from lianfang.project.demo.people import home_in, resident_of, stranger
from lianfang.project.demo.world import World
from lianfang.risk.models import RiskArea
from lianfang.risk.rules import Visit

STOPS_A_DAY = 5.5
"""Stops on an ordinary day at one tenth of real size; near a holiday there are more."""
FATES = (Fate.SEEN,) * 20 + (Fate.LATE,) * 3 + (Fate.RETURNED, Fate.WITHDRAWN, Fate.FOUND_LATER)


@dataclass(frozen=True)
class Story:
    """What is special about a traveller; the rest is drawn."""

    fate: Fate = Fate.SEEN
    reason: str = "medium"
    """``medium``, ``high`` or ``low`` risk, ``fever``, ``symptoms``, ``turned_back`` or ``let_through``."""
    community: int | None = None
    hours_ago: float = 0.0
    turn: Turn = Turn.NONE
    together: int = 1
    """How many of one train are stopped: they were in the same place and go to different doors."""


NOW = (
    Story(hours_ago=3.4, together=3),
    Story(hours_ago=27.0, together=5),
    Story(hours_ago=75.0, together=4),
    Story(reason="high", hours_ago=150.0, together=6),
    Story(Fate.WAITING, community=0, hours_ago=0.1),
    Story(Fate.WAITING, community=0, hours_ago=0.2),
    Story(Fate.WAITING, community=1, hours_ago=0.3),
    Story(Fate.WAITING, "high", community=3, hours_ago=0.25),
    Story(Fate.SILENT, community=1, hours_ago=1.8),
    Story(Fate.SILENT, community=5, hours_ago=1.3),
    Story(Fate.SILENT, community=-1, hours_ago=0.8),
    Story(Fate.ON_THE_WAY, community=0, hours_ago=0.9),
    Story(Fate.ON_THE_WAY, community=4, hours_ago=1.1),
    Story(Fate.SENT_BACK, community=0, hours_ago=1.6),
    Story(Fate.LOST, community=0, hours_ago=5.5),
    Story(Fate.LOST, community=7, hours_ago=7.0),
    Story(Fate.WAITING, "fever", hours_ago=0.15),
    Story(Fate.ON_THE_WAY, "fever", hours_ago=0.7),
    Story(Fate.WITHDRAWN, community=1, hours_ago=26.0),
    Story(Fate.RETURNED, community=0, hours_ago=30.0),
    Story(reason="turned_back", hours_ago=20.0),
    Story(reason="let_through", hours_ago=22.0),
    Story(reason="low", hours_ago=23.0),
    Story(reason="symptoms", hours_ago=28.0),
    Story(community=0, hours_ago=2.6, turn=Turn.UNDECIDED),
    Story(community=2, hours_ago=3.1, turn=Turn.UNDECIDED),
    Story(community=0, hours_ago=74.0, turn=Turn.FEVER_TODAY),
    Story(community=0, hours_ago=99.0, turn=Turn.MISSED_TODAY),
    Story(community=1, hours_ago=76.0, turn=Turn.MISSED_TODAY),
    Story(community=0, hours_ago=140.0, turn=Turn.ENDS_TODAY),
    Story(community=6, hours_ago=143.0, turn=Turn.ENDS_TODAY),
    Story(community=0, hours_ago=52.0, turn=Turn.APPEAL_OPEN),
    Story(community=1, hours_ago=196.0, turn=Turn.EXTENDED),
    Story(community=1, hours_ago=100.0, turn=Turn.ENDED_EARLY),
    Story(community=0, hours_ago=125.0, turn=Turn.FEVER),
    Story(community=1, hours_ago=120.0, turn=Turn.APPEALED),
)
"""What hangs in the air at the moment of creation, by hours before it; the last committee has nobody on duty.

A smaller district without the community leaves the story out."""


def build_travellers(world: World) -> None:
    """Put the stops of three weeks on the agenda: the ordinary ones day by day, and those that are open now."""
    dice = world.dice("travellers")
    for day in world.days[1:]:
        fuller = 1 + 0.25 * max(0, 6 - world.days_to_holiday(day))
        for _ in range(world.many(STOPS_A_DAY * fuller)):
            moment = at(day, time(5)) + timedelta(hours=18) * dice.betavariate(2, 1.8)
            world.then(moment, _stop, _ordinary(dice))
    for story in NOW:
        if (story.community or 0) < len(world.communities):
            world.then(world.as_of - timedelta(hours=story.hours_ago), _stop, story)


def _ordinary(dice: Random) -> Story:
    reasons = ["medium", "high", "low", "fever", "symptoms", "turned_back", "let_through"]
    reason = dice.choices(reasons, [58, 7, 12, 3, 3, 10, 5])[0]
    return Story(dice.choice(FATES), reason, community=dice.choice([None, None, None, 0, 1]))


def _stop(world: World, story: Story) -> None:
    """Somebody comes to a post, the crew writes down what they see, and the story goes on from there."""
    dice = world.dice(f"stop {now().isoformat()} {story}")
    posts = [post for post in world.posts if post.is_open and post.unit.path in world.on_duty and _fits(story, post)]
    risks = [area for area in world.risks if area.level == _level(story.reason)]
    if not posts or (not risks and story.reason not in ("fever", "symptoms")):
        return
    post = dice.choice(posts)
    seen = _seen(world, dice, story, post, dice.choice(risks) if risks else None)
    check = check_vehicle(actor=world.on_duty[post.unit.path].actor, stamp=Stamp(), post=post.pk, seen=seen)
    for traveller in PersonCheck.objects.filter(vehicle=check, person__isnull=False):
        follow(world, traveller, Journey(story.fate, story.turn, dice, seen.people[0].been_in))


def _fits(story: Story, post: Post) -> bool:
    return story.together == 1 or _came_by_line(post) is Conveyance.TRAIN


def _level(reason: str) -> str:
    return reason if reason in ("high", "low") else "medium"


def _seen(world: World, dice: Random, story: Story, post: Post, risk: RiskArea | None) -> VehicleSeen:
    by = _came_by(dice, post)
    car = by is Conveyance.CAR
    region = dice.choice([*ELSEWHERE.values(), "辽", "辽"])
    return VehicleSeen(
        conveyance=by,
        plate=plate(dice, region, electric=dice.random() < 0.2) if car else "",
        line_number="" if car else _line(dice, by),
        occupants=dice.choice([1, 1, 2, 2, 3, 4]) if car else dice.randint(18, 46),
        people=_together(world, dice, story, risk),
    )


def _came_by(dice: Random, post: Post) -> Conveyance:
    return Conveyance.CAR if post.kind == PostKind.ROAD else _came_by_line(post)


def _came_by_line(post: Post) -> Conveyance:
    return Conveyance.TRAIN if "火车" in post.name else Conveyance.BUS


def _line(dice: Random, by: Conveyance) -> str:
    return f"{dice.choice('GDKT')}{dice.randint(100, 8999)}" if by is Conveyance.TRAIN else f"客{dice.randint(10, 99)}"


def _together(world: World, dice: Random, story: Story, risk: RiskArea | None) -> tuple[TravellerSeen, ...]:
    """Everybody of one vehicle who is stopped."""
    first, *others = (_traveller(world, dice, story, risk) for _ in range(story.together))
    return (first, *(replace(other, been_in=first.been_in) for other in others))


def _traveller(world: World, dice: Random, story: Story, risk: RiskArea | None) -> TravellerSeen:
    """A returnee or a visitor, with what the crew decides about them."""
    lives_here = dice.random() < 0.45 and story.reason != "turned_back"
    home = home_in(world, dice, story.community)
    resident = resident_of(world, dice, home) if lives_here else None
    fever = story.reason == "fever"
    seen = TravellerSeen(
        first_reading=_temperature(dice, fever=fever),
        second_reading=_temperature(dice, fever=True) if fever else None,
        symptoms=("cough", "fatigue") if story.reason == "symptoms" else (),
        been_in=_been_in(world, dice, story, risk),
        lives_here=resident is not None,
        identity=identity_of(resident) if resident else stranger(world, dice),
        destination_path=home.area_path,
        destination=str(home.address),
    )
    return _decided(seen, story.reason, risk)


def _decided(seen: TravellerSeen, reason: str, risk: RiskArea | None) -> TravellerSeen:
    """What the crew decides otherwise than proposed, and why; most leave it at the proposal."""
    if reason == "turned_back" and risk is not None:
        because, told = "本人同意返回，已与出发地联系确认", f"{risk.name}防控指挥部"
        return replace(seen, decision=Decision.TURN_BACK, overridden_because=because, told=told)
    if reason == "let_through":
        because = "持解除隔离证明，出发地社区电话核实"
        return replace(seen, decision=Decision.PASS, overridden_because=because, proofs=("release_notice",))
    return seen


def _temperature(dice: Random, *, fever: bool) -> Decimal:
    return Decimal(str(round(dice.uniform(37.5, 38.9) if fever else dice.gauss(36.5, 0.2), 1)))


def _been_in(world: World, dice: Random, story: Story, risk: RiskArea | None) -> tuple[Visit, ...]:
    if risk is None:
        return ()
    left = today() - timedelta(days=dice.choice([0, 0, 1, 1, 2]))
    if story.turn is Turn.ENDS_TODAY:
        left = world.today - timedelta(days=7)
    return (Visit(risk.code, risk.name, left - timedelta(days=dice.randint(2, 20)), left),)
