"""A small district with somebody in each role, for tests that walk through several modules."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from lianfang.accounts.models import Grant, User
from lianfang.orgs.models import Unit
from lianfang.orgs.tests.make import make_on_duty, make_unit, make_units
from lianfang.response.models import Response
from lianfang.response.tests.make import make_response
from lianfang.risk.tests.make import make_risk_area
from lianfang.territory.models import Area

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HOMES = {
    "crew": ("unit", "河西社区居委会"),
    "worker": ("area", "河东社区"),
    "secretary": ("area", "河东社区"),
    "office": ("area", "云溪街道"),
    "command": ("area", "和安区"),
    "dpo": ("area", "和安区"),
    "admin": ("area", ""),
    "sampler": ("unit", "河西社区居委会"),
    "laboratory": ("unit", "和安区发热门诊"),
    "volunteer": ("unit", "河东社区居委会"),
}


@dataclass
class World:
    """Areas and units by their names, a response with a published risk area, and users by role."""

    areas: dict[str, Area]
    units: dict[str, Unit]
    response: Response
    users: dict[str, User]

    def client(self, role: str) -> Client:
        """A browser in which this role is logged in; ``anonymous``: nobody."""
        client = Client()
        if role != "anonymous":
            client.force_login(self.users[role], backend=BACKEND)
        return client


def make_world(**response_is: Any) -> World:
    areas, units = make_units()
    clinic = make_unit("和安区发热门诊", area=areas["和安区"], below=units["和安区指挥部"], kind="health")
    units[clinic.name] = clinic
    for unit in (clinic, units["河东社区居委会"], units["云溪街道办事处"]):
        make_on_duty(unit)
    response = make_response(area_path=areas["和安区"].path, **response_is)
    make_risk_area(response)
    return World(areas, units, response, {role: _user(role, *home, areas, units) for role, home in HOMES.items()})


def _user(role: str, kind: str, name: str, areas: dict[str, Area], units: dict[str, Unit]) -> User:
    user = User.objects.create(username=role, name=role)
    area_path = None if kind == "unit" else areas[name].path if name else ""
    Grant.objects.create(
        user=user, role=role, area_path=area_path, unit_path=units[name].path if kind == "unit" else None
    )
    return user
