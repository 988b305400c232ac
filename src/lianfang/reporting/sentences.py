from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "reporting",
    a_person_files=_("A report is filed by a person who answers for it, never by the program."),
    not_yet=_("The figures of this day count until %(until)s. It can be filed from then on."),
    need_not_report=_("This unit does not report on this day."),
    no_reporting=_("The edition in force asks for no daily reports."),
    already_filed=_("This report has been filed. What is counted later appears beside it as a correction."),
    not_zero=_("Not everything is zero: %(figure)s is %(number)s. File the report with its figures instead."),
    say_why=_("Say why the stated number differs from the counted one."),
    not_a_number=_("Enter a number of 0 or more."),
    no_such_duty=_("There is no such duty to report."),
    duty_exists=_("Units of this kind report already."),
    not_in_this_state=_("The bulletin is no longer in the state for this; look at it again."),
    second_person=_("A second person approves: not who wrote or submitted it."),
    no_such_template=_("There is no template called %(template)s."),
    not_a_day=_("Enter the day as year, month and day."),
    no_such_bulletin=_("There is no such bulletin; with --drafts those not yet published are looked at too."),
    not_upward=_("This unit sends nothing to the level above at this hour."),
    already_affirmed=_("The report for this hour is affirmed; its numbers do not change any more."),
    not_affirmed=_("A person affirms the numbers before they are sent."),
    already_sent=_("It is recorded already when and how this report was sent."),
    tell_due=_("The daily report of %(day)s is due at %(due)s."),
    tell_missing=_("The daily report of %(day)s was due at %(due)s and is missing."),
    tell_missing_below=_("%(unit)s has not filed its daily report of %(day)s, due at %(due)s."),
    tell_upward=_("The report of %(day)s goes upward at %(due)s."),
)
