from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "paper",
    not_a_time=_("This is no time of the day. Write 8:15 or 0815."),
    time_above=_("The time above, which holds here too, is to be mended first."),
    not_a_choice=_("Write a number from 1 to %(most)s, or the first letters."),
    needs_from=_("Say from when the page was written; rows without a time are taken for that time."),
    needs_writer=_("Say who wrote on the page, as it stands at its foot."),
    no_such_line=_(
        "There is no such line on this page. Write the number of the line above, or the door as it stands there."
    ),
    line_unclear=_("This means several lines of this page. Write the number of the line with a #: #3."),
    line_is_empty=_("Nothing is written on that line. Key in first what came of the door."),
    line_below=_("A line below that belongs to this one is to be mended."),
    waits_for_line=_("This belongs to line %(line)s, which is to be mended first."),
    is_closed=_("This page is set aside. Take it up again before keying it in."),
    still_wrong=_("%(count)s rows are still to be mended. Mend them, or empty those that nobody can read."),
    nothing_keyed=_("Nothing of this page was keyed in. If nothing is written on it, declare that it came back empty."),
    has_records=_("Rows of this page are recorded. Finish it, or take them back first."),
    not_for_this=_("There is nothing for which this form can be printed here."),
    no_lines=_("This list is empty: there is nobody and nothing to print."),
    too_many_pages=_("That would be %(count)s pages; at most %(most)s are printed at once. Choose a smaller area."),
    too_many_codes=_("That would be %(count)s codes; at most %(most)s are printed at once. Choose a smaller area."),
    keyed_meanwhile=_(
        "Somebody else keyed this row in meanwhile. Compare it with the paper and take what stands there."
    ),
)
