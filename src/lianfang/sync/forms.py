"""For whom a phone is enrolled, and for what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.accounts.places import find_units
from lianfang.kernel.wording import Reason
from lianfang.sync.purposes import EVERY, PURPOSES, Purpose
from lianfang.sync.selectors import people_to_enrol
from lianfang.ui.forms import TickCards


class PersonForm(forms.Form):
    """Somebody for whom a phone may be enrolled."""

    user = forms.ModelChoiceField(queryset=User.objects.none(), label=_("whose phone"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["user"]
        people.queryset = people_to_enrol(actor)
        people.label_from_instance = lambda user: f"{user.name or user.username} ({user.username})"


class WhichPhone(forms.Form):
    """Which phone it is and what it may be used for."""

    label = forms.CharField(
        label=_("which phone"),
        max_length=60,
        help_text=_("As it is told apart from others, such as: black phone of the east gate."),
        widget=forms.TextInput({"data-plain": True}),
    )
    doors = forms.MultipleChoiceField(
        label=_("for what it may be used"),
        choices=PURPOSES,
        widget=TickCards,
        help_text=_("It carries and hands in what belongs to these, and nothing else."),
    )


class PairingForm(WhichPhone, PersonForm):
    """A phone in the hands of one person."""

    field_order = ["user", "label", "doors"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["doors"].initial = list(EVERY)
        self.fields["doors"].required = False  # a phone for which nothing is said is for everything its person does

    def clean_doors(self) -> list[str]:
        return self.cleaned_data["doors"] or list(EVERY)


class SharedForm(WhichPhone):
    """A phone that the people of a unit use in turn."""

    unit = forms.CharField(
        label=_("unit that uses it"),
        max_length=120,
        help_text=_("Its name, its code or its path, as it stands in the tree."),
    )
    field_order = ["unit", "label", "doors"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["doors"].initial = [Purpose.POST.value]

    def clean_unit(self) -> str:
        """The path of the one unit that was meant."""
        found = find_units(self.cleaned_data["unit"])
        if len(found) != 1:
            raise forms.ValidationError(str(Reason.of("sync.no_such_unit")))
        return found[0].path
