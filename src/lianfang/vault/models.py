from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.vault.fields import EncryptedText


class Keyring(models.Model):
    """A ring whose key lies in the key file (密钥环): its beginning and its end, never the key."""

    id = models.UUIDField(primary_key=True, editable=False)
    created_at = models.DateTimeField(_("made at"), default=now)
    destroyed_at = models.DateTimeField(_("destroyed at"), null=True)

    class Meta:
        verbose_name = _("keyring")

    def __str__(self) -> str:
        return str(self.id)


class SealedFile(models.Model):
    """An uploaded or prepared file with personal data, encrypted at rest, for a few days (加密文件)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ring = models.UUIDField(_("keyring"), editable=False)
    name = EncryptedText(_("file name"), longest=200, blank=True)
    purpose = models.CharField(_("purpose"), max_length=40)
    kept_by = models.CharField(_("kept by"), max_length=80)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    """Bytes of the content, before it was locked."""
    kept_at = models.DateTimeField(_("kept at"), default=now)
    expires_at = models.DateTimeField(_("gone at"))

    class Meta:
        verbose_name = _("sealed file")
        indexes = [models.Index(fields=["expires_at"], name="sealed_file_by_end")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def keyring_id(self) -> UUID:
        return self.ring
