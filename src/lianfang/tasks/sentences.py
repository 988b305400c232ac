from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "tasks",
    asked=_("Asked by the responsible unit."),
    reason_withheld=_("Why it was asked is known to those who lead the work."),
    closed_already=_("This task is closed already. Look at it again."),
    state_does_not_allow=_("Its state no longer allows this. Somebody was faster; look at it again."),
    not_on_duty=_("Only somebody on duty at the unit accepts. Go on duty with your phone number first."),
    already_pending=_(
        "This person is already being handed over. Withdraw that hand-over first, or wait for its answer."
    ),
    paper_already_pending=_("The same paper about this person already waits for an answer."),
    same_unit=_("A unit does not hand over to itself."),
    unit_ended=_("This unit has ended. Choose another one."),
    nothing_chosen=_("Nothing was chosen."),
    undone_already=_("This has been taken back already."),
    changed_since=_("Some of these tasks have moved on since; nothing was taken back."),
    still_held=_("A measure still runs for this person. End or release it first."),
    # why lateness rises
    nobody_on_duty=_("Nobody is on duty at the unit that has to answer."),
    not_accepted=_("The hand-over was not accepted in time."),
    not_seen=_("The person was not seen in time."),
    not_arrived=_("The person did not arrive."),
    overdue=_("The task was not done in time."),
    # why a hand-over or a task comes back
    return_not_ours=_("The address is not in our area."),
    return_unknown_address=_("The address cannot be found."),
    return_already_known=_("The person is already being looked after here."),
    return_no_room=_("There is no room or nobody to receive the person."),
    return_wrong_data=_("The data are wrong."),
    return_other=_("Another reason; see the note."),
    withdrawn=_("The sender withdrew it."),
    # tasks that follow
    seen_decide=_("The person was seen. Decide whether a measure is proposed or nothing more is needed."),
    handed_over=_("The person was handed over to this unit."),
    out_of_range=_("Between %(least)s and %(most)s, please."),
    not_a_number=_("Write a number."),
    not_a_phone=_("This is not a phone number. A mobile number has 11 digits."),
    not_a_date=_("Write a date as 2026-03-24."),
    not_a_choice=_("Choose one of the answers."),
    not_a_stay=_("Each place needs the day from which they were there."),
    stay_days=_("A stay ends after it begins, and neither lies in the future."),
    from_outside=_("Handed over from outside the district."),
    file_not_understood=_("This file is neither JSON nor CSV. Ask the sender for the file their Lianfang writes."),
    file_of_another_kind=_("This file is no hand-over (%(format)s). Choose the file that came with the letter."),
    not_a_time=_("This time cannot be read. It stands as 2026-03-24T16:00."),
    # messages
    tell_sent=_("A hand-over waits for your unit's answer."),
    tell_accepted=_("A hand-over you sent was accepted."),
    tell_returned=_("A hand-over you sent came back. Decide again."),
    tell_withdrawn=_("A hand-over to your unit was withdrawn."),
    tell_seen=_("Somebody you handed over was seen."),
    tell_seen_elsewhere=_("Somebody in your charge was seen by another unit. Speak with it."),
    tell_not_arrived=_("Somebody who was handed over did not arrive."),
    tell_late=_("Something is late and rises to your unit (step %(step)s)."),
    tell_red=_("A unit below yours has nobody on duty while something waits there."),
    tell_reassigned=_("%(count)s tasks were given to your unit."),
    tell_task=_("A task waits for your unit."),
    tell_answered=_("What your unit asked at a door has been answered."),
    tell_came_back=_("%(count)s tasks came back to your unit: whoever had them is no longer there."),
)
