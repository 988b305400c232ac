from django.db import models
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.measures.models.measures import Measure
from lianfang.response.models import Response


class Link(models.Model):
    """What every personal link has (个人链接): it expires, is revoked, and the database holds a keyed hash of its token."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+")
    token_hash = models.BinaryField(_("hash of the token"), max_length=32, unique=True)
    issued_at = models.DateTimeField(_("issued at"), default=now)
    issued_by = models.CharField(_("link issued by"), max_length=80)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    hour = models.DateTimeField(_("hour of the last use"), null=True)
    uses_in_hour = models.PositiveSmallIntegerField(_("uses in that hour"), default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.issued_at:%F %H:%M}"


class PersonalLink(Link):
    """A link to one's own measure, without an account."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="links", verbose_name=_("measure"))

    class Meta:
        verbose_name = _("personal link")
        indexes = [models.Index(fields=["measure", "revoked_at"], name="link_of_measure")]
