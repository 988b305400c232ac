from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "vault",
    file_gone=_("This file is no longer kept; files with personal data are removed after seven days."),
)
