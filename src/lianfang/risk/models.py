from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import day_of, now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import labels
from lianfang.response.models import Response
from lianfang.risk.rules import WHOLE_DIVISIONS, Place, RiskLevel, Time, Width

LEVELS = labels(RiskLevel, HIGH=_("high risk"), MEDIUM=_("medium risk"), LOW=_("low risk"))
WIDTHS = labels(
    Width,
    COUNTY=_("the whole county or district"),
    STREET=_("the whole street or town"),
    VILLAGE=_("the whole community or village"),
    COMPOUND=_("a compound"),
    BUILDING=_("a building"),
    ENTRANCE=_("an entrance"),
    WORKPLACE=_("a workplace"),
    HOUSEHOLD=_("a household"),
)


class RiskArea(models.Model):
    """A place with a risk level from one time until another (风险区). A new level is a new row that follows the old."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", editable=False)
    code = models.CharField(_("division code"), max_length=12, blank=True)
    name = models.CharField(
        _("name of the place"),
        max_length=120,
        help_text=_("In full, from the city down: 沈阳市和平区南湖街道文安路小区."),
    )
    name_key = models.CharField(max_length=120, editable=False)
    area_path = PathField(_("area"), blank=True, default="")
    """Where it lies in our own tree; empty for a place elsewhere in the country."""
    unit_path = PathField(_("entered for the unit"), blank=True, default="")
    width = models.CharField(_("how wide"), max_length=10, choices=WIDTHS, default=Width.COMPOUND.value)
    level = models.CharField(_("risk level"), max_length=6, choices=LEVELS)
    from_at = models.DateTimeField(_("risk from"), default=now)
    until_at = models.DateTimeField(_("risk until"), null=True, blank=True)
    exposed_from = models.DateField(
        _("being there counts from"),
        help_text=_("Where people who were there earlier count too; otherwise the first day."),
    )
    source = models.CharField(_("announced by"), max_length=120)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("risk area withdrawn at"), null=True, blank=True, editable=False)
    """Entered by mistake: it counts for nobody."""
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    entered_by = models.CharField(_("entered by"), max_length=80, editable=False)
    entered_at = models.DateTimeField(_("entered at"), default=now, editable=False)

    class Meta:
        verbose_name = _("risk area")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gt=F("from_at")), name="risk_ends_after_it_began"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="risk_has_a_name"),
        ]
        indexes = [
            models.Index(fields=["code"], name="risk_by_code"),
            models.Index(fields=["published_at", "id"], name="risk_by_publication"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Place:
        return Place(self.code, self.name)

    @property
    def time(self) -> Time:
        return Time(self.exposed_from, self.until_on)

    @property
    def until_on(self) -> date | None:
        """The last day on which being there counts."""
        return day_of(self.until_at) if self.until_at else None

    @property
    def is_whole_division(self) -> bool:
        return self.width in WHOLE_DIVISIONS
