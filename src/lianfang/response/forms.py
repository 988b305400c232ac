"""The forms by which a response is decided about."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianfang.response.models import EXCESS_KINDS
from lianfang.response.words import LEVELS, editions_to_choose
from lianfang.territory.forms import AreaField
from lianfang.ui.forms import ChoiceCards

PLAIN = {"data-plain": True}
"""Documents and authorities are no personal data; a draft of them may survive a reload."""


class Paper(forms.Form):
    """The authority and its document, without which nothing is decided."""

    authority = forms.CharField(label=_("authority"), max_length=80, widget=forms.TextInput(PLAIN))
    document = forms.CharField(
        label=_("deciding document"), max_length=80, help_text=_("Its number or title."), widget=forms.TextInput(PLAIN)
    )


class DecideForm(Paper):
    """Level and edition, how they stand to what was set from above, and when to look at them again."""

    level = forms.TypedChoiceField(label=_("response level"), choices=LEVELS, coerce=int, widget=ChoiceCards)
    edition = forms.ChoiceField(label=_("protocol edition"))
    level_above = forms.TypedChoiceField(
        label=_("level set from above"),
        choices=[("", _("none was set")), *LEVELS],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("A district may follow or go further with a ground; it cannot stay behind."),
    )
    stricter_because = forms.CharField(
        label=_("ground for going further"), max_length=200, required=False, widget=forms.TextInput(PLAIN)
    )
    review_on = forms.DateField(label=_("to be reviewed on"))
    from_at = forms.DateTimeField(label=_("in force from"), required=False, help_text=_("Empty: from now."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].choices = editions_to_choose()  # type: ignore[attr-defined]

    field_order: tuple[str, ...] = (
        "level",
        "edition",
        "level_above",
        "stricter_because",
        "from_at",
        "review_on",
        "authority",
        "document",
    )


class ActivateForm(DecideForm):
    """The beginning: what it is called and where it holds beside level and edition."""

    from_at = None  # type: ignore[assignment]
    area = AreaField(
        label=_("area"), required=False, help_text=_("Leave it empty where it is the whole area you decide for.")
    )
    started_at = forms.DateTimeField(label=_("active since"), required=False, help_text=_("Empty: from now."))
    name = forms.CharField(label=_("name of the response"), max_length=80, widget=forms.TextInput(PLAIN))
    name_en = forms.CharField(label=_("name in English"), max_length=120, required=False, widget=forms.TextInput(PLAIN))

    field_order: tuple[str, ...] = ("name", "name_en", "area", "started_at", *DecideForm.field_order)


class ExcessForm(Paper):
    """What goes further than the rules, measures for people apart."""

    kind = forms.ChoiceField(label=_("what goes further"), choices=EXCESS_KINDS)
    area = AreaField(
        label=_("where"), required=False, help_text=_("Leave it empty where it is the whole area of the response.")
    )
    because = forms.CharField(
        label=_("why it goes further"),
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("No names of people."),
    )

    field_order: tuple[str, ...] = ("kind", "area", "because", "authority", "document")


class EndForm(Paper):
    """An ending has its paper too."""
