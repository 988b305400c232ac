"""The sentences every module may use."""

from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "kernel",
    out_of_reach=_("A date or a number lies so far away that nothing can be reckoned with it. Look at it again."),
    not_found=_("There is nothing here, or nothing that you may see."),
    invalid=_("Some of what was entered cannot be accepted; the fields say why."),
    required=_("Fill this in."),
    not_between=_("%(value)s cannot be: from %(least)s to %(most)s is possible."),
    days_reversed=_("This is before the day it follows. Check both."),
    too_long=_("At most %(longest)s characters; this has %(length)s."),
    not_a_choice=_("Choose one of the list: %(choices)s."),
    not_a_number=_("Write a number, such as 36.5 or 3."),
    not_a_day=_("Write a day as 2022-03-24."),
    not_a_moment=_("Write a day and time as 2022-03-24 16:00."),
    not_yes_or_no=_("Answer yes or no."),
    not_a_list=_("Several answers stand in a list."),
    not_a_stay=_(
        "A stay is a place, its first and its last day; the last is not before the first and not in the future."
    ),
    unknown_ask=_("%(names)s is not asked here. Leave it out, or look at how the sheet names it."),
    plate_wrong=_("This is no number plate. Write it as it stands there, such as 辽F12345."),
    changed_meanwhile=_("Somebody else changed this in the meantime; look at it again."),
)
