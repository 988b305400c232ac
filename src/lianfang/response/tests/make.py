"""A response, as this module and those above it need one."""

from datetime import timedelta
from typing import Any

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import today
from lianfang.response.models import Response
from lianfang.response.services import activate

EDITION = "covid19-2022-ed9"
DENGUE = "dengue-2014"


def make_response(*, area_path: str = "", edition: str = EDITION, level: int = 2, **more: Any) -> Response:
    """A response of level 2 under the 9th edition, active since now unless told otherwise."""
    given = {
        "name": "疫情防控应急响应",
        "name_en": "Epidemic response",
        "authority": "省指挥部",
        "document": "〔2022〕12号",
        "review_on": today() + timedelta(days=14),
    }
    given.update(more)
    return activate(actor=Actor.system("tests"), area_path=area_path, edition=edition, level=level, **given)
