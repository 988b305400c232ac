from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.vault.fields import EncryptedText


class UserManager(BaseUserManager["User"]):
    """Finds users by the name they log in with; creating one is a service."""


class User(AbstractBaseUser):
    """Somebody with an account (用户): staff, never a resident."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(_("login name"), max_length=64, unique=True)
    name = EncryptedText(_("name"), longest=60)
    phone = EncryptedText(_("phone"), longest=20, blank=True)
    is_active = models.BooleanField(_("may log in"), default=True)
    is_demo = models.BooleanField(_("demo account"), default=False, editable=False)
    language = models.CharField(_("language"), max_length=8, blank=True)
    email = models.CharField(_("mail"), max_length=254, blank=True, editable=False)
    """Always empty; the login library asks for the column."""
    created_at = models.DateTimeField(_("created at"), default=now, editable=False)

    USERNAME_FIELD = "username"
    objects = UserManager()

    class Meta:
        verbose_name = _("user")

    def __str__(self) -> str:
        return self.username


class Grant(models.Model):
    """A role given to a user over an area or a unit, for a time (授权)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="grants", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=40)
    area_path = PathField(_("area"), null=True)
    unit_path = PathField(_("unit"), null=True)
    starts_at = models.DateTimeField(_("from"), default=now)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    given_by = models.CharField(_("given by"), max_length=80, editable=False)
    given_at = models.DateTimeField(_("given at"), default=now, editable=False)

    class Meta:
        verbose_name = _("grant")
        indexes = [models.Index(fields=["user", "ends_at"], name="grant_of_user")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(area_path__isnull=True) ^ models.Q(unit_path__isnull=True),
                name="grant_area_or_unit",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.area_path if self.unit_path is None else self.unit_path}"
