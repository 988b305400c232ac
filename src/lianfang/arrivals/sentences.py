from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "arrivals",
    verify=_("An arrival was reported. Verify it with the person."),
    was_in_high=_("Was in %(place)s, a high-risk area, within the last %(days)s days."),
    was_in_medium=_("Was in %(place)s, a medium-risk area, within the last %(days)s days."),
    was_in_low=_("Was in %(place)s, a low-risk area, within the last %(days)s days."),
    nothing_noted=_("Was in no noted risk area within the last %(days)s days. Nothing more is asked."),
    too_often=_("This connection has sent many reports in the last hour. Try again in an hour, or call the community."),
    in_the_past=_("This lies more than a day in the past. Enter when you arrive or arrived today."),
    too_far_ahead=_("This is more than 60 days ahead. Report when the date is nearer."),
    id_or_phone=_("Enter an ID number or a phone number, so that the community can reach the person."),
    visit_needs_place=_("Name the place of this stay, or leave the row empty."),
    visit_needs_day=_("Enter from which day on you were there."),
    visit_ends_early=_("This stay ends before it begins."),
    visit_in_the_future=_("This day has not come yet."),
    closed=_("This arrival is closed already."),
    no_unit=_("No unit answers for this place. Choose another one."),
    identity_needed=_("Check the name with the person, or on the ID card."),
    left_first=_("The day of coming back lies before the day of leaving."),
    no_rules=_("The edition in force asks nothing of arrivals; a measure cannot be proposed from here."),
)
