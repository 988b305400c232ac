from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianfang.codes.rules import LENGTH
from lianfang.kernel.clock import now


class Code(models.Model):
    """What a code stands for: one thing of one kind (编码). Printed once, it stays that thing's code."""

    text = models.CharField(pgettext_lazy("on a label", "code"), max_length=LENGTH, primary_key=True, editable=False)
    subject_kind = models.CharField(_("kind"), max_length=40, editable=False)
    subject_id = models.UUIDField(_("of what"), editable=False)
    made_at = models.DateTimeField(_("made at"), default=now, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("on a label", "code")
        constraints = [models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="code_once")]

    def __str__(self) -> str:
        return self.text
