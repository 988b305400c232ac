"""The sentences of setting a place up."""

from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "project",
    not_empty=_("This database holds areas already. A demonstration is built only into an empty one."),
)
