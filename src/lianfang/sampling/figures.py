"""What sampling counts."""

from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lianfang.figures.declare import Breakdown, Figure, Kind, Measure, Privacy, Rows, declare
from lianfang.sampling.access import READ_SWABS, SEE_SAMPLING
from lianfang.sampling.models import EXEMPTS, TUBE_STATES, WHYS, Exemption, Site, Swab, Tube


def _site(value: str) -> str:
    found = Site.objects.filter(pk=UUID(value)).first()
    return str(found or value)


def by_site(column: str, *, summed: bool = False) -> tuple[Breakdown, tuple[tuple[str, str], ...]]:
    return Breakdown("site", _("sampling site"), summed=summed, named=_site), (("site", column),)


SITE, _SWABS = by_site("session__site_id", summed=True)
named: Callable[[str], str] = _site
SWABS = Rows(Swab, by=_SWABS, opens="sampling:tube", opens_by="tube_id")

SAMPLES = declare(
    Figure(
        code="sampling.samples",
        name=_("samples taken"),
        also=("核酸采样人次", "采样人次", "核酸检测人次", "采样量", "完成采样人次"),
        means=_("People sampled into tubes, somebody sampled twice counted twice; those taken back not."),
        rows=(SWABS,),
        by=(SITE, Breakdown("why", _("why"), tuple(WHYS), summed=True)),
        action=READ_SWABS,
        privacy=Privacy.INTERNAL,
    )
)
SAMPLED = declare(
    Figure(
        code="sampling.people",
        name=_("people sampled"),
        also=("采样人数", "核酸采样人数", "已采样人数", "完成核酸人数"),
        means=_("Different people who were sampled; somebody sampled twice counts once."),
        rows=(Rows(Swab, by=_SWABS, distinct="person_id", opens="sampling:tube", opens_by="tube_id"),),
        measure=Measure.DISTINCT,
        by=(Breakdown("site", _("sampling site"), named=_site),),
        action=READ_SWABS,
    )
)
TUBES = declare(
    Figure(
        code="sampling.tubes",
        name=_("tubes filled"),
        also=("采样管数", "采样管", "样本管数", "封管数"),
        means=_("Tubes into which at least one person was sampled, by the time of the first of them."),
        rows=(
            Rows(
                Tube,
                when="opened_at",
                by=(("site", "session__site_id"),),
                opens="sampling:tube",
            ),
        ),
        by=(Breakdown("site", _("sampling site"), named=_site), Breakdown("state", _("state"), tuple(TUBE_STATES))),
        action=SEE_SAMPLING,
    )
)
OPEN_TUBES = declare(
    Figure(
        code="sampling.open_tubes",
        name=_("tubes still open"),
        also=("未封管数",),
        means=_("Tubes that are not closed yet, at the moment asked about."),
        rows=(
            Rows(
                Tube,
                when="opened_at",
                until="closed_at",
                by=(("site", "session__site_id"),),
                opens="sampling:tube",
            ),
        ),
        kind=Kind.STOCK,
        by=(Breakdown("site", _("sampling site"), named=_site),),
        action=SEE_SAMPLING,
    )
)
EXEMPTED = declare(
    Figure(
        code="sampling.exempt",
        name=_("people exempt from sampling"),
        also=("免采人数", "免检人数", "豁免采样人数"),
        means=_("People who were called and need not be sampled, with a reason; each once."),
        rows=(
            Rows(
                Exemption,
                by=(("site", "session__site_id"),),
                distinct="person_id",
                opens="sampling:exempt",
                opens_by="session_id",
            ),
        ),
        measure=Measure.DISTINCT,
        by=(Breakdown("reason", _("reason"), tuple(EXEMPTS)), Breakdown("site", _("sampling site"), named=_site)),
        action=READ_SWABS,
    )
)
