"""For whom a phone is enrolled."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.sync.selectors import people_to_enrol


class PairingForm(forms.Form):
    user = forms.ModelChoiceField(queryset=User.objects.none(), label=_("whose phone"))
    label = forms.CharField(
        label=_("which phone"),
        max_length=60,
        help_text=_("As it is told apart from others, such as: black phone of the east gate."),
        widget=forms.TextInput({"data-plain": True}),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["user"]
        people.queryset = people_to_enrol(actor)
        people.label_from_instance = lambda user: f"{user.name or user.username} ({user.username})"
