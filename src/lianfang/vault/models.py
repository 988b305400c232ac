from django.db import models
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now


class Keyring(models.Model):
    """A ring whose key lies in the key file (密钥环): its beginning and its end, never the key."""

    id = models.UUIDField(primary_key=True, editable=False)
    created_at = models.DateTimeField(_("made at"), default=now)
    destroyed_at = models.DateTimeField(_("destroyed at"), null=True)

    class Meta:
        verbose_name = _("keyring")

    def __str__(self) -> str:
        return str(self.id)
