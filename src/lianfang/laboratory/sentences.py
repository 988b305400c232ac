from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "laboratory",
    tube_unknown=_("No tube has this code. Read it again or type it; a tube of a table without network comes later."),
    tube_other_session=_("This tube belongs to another session: %(session)s. Put it into a box of that one."),
    tube_open=_("This tube is still open. Close it at its table first."),
    tube_packed=_("This tube is in box %(box)s already."),
    tube_in_this_box=_("This tube is in this box already."),
    tube_received=_("This tube is at the laboratory already."),
    tube_lost=_("This tube was given up as lost. Whoever found it says so on its page first."),
    box_not_packing=_("This box is sealed. Open it again to change what is in it."),
    box_not_sealed=_("Only a sealed box is given away. This one is: %(state)s."),
    box_not_under_way=_("This box is not under way. It is: %(state)s."),
    box_empty=_("An empty box is not sealed. Scan its tubes first."),
    box_counted=_("You counted %(counted)s, scanned are %(scanned)s. Count again, or scan what is missing."),
    box_scan_all=_(
        "You counted %(counted)s, the box was sealed with %(sealed)s. Scan every tube, so that it shows which."
    ),
    laboratory_needed=_("Say to which laboratory the box goes."),
    not_a_laboratory=_("Choose a health institution, or write the name of a laboratory outside the district."),
    carrier_needed=_("Write down the vehicle or the driver who takes the box."),
    not_missing=_("This tube is not missing."),
    needs_reason=_("Say why."),
    hand_out=_("A sealed box waits for its courier."),
    deliver=_("A box of tubes is under way."),
    find_tubes=_("%(count)s tubes were missing when the box was received."),
    pack_tubes=_("%(count)s closed tubes lie at the site and are in no box."),
    results_due=_("The results of a box are due."),
    clear_doubts=_("Results came in that do not fit their tubes; one may be positive."),
    because_resample_positive=_("The tube in which the sample of this person was is positive."),
    because_resample_invalid=_("The tube in which the sample of this person was gave no valid result."),
    because_recheck=_("The single sample of this person is positive for the first time."),
    because_lost=_("The tube in which the sample of this person was is lost."),
    because_gone=_("Somebody to be sampled again has moved away; find out where to, and tell that place."),
    nobody_known=_("%(count)s people were counted in a tube that is not negative, %(known)s are on record."),
    free_negative=_("The single sample is negative: nothing holds the person at home any longer."),
    free_corrected=_("The result was corrected: nothing holds the person at home any longer."),
    decide_positive=_("A re-check is positive. Report it and decide what follows."),
    not_a_result=_("“%(column)s” in row %(row)s is neither negative nor positive nor invalid. Ask the laboratory."),
    no_such_value=_("This is neither negative nor positive nor invalid."),
    ct_unreadable=_(
        "“%(column)s” in row %(row)s is no Ct value. It lies between 1 and 60, and is empty where there is none."
    ),
    in_the_future=_("The time of testing has not come yet."),
    taken=_("Taken."),
    known=_("Known already; nothing was changed."),
    asked_unknown_tube=_("No tube has this code. It waits among the open questions."),
    asked_twice=_("The list has this tube twice, with different results. None was taken."),
    asked_not_closed=_("This tube was never closed at its table. It waits among the open questions."),
    asked_not_received=_("This tube was never received at the laboratory. It waits among the open questions."),
    asked_elsewhere=_("This tube was received elsewhere. It waits among the open questions."),
    asked_lost=_("This tube was given up as lost. It waits among the open questions."),
    asked_before_sampling=_(
        "Tested before it was drawn: the time or the tube is wrong. It waits among the open questions."
    ),
    asked_changed=_("Another result of this tube is on record. Nothing was changed; a person decides."),
    asked_other_numbers=_("The same result with other numbers is on record. Nothing was changed; a person decides."),
    advice_unknown_tube=_(
        "Read the label again with the laboratory. If a table was without network, its tube may arrive later: then it is"
        " marked here and may be taken. A code that was misread is put right here."
    ),
    advice_twice=_("Ask the laboratory which line is right, take that one; the other is dropped with it."),
    advice_not_closed=_("Have the table close the tube, or drop the line if the label was misread."),
    advice_not_received=_(
        "Ask the laboratory whether it holds the tube. If so take the result: the tube is then recorded as received."
    ),
    advice_elsewhere=_("Ask which laboratory holds the tube. Take the result only if this one does."),
    advice_lost=_("If the tube was found, take the result; its people need not be sampled again because of the loss."),
    advice_before_sampling=_("Ask the laboratory for the right time, or whether it is another tube."),
    advice_changed=_("Ask the laboratory for its reason. Taking it puts the new result in the place of the old one."),
    advice_other_numbers=_("If the laboratory corrects its numbers take it; if it is an old line drop it."),
    nothing_open=_("This question is decided already."),
    needs_time=_("Write when it was tested."),
    no_result=_("This tube has no result."),
    same_result=_("This is the result on record."),
    no_sample_of=_("You may give a link only to somebody who was sampled where you work or who lives there."),
)
