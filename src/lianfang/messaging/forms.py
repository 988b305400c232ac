from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from lianfang.kernel.identifiers import IdentifierError, parse_phone
from lianfang.kernel.wording import Reason
from lianfang.messaging.models import CHANNEL_KINDS
from lianfang.messaging.robots import MAKERS, is_robot
from lianfang.messaging.rules import ChannelKind


class ChannelForm(forms.Form):
    """A way to reach a unit."""

    unit = forms.ChoiceField(label=_("Unit"))
    kind = forms.ChoiceField(label=_("By what"), choices=CHANNEL_KINDS)
    address = forms.CharField(
        label=_("Address"),
        max_length=400,
        help_text=_(
            "A mail address, a phone number, the web address of a group robot (and its secret after a space, where it "
            "signs), or the name of a file."
        ),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: object, units: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["unit"].choices = units  # type: ignore[attr-defined]

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip()
        kind = self.cleaned_data.get("kind")
        if kind == ChannelKind.MAIL:
            _must_be_mail(address)
        elif kind == ChannelKind.SMS:
            return _phone(address)
        elif kind in MAKERS and not is_robot(ChannelKind(str(kind)), address):
            raise ValidationError(str(Reason.of("messaging.not_a_robot")))
        return address


def _must_be_mail(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(str(Reason.of("messaging.not_a_mail"))) from None


def _phone(address: str) -> str:
    try:
        return parse_phone(address).number
    except IdentifierError:
        raise ValidationError(str(Reason.of("messaging.not_a_phone"))) from None
