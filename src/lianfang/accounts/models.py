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
    must_change_password = models.BooleanField(_("must choose a password"), default=False, editable=False)
    created_by = models.CharField(_("created by"), max_length=80, blank=True, editable=False)
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
    area_path: "models.CharField[str | None, str | None]" = PathField(_("area"), null=True)  # type: ignore[assignment,misc]
    unit_path: "models.CharField[str | None, str | None]" = PathField(_("unit"), null=True)  # type: ignore[assignment,misc]
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

    @property
    def holds_now(self) -> bool:
        return self.starts_at <= now() and (self.ends_at is None or self.ends_at > now())


class ApiToken(models.Model):
    """A key with which a program acts as a user (接口令牌): shown once, kept as a digest, ends by itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens", verbose_name=_("user"))
    name = EncryptedText(_("what it is for"), longest=60)
    digest = models.BinaryField(_("digest of the token"), max_length=32, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"), default=now, editable=False)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("API token")

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > now()
