from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "risk",
    ends_before_it_begins=_("The end lies before the beginning."),
    no_such_level=_("Levels are high, medium and low."),
    no_such_width=_("How wide the place is: from a whole county down to a building."),
    not_a_code=_("A division code has 2, 4, 6, 9 or 12 digits."),
    needs_a_name=_("Name the place in full, from the city down."),
    needs_a_source=_("Name who announced it."),
    exposed_after_the_end=_("Being there counts from a day after the end."),
    too_fine=_("This names a door. What is published is never finer than a building."),
    finer_than_edition=_("The edition in force lets nothing finer than %(smallest)s be published."),
    has_ended=_("This risk area has ended; enter a new one."),
)
