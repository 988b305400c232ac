from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "codes",
    not_a_code=_("“%(text)s” is not a code, or a character was misread. Read it again or type it."),
    so_many_labels=_("From 1 to %(most)s labels at once."),
    unknown=_("Nothing of this kind has the code %(text)s. Check that it is the code of this place."),
)
