from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "response",
    none_active=_("No response is active here. The command activates one."),
    not_decided=_("Nothing had been decided about this response at that time."),
    no_such_level=_("Levels run from 1, the gravest, to 4."),
    no_such_edition=_("There is no edition of this code."),
    laxer_than_above=_(
        "The authority above has set level %(above)s; a district may follow or go further, not stay behind."
    ),
    tighter_needs_ground=_("This goes further than level %(above)s set from above. Give the ground; it is counted."),
    needs_paper=_("Name the authority and its document."),
    excess_needs_reason=_("Say why this goes further than the rules; it is counted and stands in the bulletin."),
    excess_elsewhere=_("This area lies outside the response."),
    no_such_excess=_("There is no such excess, or it has ended."),
    review_in_the_past=_("The review day lies in the past. Give a day to come."),
    before_the_last=_("A later decision is already recorded (%(at)s). Decide from a later time."),
    already_active=_("A response is already active for this area. Change its level or edition, or end it first."),
    has_ended=_("This response has ended; nothing more can be decided about it."),
    ends_before_it_began=_("A response cannot end before it began."),
)
