from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.models import User
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.paths import PathField
from lianfang.kernel.wording import Reason, labels
from lianfang.messaging.rules import ChannelKind, DeliveryState
from lianfang.vault.fields import EncryptedText

CHANNEL_KINDS = labels(
    ChannelKind,
    MAIL=_("mail"),
    WECOM=_("WeCom group robot"),
    DINGTALK=_("DingTalk group robot"),
    FEISHU=_("Feishu group robot"),
    SMS=_("text message"),
    FILE=_("file"),
)
SAID = frozenset({"no_answer", "not_understood", "throttled", "refused", "status", "no_gateway", "not_a_robot"})
"""Errors that have a sentence."""
DELIVERY_STATES = labels(DeliveryState, WAITING=_("not sent yet"), SENT=_("sent"), DEAD=_("given up"))


class Message(models.Model):
    """Something a unit or a user should know (消息): a code with parameters and a link, no personal data."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(_("at"), default=now)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("for whom"))
    unit_path = PathField(_("unit told"), blank=True, default="")
    code = models.CharField(_("what"), max_length=60)
    params = models.JSONField(_("parameters"), default=dict)
    link = models.CharField(_("link"), max_length=200, blank=True)
    sent_by = models.CharField(_("sent from"), max_length=80)

    class Meta:
        verbose_name = _("message")
        indexes = [
            models.Index(fields=["unit_path", "at"], name="message_for_unit"),
            models.Index(fields=["user", "at"], name="message_for_user"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(user__isnull=True) ^ Q(unit_path=""), name="message_unit_or_user")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.at:%F %H:%M}"

    @property
    def reason(self) -> Reason:
        return Reason(self.code, self.params)


class Noticed(models.Model):
    """Somebody opened a message in the program (已读)."""

    id = models.BigAutoField(primary_key=True)
    message = models.ForeignKey(Message, models.CASCADE, related_name="noticed", verbose_name=_("message"))
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("by whom"))
    at = models.DateTimeField(_("at"), default=now)

    class Meta:
        verbose_name = _("message read")
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="noticed_once")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.at:%F %H:%M}"


class Channel(models.Model):
    """Where a unit or a user is reached outside the program (通知渠道)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=CHANNEL_KINDS)
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("of whom"))
    unit_path = PathField(_("of which unit"), blank=True, default="")
    address = EncryptedText(_("where to send"), longest=400)
    """A mail address, a phone number or the url of a robot with its secret."""
    language = models.CharField(_("language"), max_length=8, default="zh-hans")
    is_active = models.BooleanField(_("in use"), default=True)
    created_at = models.DateTimeField(_("created at"), default=now, editable=False)

    class Meta:
        verbose_name = _("channel")
        indexes = [models.Index(fields=["unit_path"], name="channel_of_unit")]
        constraints = [
            models.CheckConstraint(condition=Q(user__isnull=True) ^ Q(unit_path=""), name="channel_unit_or_user")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_path or self.user_id}"


class Delivery(models.Model):
    """One message on one channel (投递)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message = models.ForeignKey(Message, models.CASCADE, related_name="deliveries", verbose_name=_("message"))
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="+", verbose_name=_("channel"))
    state = models.CharField(_("state"), max_length=8, choices=DELIVERY_STATES, default=DeliveryState.WAITING.value)
    attempts = models.PositiveSmallIntegerField(_("failed attempts"), default=0)
    next_at = models.DateTimeField(_("next try at"), default=now)
    error = models.CharField(_("last error"), max_length=80, blank=True)
    """The code of an error, never its text, which may hold an address."""
    done_at = models.DateTimeField(_("done at"), null=True)

    class Meta:
        verbose_name = _("delivery")
        indexes = [models.Index(fields=["state", "next_at"], name="delivery_due")]
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="delivery_once")]

    def __str__(self) -> str:
        return f"{self.state} {self.message_id}"

    @property
    def why_not(self) -> str:
        """The last error in words, or its code where it is one of the program's own."""
        kind, _colon, code = self.error.partition(":")
        return str(Reason.of(f"messaging.{kind}", number=code)) if kind in SAID else self.error
