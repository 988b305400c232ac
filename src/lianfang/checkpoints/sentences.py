from django.utils.translation import gettext_lazy as _

from lianfang.checkpoints.rules import Decision
from lianfang.kernel.wording import label_of, sentences, show_parameter

sentences(
    "checkpoints",
    fever=_("The second reading is %(at)s °C or above: bring to the fever clinic."),
    symptoms=_("Has symptoms the protocol names."),
    nothing_noted=_("No fever, no symptoms, in no noted area."),
    was_in_high=_("Was in %(place)s (high risk) within the last %(days)s days."),
    was_in_medium=_("Was in %(place)s (medium risk) within the last %(days)s days."),
    was_in_low=_("Was in %(place)s (low risk) within the last %(days)s days."),
    lives_here=_("Was in %(place)s within %(days)s days; lives here and is not turned back."),
    second_reading=_(
        "The first reading shows a fever. Let the traveller rest and read again after %(minutes)s minutes."
    ),
    own_resident=_("Somebody who lives in the district is never turned back. Hand over to the community instead."),
    ill_turned_back=_("Somebody who is ill is never turned back. Bring them to the fever clinic."),
    no_turning_back=_("The edition in force turns nobody back."),
    proposed=_("Proposed: %(decision)s"),
    override_reason=_("Say why you decide otherwise than proposed."),
    impossible_temperature=_("%(value)s °C cannot be: read the thermometer again. It must be between 34.0 and 43.0."),
    plate_wrong=_("This is not a number plate. It begins with a province (辽), then a letter; 临 for a temporary one."),
    unknown_place=_(
        "No community of this name is known here. Choose one from the list, or leave it empty and write the address."
    ),
    destination_missing=_("Say which community they go to; it has to receive them."),
    post_closed=_("This post is not open now. Its document covers another time."),
    nothing_counted=_("Count at least one vehicle or one person."),
    occupants_wrong=_("Count everybody on board: at least %(least)s, at most 2000."),
    too_many=_("At most %(most)s at once."),
    told_before=_("Say where they come from or go to; that place is told."),
    no_rules=_("The edition in force says nothing about posts; nobody can be stopped by it."),
    needs_document=_("Name the document that approves the post."),
    ends_before_it_begins=_("The end must come after the beginning."),
    unknown_unit=_("No unit of the name “%(name)s” is at work. Choose it from the list."),
    partner_wrong=_("The unit in charge of the post stands here already, or one of these units has ended."),
    no_direction=_("Say whether it went in or out."),
    cannot_undo=_("There is nothing of yours left to take back: only the last %(minutes)s minutes."),
    own_shift=_("Whoever hands a shift over cannot take it over as well. The arriving crew signs."),
    nobody_took_over=_("Nobody has taken over the shift at %(post)s. Find out who comes, and let them sign."),
    shift_unknown=_("Which shift is taken over cannot be read."),
    shift_empty=_("Nothing is handed over: state the counts, the kit or what is open."),
    sent_on=_("Stopped at the post %(post)s."),
    sent_on_already=_(
        "Somebody was sent on from this stop, so it is not taken back here. Put right what is wrong at the hand-over."
    ),
    help_called=_("The post %(post)s calls for help."),
    otherwise_on_phone=_(
        "The phone proposed: %(on_phone)s. The edition and the risk areas in force then propose: %(in_force)s."
    ),
)


def _decision(code: str) -> str:
    return label_of(Decision(code)) if code in set(Decision) else str(_("a second reading first"))


show_parameter("on_phone", _decision)
show_parameter("in_force", _decision)
