from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import labels
from lianfang.people.rules import Sex
from lianfang.response.models import Response
from lianfang.vault import rings
from lianfang.vault.fields import EncryptedDate, EncryptedText, KeyedIndex

SEXES = labels(Sex, MALE=_("male"), FEMALE=_("female"), UNKNOWN=_("not known"))


class Household(models.Model):
    """A door behind which people live (住户). Area and door are clear; the street address is not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField(_("area"))
    door = models.CharField(_("door"), max_length=30)
    """As it stands on the door within the building: 3-2-601."""
    address = EncryptedText(_("address"), longest=200, blank=True)
    is_occupied = models.BooleanField(_("lived in"), default=True)
    created_at = models.DateTimeField(_("created at"), default=now, editable=False)

    class Meta:
        verbose_name = _("household")
        indexes = [models.Index(fields=["area_path", "door"], name="household_by_door")]

    def __str__(self) -> str:
        return self.door


class Person(models.Model):
    """Somebody, once (人员). In the standing register if ``response`` is empty, else met by that response."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("household")
    )
    area_path = PathField(_("area"), blank=True, default="")
    name = EncryptedText(_("name"), longest=60)
    id_number = EncryptedText(_("ID number"), longest=18, blank=True)
    phone = EncryptedText(_("phone"), longest=30, blank=True)
    birth_date = EncryptedDate(_("date of birth"), blank=True)
    address = EncryptedText(_("address"), longest=200, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=SEXES, default=Sex.UNKNOWN.value)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    id_key = KeyedIndex(source="id_number", kind="id")
    phone_key = KeyedIndex(source="phone", kind="phone")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    gone_at = models.DateTimeField(_("no longer here since"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), default=now, editable=False)

    class Meta:
        verbose_name = _("person")
        indexes = [
            models.Index(fields=["area_path", "id"], name="person_by_area"),
            models.Index(fields=["id_key"], name="person_by_id_number"),
            models.Index(fields=["phone_key"], name="person_by_phone"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def keyring_id(self) -> UUID:
        return self.response_id or rings.STANDING


class NameToken(models.Model):
    """A keyed token of a part of somebody's name, for search (姓名检索标记)."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    token = models.BigIntegerField(_("token"))

    class Meta:
        verbose_name = _("token of a name")
        constraints = [models.UniqueConstraint(fields=["token", "person"], name="token_once")]
        indexes = [models.Index(fields=["person"], name="tokens_of_person")]

    def __str__(self) -> str:
        return str(self.token)
