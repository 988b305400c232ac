from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "isolation",
    impossible=_("A temperature lies between 34.0 and 43.0 °C. Look at the thermometer again."),
    second_reading=_("This is %(at)s °C or more. Measure again after ten minutes' rest and enter the second reading."),
    no_such_symptom=_("Choose symptoms from the list."),
    not_under=_("This measure is not running today, so no report is asked for."),
    missed_by=_("The report due by %(hour)s is not there."),
    found_fever=_("A fever was measured."),
    found_fever_unconfirmed=_("A high temperature was measured once."),
    found_symptoms=_("Symptoms were reported."),
    urgent=_("Urgent need: help comes first, the record follows."),
    to_clinic=_("A fever under a measure; to be seen by a doctor."),
    not_a_clinic=_("Choose a clinic or hospital."),
)
