"""The texts of the field application, by the names under which its modules ask for them."""

from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import in_both

WORDS = {
    "title": _("Lianfang in the field"),
    "today": _("Today"),
    "pair": _("Enrol this phone"),
    "pair_how": _("Type the code that the officer shows."),
    "code": _("Pairing code of this phone"),
    "go_on": _("Go on"),
    "choose_pin": _("Choose a PIN of six digits"),
    "pin": _("PIN"),
    "pin_again": _("The same PIN again"),
    "pins_differ": _("The two differ. Type them again."),
    "pin_is_six": _("A PIN has six digits."),
    "unlock": _("Unlock"),
    "wrong_pin": _("Wrong PIN. Tries left: {left}."),
    "too_many": _("Too many wrong PINs. Today's work was removed; what was not sent is still delivered."),
    "lock": _("Lock"),
    "unsent": _("Not sent yet: {count}"),
    "all_sent": _("Everything is sent"),
    "age": _("As of {time}"),
    "no_slice": _("No work received yet"),
    "too_old": _("The work on this phone is older than a day and was removed. Find a signal and refresh."),
    "clock_off": _("The clock of this phone is off by {minutes} minutes; times are corrected."),
    "refresh": _("Refresh"),
    "offline": _("No connection. Records are kept here."),
    "rejected": _("Not taken: {count}"),
    "mend": _("Mend"),
    "put_away": _("Discard"),
    "discard_ask": _("This record is lost then. Discard it?"),
    "record": _("Record"),
    "recorded": _("Recorded."),
    "undo": _("Undo"),
    "undone": _("Taken back."),
    "back": _("Back"),
    "nothing_today": _("Nothing waits on this phone today."),
    "posts": _("Checkpoints"),
    "knocks": _("Doors"),
    "observed": _("At home under a measure"),
    "vehicle": _("Vehicle"),
    "on_foot": _("Person on foot"),
    "in": _("in"),
    "out": _("out"),
    "people_in_car": _("People in the vehicle"),
    "counted_here": _("Counted on this phone today: {vehicles} vehicles, {people} people"),
    "add": _("One more"),
    "remove": _("Remove"),
    "yes": _("yes"),
    "no": _("no"),
    "required": _("Fill this in."),
    "not_between": _("From {least} to {most} is possible."),
    "too_long": _("At most {longest} characters."),
    "not_a_number": _("Write a number."),
    "revoked": _("This phone was revoked. It has been wiped."),
    "storage_low": _("The storage of this phone is nearly full. Send what is unsent, then free some."),
    "not_saved": _("This could not be saved on the phone. It stands here still: free some storage and press again."),
    "kept_until": _("done on this phone, not sent yet"),
}


def all_in_both() -> dict[str, dict[str, str]]:
    """``{name: {"zh": ..., "en": ...}}``."""
    return {name: in_both(text) for name, text in WORDS.items()}
