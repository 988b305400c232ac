from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "acts",
    in_the_future=_("This time has not come yet. Check the clock of the device."),
    no_such_kind=_("There is no kind of record named %(kind)s. The list of sheets names them."),
    id_taken=_("Another record already has this id. Both are kept; a person decides which holds."),
)
