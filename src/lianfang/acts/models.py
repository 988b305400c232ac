"""The columns that every act has."""

from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import ReasonField
from lianfang.response.models import Response
from lianfang.vault.fields import EncryptedText


class KeptActs(models.Manager[Any]):
    """The acts that count: those that were not voided."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(voided_at=None)


class Act(models.Model):
    """Something done, recorded once (记录)."""

    id = models.UUIDField(primary_key=True, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", editable=False)
    area_path = PathField(_("where"))
    unit_path = PathField(_("for which unit"))
    with_units = models.JSONField(_("together with"), default=list, blank=True, editable=False)
    """Paths of the other units of joint work; it is counted once above them all."""
    happened_at = models.DateTimeField(_("happened at"), editable=False)
    raw_happened_at = models.DateTimeField(_("time of the device"), editable=False)
    received_at = models.DateTimeField(_("received at"), default=now, editable=False)
    recorded_by = models.CharField(_("recorded by"), max_length=80, editable=False)
    device = models.CharField(_("device"), max_length=40, blank=True, editable=False)
    recorded_offline = models.BooleanField(_("recorded offline"), default=False, editable=False)
    typed_by = models.CharField(_("typed in from paper by"), max_length=80, blank=True, editable=False)
    would_have_been_refused = ReasonField(_("would have been refused because"), null=True, blank=True, editable=False)
    digest = models.BinaryField(_("digest of the content"), max_length=16, editable=False)
    voided_at = models.DateTimeField(_("voided at"), null=True, blank=True, editable=False)
    voided_by = models.CharField(_("voided by"), max_length=80, blank=True, editable=False)
    void_reason = EncryptedText(_("why voided"), longest=200, blank=True, editable=False)

    kept: ClassVar[models.Manager[Self]] = KeptActs()
    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True

    @property
    def keyring_id(self) -> UUID:
        return self.response_id

    @property
    def is_voided(self) -> bool:
        return self.voided_at is not None


def act_constraints(name: str, *others: models.BaseConstraint) -> list[models.BaseConstraint]:
    """The constraints and checks of an act, to which a child adds its own (Django replaces a parent's list)."""
    return [
        models.CheckConstraint(condition=Q(voided_at__isnull=True) | ~Q(voided_by=""), name=f"{name}_void_has_a_name"),
        models.CheckConstraint(condition=~Q(unit_path=""), name=f"{name}_has_a_unit"),
        *others,
    ]


def act_indexes(name: str) -> list[models.Index]:
    """The indexes by which acts are listed and counted: by area and by unit, in time."""
    return [
        models.Index(fields=["area_path", "happened_at"], name=f"{name}_by_area"),
        models.Index(fields=["unit_path", "happened_at"], name=f"{name}_by_unit"),
        models.Index(fields=["happened_at", "id"], name=f"{name}_by_time"),
    ]
