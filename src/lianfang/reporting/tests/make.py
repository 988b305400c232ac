"""A district with units that must report, acts of its units, and the people who file and approve."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.test import Client

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.accounts.tests.make import browser_of
from lianfang.acts.services import Scene, record, void
from lianfang.acts.stamps import Stamp
from lianfang.checkpoints.access import SEE_POSTS
from lianfang.checkpoints.models import Post, Tally
from lianfang.checkpoints.tests.make import make_post
from lianfang.figures.access import SEE_FIGURES
from lianfang.kernel.clock import at
from lianfang.orgs.access import SEE_UNITS
from lianfang.orgs.models import Unit
from lianfang.orgs.tests.make import make_unit, make_units
from lianfang.reporting.access import APPROVE_BULLETIN, FILE_REPORT, SEE_REPORTS, SET_DUTIES, WRITE_BULLETIN
from lianfang.response.access import SEE_RESPONSE
from lianfang.response.models import Response
from lianfang.response.tests.make import make_response
from lianfang.territory.models import Area
from lianfang.territory.tests.make import make_user

DAY = date(2026, 3, 24)
CUT_OFF = at(DAY, time(16))
"""The 9th edition counts until 16:00; committees are due at 16:30, offices at 17:00, the command at 18:00."""
NOON = at(DAY, time(12))
READ = (SEE_REPORTS, SEE_FIGURES, SEE_POSTS, SEE_UNITS, SEE_RESPONSE)
SECRETARY = (*READ, FILE_REPORT)
WRITER = (*SECRETARY, WRITE_BULLETIN, SET_DUTIES)
CHIEF = (*READ, APPROVE_BULLETIN)
SYSTEM = Actor.system("tests")


@dataclass
class District:
    """The small district under a response, two days old."""

    areas: dict[str, Area]
    units: dict[str, Unit]
    response: Response
    post: Post

    @property
    def east(self) -> Unit:
        return self.units["河东社区居委会"]

    @property
    def west(self) -> Unit:
        return self.units["河西社区居委会"]

    @property
    def street(self) -> Unit:
        return self.units["云溪街道办事处"]

    @property
    def command(self) -> Unit:
        return self.units["和安区指挥部"]

    def somebody(self, name: str, *actions: Action, area: str) -> User:
        return make_user(name, *actions, area=self.areas[area], name=name)

    def passages(self, vehicles: int = 1, **more: Any) -> Tally:
        """Vehicles counted at a place by a unit, alone or together with others, as a service records them."""
        unit, where = more.pop("unit", self.west), more.pop("area", "河西社区")
        stamp = Stamp(at=more.pop("at", NOON))
        scene = Scene(self.response, self.areas[where].path, unit, more.pop("with_units", ()))
        fields = {"post": self.post, "direction": "in", "vehicles": vehicles, "people": vehicles, **more}
        with transaction.atomic():
            return record(Tally, actor=SYSTEM, stamp=stamp, scene=scene, **fields)

    def withdraw(self, tally: Tally) -> None:
        with transaction.atomic():
            void(tally, actor=SYSTEM, because="counted twice")


def make_reporting_district() -> District:
    areas, units = make_units()
    begun = at(DAY - timedelta(days=2), time(8))
    response = make_response(area_path=areas["和安区"].path, started_at=begun)
    units["和安区公安分局"] = make_unit(
        "和安区公安分局", area=areas["和安区"], below=units["和安区指挥部"], kind="police"
    )
    units["和安区疾控中心"] = make_unit(
        "和安区疾控中心", area=areas["和安区"], below=units["和安区指挥部"], kind="health"
    )
    post = make_post(response, units["河西社区居委会"], areas["河西社区"])
    return District(areas, units, response, post)


def page_of(user: User, **more: Any) -> Client:
    return browser_of(user, **more)


def instant(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    return at(DAY + timedelta(days=days), time(hour, minute))
