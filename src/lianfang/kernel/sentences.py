"""The sentences every module may use."""

from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "kernel",
    not_found=_("There is nothing here, or nothing that you may see."),
    invalid=_("Some of what was entered cannot be accepted; the fields say why."),
    required=_("Fill this in."),
    changed_meanwhile=_("Somebody else changed this in the meantime; look at it again."),
)
