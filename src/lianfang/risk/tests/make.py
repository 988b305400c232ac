"""Risk areas, as this module and those above it need them."""

from datetime import date, datetime, timedelta

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now, start_of
from lianfang.response.models import Response
from lianfang.risk import services
from lianfang.risk.models import RiskArea

PLACE = "沈阳市和平区南湖街道文安路小区"
CODE = "210102003"


def make_risk_area(
    response: Response,
    *,
    level: str = "high",
    name: str = PLACE,
    code: str = CODE,
    width: str = "compound",
    from_at: datetime | date | None = None,
    published: bool = True,
    **more: object,
) -> RiskArea:
    """A published compound of high risk since yesterday, unless told otherwise."""
    since = from_at or now() - timedelta(days=1)
    entry = services.Entry(
        name=name,
        level=level,
        code=code,
        width=width,
        source="省指挥部公告",
        from_at=since if isinstance(since, datetime) else start_of(since),
        **more,
    )
    return services.add(actor=Actor.system("tests"), response=response, entry=entry, publish_now=published)
