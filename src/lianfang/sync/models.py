from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.models import User
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import ReasonField
from lianfang.sync.purposes import every_door, names_of
from lianfang.vault.fields import EncryptedText
from lianfang.vault.rings import STANDING


class SharedPhone(models.Model):
    """A phone that the people of a unit use in turn (共用手机), as at a post; each has a PIN, keys and a device of their own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit_path = PathField(_("unit that uses it"))
    label = models.CharField(_("which phone"), max_length=60)
    doors = models.JSONField(_("for what it may be used"), default=every_door)
    made_by = models.CharField(_("enrolled by"), max_length=80)
    made_at = models.DateTimeField(_("enrolled at"), default=now)
    ended_at = models.DateTimeField(_("revoked at"), null=True)
    ended_by = models.CharField(_("revoked by"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("shared phone")
        indexes = [models.Index(fields=["unit_path"], name="shared_phone_by_unit")]

    def __str__(self) -> str:
        return self.label


class Pairing(models.Model):
    """A code by which one phone becomes somebody's, once and for a quarter of an hour (配对码)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("for which account"))
    label = models.CharField(_("which phone"), max_length=60)
    shared = models.ForeignKey(SharedPhone, models.PROTECT, null=True, related_name="+", verbose_name=_("shared phone"))
    doors = models.JSONField(_("for what it may be used"), default=every_door)
    code_digest = models.BinaryField(_("digest of the code"), max_length=32)
    made_by = models.CharField(_("made by"), max_length=80)
    made_at = models.DateTimeField(_("made at"), default=now)
    expires_at = models.DateTimeField(_("expires at"))
    used_at = models.DateTimeField(_("used at"), null=True)

    class Meta:
        verbose_name = _("pairing code")
        constraints = [models.UniqueConstraint(fields=["code_digest"], name="pairing_code_once")]

    def __str__(self) -> str:
        return self.label


class Device(models.Model):
    """A phone that is enrolled for somebody (登记设备); a shared one is a device for each of its people.

    Its tokens stand here as digests, its PIN nowhere.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("in the hands of"))
    label = models.CharField(_("which phone"), max_length=60)
    shared = models.ForeignKey(
        SharedPhone, models.PROTECT, null=True, related_name="devices", verbose_name=_("shared phone")
    )
    doors = models.JSONField(_("for what it may be used"), default=every_door)
    """Codes of `purposes.Purpose`: what it may carry and hand in, and nothing else."""
    digest = models.BinaryField(_("digest of the token"), max_length=32)
    delivery_digest = models.BinaryField(_("digest of the token for handing in"), max_length=32)
    """Of a second token, which a phone keeps outside the PIN: with it sealed records can be delivered, and nothing read."""
    enrolled_by = models.CharField(_("enrolled by"), max_length=80)
    enrolled_at = models.DateTimeField(_("enrolled at"), default=now)
    seen_at = models.DateTimeField(_("last contact"), null=True)
    clock_ahead = models.IntegerField(_("its clock is ahead by, seconds"), default=0)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revoked_by = models.CharField(_("revoked by"), max_length=80, blank=True)
    handed_in_at = models.DateTimeField(_("handed in after that"), null=True)

    class Meta:
        verbose_name = _("phone")
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="device_by_token"),
            models.UniqueConstraint(fields=["delivery_digest"], name="device_by_delivery"),
        ]
        indexes = [models.Index(fields=["user"], name="device_of_user")]

    def __str__(self) -> str:
        return self.label

    @property
    def purposes(self) -> list[str]:
        """What it is for, in words."""
        return names_of(self.doors)

    @property
    def code(self) -> str:
        """As acts and the audit log name it."""
        return f"device:{self.pk.hex}"


class Held(models.Model):
    """Which state of its slice a phone was sent (水位): versions by key, no content."""

    device = models.OneToOneField(Device, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("phone"))
    states = models.JSONField(_("states by watermark"), default=dict)
    """The last two, because the answer with the newer one may never have arrived."""
    sent_at = models.DateTimeField(_("slice sent at"), default=now)

    class Meta:
        verbose_name = _("state of a slice")

    def __str__(self) -> str:
        return f"{self.device_id}"


class Tray(models.Model):
    """A record that could not be taken (待更正记录): kept as it came until it is mended or its days are over."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record_id = models.UUIDField(_("id of the record"))
    device = models.ForeignKey(Device, models.PROTECT, related_name="+", verbose_name=_("phone"))
    kind = models.CharField(_("kind"), max_length=60)
    received_at = models.DateTimeField(_("received at"), default=now)
    because = ReasonField(_("because"))
    content = EncryptedText(_("as it came"), longest=20_000)
    settled_at = models.DateTimeField(_("mended at"), null=True)

    class Meta:
        verbose_name = _("rejected record")
        constraints = [models.UniqueConstraint(fields=["device", "record_id"], name="tray_once")]
        indexes = [models.Index(fields=["settled_at", "received_at"], name="tray_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.received_at:%F %H:%M}"

    @property
    def keyring_id(self) -> UUID:
        return STANDING
