from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "accounts",
    system=_("The program does this by itself, under its own name."),
    no_role_permits=_("None of the roles held now includes this (%(action)s). Whoever manages accounts can give one that does."),
    role_covers=_("The role %(role)s includes this, and its area or unit covers the place."),
    elsewhere=_("The role %(role)s includes this, but for another area or unit."),
)
