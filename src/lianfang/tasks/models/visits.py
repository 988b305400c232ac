from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianfang.acts.models import Act, act_constraints, act_indexes
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.kernel.wording import labels
from lianfang.people.models import Household, Person
from lianfang.response.models import Response
from lianfang.tasks.rules import Channel, Reached
from lianfang.vault.fields import EncryptedText

CHANNELS = labels(Channel, DOOR=_("at the door"), PHONE=_("by phone"), COUNTER=_("at the counter"))
OUTCOMES = labels(
    Reached,
    REACHED=_("reached"),
    NOT_AT_HOME=_("not at home"),
    REFUSED=_("turned away"),
    MOVED=_("moved away"),
    EMPTY=_("nobody lives there"),
)


class Visit(Act):
    """One knock or call that answers all open tasks of a household (一次敲门)."""

    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("household")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    """Set where somebody without a household was visited or called."""
    channel = models.CharField(_("how"), max_length=8, choices=CHANNELS, default=Channel.DOOR.value)
    outcome = models.CharField(_("outcome"), max_length=12, choices=OUTCOMES)
    note = EncryptedText(_("note"), longest=300, blank=True)

    class Meta:
        verbose_name = _("visit or call")
        constraints = act_constraints("visit")
        indexes = act_indexes("visit")


class Answer(models.Model):
    """An answer to a question of the catalogue, kept for as long as it is valid (回答)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="+", verbose_name=_("response"))
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="answers", verbose_name=_("visit"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+", verbose_name=_("household"))
    question = models.CharField(_("question"), max_length=60)
    value = EncryptedText(_("answer"), longest=300)
    purpose = models.CharField(_("asked for"), max_length=20)
    """The purpose of the task that asked; another purpose may use it only where the question says so."""
    answered_at = models.DateTimeField(_("answered at"), default=now)
    valid_until = models.DateTimeField(_("valid until"), null=True)

    class Meta:
        verbose_name = _("answer")
        indexes = [
            models.Index(fields=["person", "question", "answered_at"], name="answer_of_person"),
            models.Index(fields=["household", "question", "answered_at"], name="answer_of_household"),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def keyring_id(self) -> UUID:
        return self.response_id
