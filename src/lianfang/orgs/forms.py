"""What is typed about units."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.kernel.wording import Reason
from lianfang.orgs.models import GRID_POSTS, UNIT_KINDS, Unit
from lianfang.orgs.selectors import unit_chosen_by, units_of, who_may_serve
from lianfang.territory.forms import AreaField
from lianfang.ui.forms import Digits

PLAIN = {"data-plain": True}


class UnitForm(forms.Form):
    """A unit that is founded or changed."""

    kind = forms.ChoiceField(label=_("kind"), choices=UNIT_KINDS)
    name = forms.CharField(label=pgettext_lazy("of a thing", "name"), max_length=80, widget=forms.TextInput(PLAIN))
    name_en = forms.CharField(label=_("name in English"), max_length=120, required=False, widget=forms.TextInput(PLAIN))
    code = forms.CharField(label=_("code"), max_length=24, required=False, widget=forms.TextInput(PLAIN))
    area_path = AreaField(
        label=_("area it answers for"),
        required=False,
        help_text=_("Name or code of the area. Empty: the same as the unit above."),
    )
    duty_phone = forms.CharField(label=_("duty phone"), max_length=20, required=False, widget=Digits())
    answers_always = forms.BooleanField(label=_("somebody is on duty at every hour"), required=False)
    stated_members = forms.IntegerField(
        label=_("stated number of members"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=_("What the unit itself says; the recorded number stands beside it."),
    )


class NewUnitForm(UnitForm):
    """A unit below another, for good or for the response."""

    for_response = forms.BooleanField(label=_("founded for the response; it ends with it"), required=False)


class MemberForm(forms.Form):
    """A member of a unit."""

    account = forms.CharField(
        label=_("account"),
        max_length=64,
        required=False,
        help_text=_("The login name, if there is one; name and phone then come from it."),
    )
    name = forms.CharField(label=_("name"), max_length=60, required=False)
    phone = forms.CharField(label=_("phone"), max_length=20, required=False, widget=Digits())
    post = forms.CharField(
        label=_("position in the unit"), max_length=40, required=False, widget=forms.TextInput(PLAIN)
    )
    grid_path = AreaField(
        label=_("grid"), required=False, help_text=_("The grid, or the part of one, this member looks after.")
    )
    grid_post = forms.ChoiceField(label=_("role in the grid"), choices=[("", _("none")), *GRID_POSTS], required=False)
    from_on = forms.DateField(label=pgettext_lazy("a day", "from"), required=False, help_text=_("Empty: from today."))
    until_on = forms.DateField(label=_("until"), required=False)

    def clean_account(self) -> User | None:
        login = self.cleaned_data["account"].strip()
        user = User.objects.filter(username=login, is_active=True).first() if login else None
        if login and user is None:
            raise forms.ValidationError(str(Reason.of("orgs.no_account")))
        return user

    def as_member(self) -> dict[str, Any]:
        """The keywords of `add_member`."""
        given = dict(self.cleaned_data)
        return {"user": given.pop("account"), **given}


class LastDayForm(forms.Form):
    """The last day of a membership, a responsibility or a unit."""

    on = forms.DateField(label=_("last day"), required=False, help_text=_("Empty: today."))


class ChargeForm(forms.Form):
    """A unit, or one of its members, answers for a place."""

    area_path = AreaField(label=_("place it answers for"), help_text=_("Its name, its code or its whole line."))
    member = forms.ChoiceField(label=_("member"), required=False)
    from_on = forms.DateField(label=pgettext_lazy("a day", "from"), required=False, help_text=_("Empty: from today."))

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [("", _("the unit as a whole")), *members]  # type: ignore[attr-defined]


class GoOnDutyForm(forms.Form):
    """For which unit somebody goes on duty, and at which number."""

    unit = forms.ChoiceField(label=_("on behalf of"))
    phone = forms.CharField(
        label=_("phone on duty"),
        max_length=20,
        required=False,
        widget=Digits(),
        help_text=_("It stands on the card of everything handed to the unit. Empty: the number of your account."),
    )

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(unit.pk), str(unit)) for unit in units]  # type: ignore[attr-defined]


class SetDutyForm(forms.Form):
    """Who is put on duty for a unit."""

    user = forms.ModelChoiceField(label=_("who"), queryset=User.objects.none())
    phone = forms.CharField(label=_("phone on duty"), max_length=20, required=False, widget=Digits())

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = who_may_serve(unit)
        field: Any = self.fields["user"]
        field.queryset = User.objects.filter(pk__in=[user.pk for user in people])
        field.label_from_instance = lambda user: f"{user.name} ({user.username})"


def offer_units(form: forms.Form, actor: Actor) -> None:
    """Let somebody with several units say for which an act is done; whoever has one is not asked."""
    units = units_of(actor)
    if len(units) > 1:
        choices = [(str(unit.pk), str(unit)) for unit in units]
        form.fields["for_unit"] = forms.ChoiceField(label=_("on behalf of"), choices=choices, initial=choices[0][0])


def unit_in(form: forms.Form, actor: Actor) -> Unit:
    """The unit of a form that was offered units. Raises Refused where the actor has none."""
    return unit_chosen_by(actor, form.cleaned_data.get("for_unit"))
