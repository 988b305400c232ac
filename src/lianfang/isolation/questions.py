"""What is asked at a door or by phone of somebody observed at home; the visit form asks it with the household's other questions."""

from django.utils.translation import gettext_lazy as _

from lianfang.isolation.models import SYMPTOMS
from lianfang.tasks.catalogue import AnswerKind, Question, register

TEMPERATURE = register(Question("isolation.temperature", _("What is your temperature now?"), AnswerKind.TEMPERATURE))
HAS_SYMPTOMS = register(
    Question(
        "isolation.symptoms",
        _("Which of these do you have?"),
        AnswerKind.CHOICES,
        choices=tuple((str(code), name) for code, name in SYMPTOMS),
        required=False,
    )
)
ASKED = (TEMPERATURE.code, HAS_SYMPTOMS.code)
