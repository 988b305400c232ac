"""A post with its crew and the people around it, for tests here and above."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.checkpoints.access import MANAGE_POSTS, READ_CHECKS, SEE_POSTS, WORK_AT_POST
from lianfang.checkpoints.models import Post
from lianfang.checkpoints.services import open_post
from lianfang.kernel.clock import now
from lianfang.orgs.models import Unit
from lianfang.orgs.tests.make import make_on_duty, make_unit, make_units, make_worker
from lianfang.people.tests.make import id_number
from lianfang.response.models import Response
from lianfang.response.tests.make import make_response
from lianfang.risk.tests.make import PLACE, make_risk_area
from lianfang.tasks.access import HAND_OVER, SEE_TASKS
from lianfang.territory.models import Area

SYSTEM = Actor.system("tests")
CREW = (WORK_AT_POST, SEE_POSTS, READ_CHECKS, HAND_OVER, SEE_TASKS)


@dataclass
class Cast:
    """A post of the western community, its crew, the eastern community that receives, and a crew of another post."""

    areas: dict[str, Area]
    units: dict[str, Unit]
    response: Response
    post: Post
    crew: User
    stranger: User
    chief: User

    @property
    def receiver(self) -> Unit:
        return self.units["河东社区居委会"]

    @property
    def actor(self) -> Actor:
        return Actor.of(self.crew)


def make_cast(**response: Any) -> Cast:
    areas, units = make_units()
    active = make_response(area_path=areas["和安区"].path, **response)
    clinic = make_unit("和安区发热门诊", area=areas["和安区"], below=units["和安区指挥部"], kind="health")
    make_on_duty(clinic)
    make_on_duty(units["河东社区居委会"])
    west = units["河西社区居委会"]
    post = make_post(active, west, areas["河西社区"])
    return Cast(
        areas=areas,
        units=units,
        response=active,
        post=post,
        crew=make_worker("crew", west, *CREW),
        stranger=make_worker("stranger", units["水峪村村委会"], *CREW),
        chief=make_worker("chief", units["和安区指挥部"], SEE_POSTS, READ_CHECKS, MANAGE_POSTS),
    )


def make_post(response: Response, unit: Unit, area: Area, until_at: datetime | None = None, **more: Any) -> Post:
    given = {"name": "滨河路卡口", "document": "和防指〔2022〕7号", **more}
    return open_post(
        actor=SYSTEM,
        response=response,
        unit=unit,
        area_path=area.path,
        until_at=until_at or now() + timedelta(days=14),
        from_at=given.pop("from_at", now() - timedelta(days=1)),
        **given,
    )


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def typed(*people: dict[str, Any], **vehicle: Any) -> dict[str, Any]:
    """A stop as the form of the page sends it."""
    given: dict[str, Any] = {
        "stamp": "",
        "direction": "in",
        "conveyance": "car",
        "plate": "辽F12345",
        "line_number": "",
        "occupants": "1",
        "people-TOTAL_FORMS": str(len(people)),
        "people-INITIAL_FORMS": "0",
        **vehicle,
    }
    for number, person in enumerate(people):
        given |= {f"people-{number}-{name}": value for name, value in person.items()}
    return given


def well(**more: Any) -> dict[str, Any]:
    return {"first_reading": "36.5", **more}


def from_high_risk(**more: Any) -> dict[str, Any]:
    """Somebody who was in the published high-risk area and goes to the eastern community."""
    told = {
        "name": "张远行",
        "id_number": id_number(),
        "phone": "13812345678",
        "destination_path": "河东社区",
        "destination": "3栋1单元502",
    }
    return well(been_in=PLACE, **{**told, **more})


__all__ = ["CREW", "Cast", "from_high_risk", "logged_in", "make_cast", "make_post", "make_risk_area", "typed", "well"]
