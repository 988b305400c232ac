from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "orgs",
    no_unit=_("You belong to no unit now. Go on duty for one, or ask its secretary to enter you as a member."),
    ended=_("%(name)s has ended; nothing new is entered for it."),
    code_taken=_("The code %(number)s already belongs to %(name)s."),
    too_deep=_("There are at most %(deepest)s levels of units below one another."),
    ends_before_it_begins=_("The last day lies before the first."),
    members_still_there=_("%(count)s of its units are still at work; end them first."),
    grid_post_missing=_("Say whether the member is leader or worker of the grid."),
    not_a_member=_("Only a member of the unit, or somebody with a role in it, can be on duty for it."),
    phone=_("This is no phone number: 11 digits for a mobile, area code and number for a line."),
    member_of_other_unit=_("This member does not belong to the unit."),
    below_itself=_("A unit cannot go below itself."),
    last_day_is_none=_("The last day is today or before, and not before the unit was founded."),
    no_account=_("There is no open account of this login name."),
    unknown_parent=_("There is no unit “%(parent)s” here. Put it in a row above, or found it first."),
    code_taken_here=_("The code %(number)s already belongs to another unit."),
    not_there=_("You may not found units for this area."),
)
