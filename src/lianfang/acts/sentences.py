from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "acts",
    in_the_future=_("This time has not come yet. Check the clock of the device."),
    no_such_kind=_("There is no kind of record named %(kind)s. The list of sheets names them."),
    not_by_table=_("Records of this kind come one by one; a table cannot say what they are about."),
    about_unknown=_(
        "%(about)s: nothing of this name is known here, or it is not yours to record. Compare the spelling."
    ),
    id_taken=_("Another record already has this id. Both are kept; a person decides which holds."),
)
