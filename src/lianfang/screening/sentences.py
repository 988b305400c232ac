from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "screening",
    tries_wrong=_("Between %(least)s and %(most)s visits."),
    impossible_temperature=_("%(value)s °C cannot be: read the thermometer again. It must be between 34.0 and 43.0."),
    ends_before_it_begins=_("The end must come after the beginning."),
    end_has_passed=_("The end has passed already."),
    no_doors=_(
        "There is no door here for such a round. Households come from an imported list, workplaces from the areas."
    ),
    no_unit=_("No unit answers for this area."),
    unknown_question=_("Choose questions of the catalogue that everybody may ask."),
    lines_unknown=_("%(number)s lines mean no household of this area, or several: line %(lines)s ..."),
    lists_are_of_households=_("A list, or what another round has left, is of households."),
    no_households_here=_("This round goes to workplaces; a household found belongs to a round of households."),
    not_here=_("This place does not lie in the area of the round."),
    round_closed=_("The round was closed before this visit."),
    not_begun=_("The round had not begun at the time of this visit."),
    nobody_spoken_to=_("Only where somebody was spoken to can this be known. Choose “spoken to”, or take it out."),
    say_what=_("Say what it is: a temperature or a symptom."),
    say_which_need=_("Say with what."),
    not_of_the_catalogue=_("This question is not asked in this round."),
    not_yours=_("Only whoever recorded a visit, or who leads the round, can correct it."),
    corrected_already=_("This record has been corrected already."),
    not_two_versions=_("There are no two versions to decide about."),
    unwell_found=_("%(number)s unwell found in the round %(round)s."),
    help_wanted=_("%(number)s in need of help found in the round %(round)s."),
    urgent_found=_("Help needed at once, found in the round %(round)s."),
    tell_round=_("A screening round has begun: %(doors)s doors are yours."),
    nothing_waits=_("Nothing waits here any more."),
)
