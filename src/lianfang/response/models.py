from uuid import UUID

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import labels
from lianfang.response.rules import ExcessKind, Standing, is_tighter
from lianfang.vault.fields import EncryptedText

EXCESS_KINDS = labels(
    ExcessKind,
    WIDER_AREA=_("wider area than the edition lets be drawn"),
    TRAVEL_LIMITS=_("travel limits beyond medium- and high-risk areas"),
    FORCED_RETURN=_("turning back or isolating people from low-risk areas by force"),
    AREA_CONTROL=_("longer control of an area than allowed"),
    CIRCLE_OF_PEOPLE=_("wider circle of people isolated or controlled"),
    ISOLATION=_("longer isolation or health monitoring than allowed"),
    CARE=_("care refused or delayed because of the epidemic"),
    STUDENTS=_("students who return home isolated against the rules"),
    CHECKPOINTS=_("checkpoint without need, or drivers held up against the rules"),
    PLACES=_("places of daily life closed in low-risk areas"),
)


class Response(models.Model):
    """A response in an area, from its activation to its sunset (应急响应)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name of the response"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    area_path = PathField(_("area"), blank=True, default="")
    started_at = models.DateTimeField(_("active since"), default=now)
    review_on = models.DateField(_("to be reviewed on"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)
    sunset_at = models.DateTimeField(_("sunset at"), null=True, blank=True, editable=False)
    """When its personal records are due to leave; what still holds them is asked of `holds`."""
    ended_by = models.CharField(_("authority of the end"), max_length=80, blank=True, editable=False)
    end_document = models.CharField(_("document of the end"), max_length=80, blank=True, editable=False)

    class Meta:
        verbose_name = _("response")

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def keyring_id(self) -> UUID:
        return self.id

    @property
    def is_active(self) -> bool:
        return self.ended_at is None


class Decree(models.Model):
    """A decision about a response (响应决定): its level and edition from an instant on, by whom and on what paper.

    The one with the latest ``from_at`` that has come is in force; older ones are its history.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="decrees", verbose_name=_("response"))
    from_at = models.DateTimeField(_("in force from"), default=now)
    level = models.PositiveSmallIntegerField(_("response level"))
    """1 (gravest) to 4."""
    edition = models.CharField(_("protocol edition"), max_length=40)
    authority = models.CharField(_("authority"), max_length=80)
    document = models.CharField(_("deciding document"), max_length=80)
    area_path = PathField(_("area"), blank=True, default="")
    """The response's, repeated so that decisions are counted by area."""
    unit_path = PathField(_("unit"), blank=True, default="")
    """The unit for which it was entered, where the grant was over a unit."""
    level_above = models.PositiveSmallIntegerField(_("level set from above"), null=True, blank=True)
    """What the authority above has decided for this area; empty where none has."""
    stricter_because = models.CharField(_("ground for going further than asked"), max_length=200, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=80, editable=False)
    decided_at = models.DateTimeField(_("decided at"), default=now, editable=False)

    class Meta:
        verbose_name = _("decision on the response")
        ordering = ["from_at", "decided_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=4), name="decree_level_1_to_4"),
            models.CheckConstraint(
                condition=models.Q(level_above=None)
                | models.Q(level=models.F("level_above"))
                | (models.Q(level__lt=models.F("level_above")) & ~models.Q(stricter_because="")),
                name="decree_tightens_with_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.level}"

    @property
    def is_tighter(self) -> bool:
        return is_tighter(self.level, self.level_above)

    @property
    def standing(self) -> Standing:
        return Standing(self.level, self.edition)


class Excess(models.Model):
    """Something that goes further than the rules and is known to: by whose authority and why (超出规定的做法).

    It is accounted for in public and outlives the response, so its free text is locked by the standing ring.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="excesses", verbose_name=_("response"))
    kind = models.CharField(_("what goes further"), max_length=40, choices=EXCESS_KINDS)
    area_path = PathField(_("area"), blank=True, default="")
    unit_path = PathField(_("unit"), blank=True, default="")
    """The unit for which it was raised, where the grant was over a unit."""
    authority = models.CharField(_("authority"), max_length=80)
    document = models.CharField(_("deciding document"), max_length=80)
    because = EncryptedText(_("why it goes further"), longest=200)
    from_at = models.DateTimeField(_("since"), default=now)
    raised_by = models.CharField(_("raised by"), max_length=80, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    ended_by = models.CharField(_("ended by"), max_length=80, blank=True, editable=False)

    class Meta:
        verbose_name = _("excess over the rules")
        ordering = ["-from_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by="") | ~models.Q(ended_by=""), name="excess_ended_by_somebody"
            )
        ]
        indexes = [models.Index(fields=["area_path", "from_at"], name="excess_by_area")]

    def __str__(self) -> str:
        return f"{self.kind} {self.from_at:%F}"
