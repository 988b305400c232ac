"""The chip about duty that every page bears."""

from django.urls import reverse
from django.utils.translation import gettext as _

from lianfang.accounts.actors import Actor
from lianfang.orgs.access import GO_ON_DUTY
from lianfang.orgs.selectors import duty_of
from lianfang.ui.parts import Chip


def duty_line(actor: Actor) -> Chip | None:
    """For which unit somebody is on duty; that they are not, if they could be; None for everybody else."""
    if not actor.may_somewhere(GO_ON_DUTY):
        return None
    duty = duty_of(actor)
    if duty is None:
        return Chip(_("not on duty"), reverse("orgs:duty"), "")
    return Chip(_("on duty for %(unit)s") % {"unit": duty.unit}, reverse("orgs:duty"), "done")
