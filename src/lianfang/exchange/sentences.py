"""What is said about a file or a row that cannot be taken: what is wrong, and what to do. Never the value itself."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from lianfang.exchange.columns import Words
from lianfang.kernel.wording import sentences

OF_FILES: Mapping[str, Words] = {
    "not_a_spreadsheet": _("This file is not a spreadsheet. Save it as .xlsx or .csv and send it again."),
    "web_page": _("This is a web page with the ending of a spreadsheet. Open it, save it as .xlsx and send that."),
    "binary": _("The file ends in .csv but holds no text. Open it in the program it came from and save it as .xlsx."),
    "empty": _("There is nothing in this file. Look whether the right one was chosen."),
    "damaged": _("The file is damaged and cannot be read. Open it, save it under a new name and send that."),
    "password": _("The workbook is protected by a password. Save it without one and send it again."),
    "no_header": _("No row with the names of the columns was found. Put one above the data, as in the template."),
    "no_rows": _(
        "There are names of columns in this file, but no rows below them. Look whether the right one was chosen."
    ),
    "no_sheet": _("There is no sheet named %(sheet)s in this workbook. It has: %(sheets)s."),
    "too_large": _("The file has %(size)s MB, more than the %(limit)s MB that are taken. Split it into several."),
    "too_many_rows": _("The table has more than %(limit)s rows. Split it into several files."),
    "too_wide": _("The table has more than %(limit)s columns. Remove those that are not needed."),
    "too_spread": _(
        "A cell far outside the table makes the sheet too large. Copy the table to a new sheet and send that."
    ),
    "unpacks_too_large": _(
        "The file unpacks to far more than a table needs. Copy the table to a new file and send that."
    ),
    "encoding": _("Line %(line)s holds characters that cannot be read. Save the file as CSV UTF-8 or as .xlsx."),
    "quote": _("A quotation mark before row %(row)s is never closed. Save the file as .xlsx and send that."),
}

OF_COLUMNS: Mapping[str, Words] = {
    "column_missing": _("The column %(names)s is missing. Add it, or say which column holds it."),
    "column_ambiguous": _("The column %(column)s may mean %(names)s. Say which."),
    "column_twice": _("The columns %(columns)s both look like %(names)s. Say which one counts."),
}

OF_CELLS: Mapping[str, Words] = {
    "required": _("%(column)s is empty. Fill it in."),
    "too_long": _("%(column)s has %(length)s characters, %(longest)s are possible. Shorten it."),
    "formula_error": _("The formula in %(column)s shows an error. Enter the value itself."),
    "lost_digits": _(
        "%(column)s was kept as a number and has lost digits. Format the column as text and enter it again."
    ),
    "id_length": _("The ID number in %(column)s has %(length)s characters; 18 or 15 are right. Look at the card."),
    "id_characters": _(
        "The ID number in %(column)s holds signs that are not digits. Only an X at its end is possible."
    ),
    "id_date": _("The date of birth within the ID number in %(column)s does not exist. Look at the card."),
    "id_region": _("The ID number in %(column)s begins with a code that no place has. Look at the card."),
    "id_check_digit": _(
        "A digit of the ID number in %(column)s is wrong: its last one does not fit. Look at the card."
    ),
    "id_lost_digits": _("The end of the ID number in %(column)s was lost in a spreadsheet. Enter it again as text."),
    "phone_characters": _("The phone in %(column)s holds signs that are not digits. Enter the number only."),
    "phone_several": _(
        "There are several phones in %(column)s. Leave one and put the others into a column of their own."
    ),
    "phone_area_code": _("The phone in %(column)s lacks its area code. Write it as 0419-5551234."),
    "phone_length": _("The phone in %(column)s has %(length)s digits; a mobile has 11. Ask for the number again."),
    "phone_range": _("The digits in %(column)s cannot be a phone. Ask for the number again."),
    "phone_unknown": _("No operator is known for the phone in %(column)s. It was taken; look whether it is right."),
    "plate_region": _("The plate in %(column)s does not begin with the character of a province. Enter it in full."),
    "plate_city": _("The plate in %(column)s has no letter behind the province. Enter it in full."),
    "plate_letter_io": _("The plate in %(column)s holds a letter I or O; plates have only 1 and 0. Enter the digit."),
    "plate_length": _("The plate in %(column)s has %(length)s characters; 7 are right, 8 for new energy. Look again."),
    "plate_characters": _("The plate in %(column)s is of no known kind. Look at it again."),
    "date_unreadable": _("%(column)s is not a date. Write it as 2022-03-05."),
    "date_impossible": _("The date in %(column)s does not exist. Look at the calendar."),
    "date_two_digit_year": _("The year in %(column)s has two digits, so its parts can be mistaken. Write 2022-03-05."),
    "date_day_month": _("Day and month in %(column)s can be mistaken for each other. Write 2022-03-05."),
    "date_no_year": _("The date in %(column)s has no year. Write it as 2022-03-05."),
    "date_no_day": _("The date in %(column)s has no day. Write it as 2022-03-05."),
    "date_out_of_range": _("The date in %(column)s lies before 1900 or after 2100. Look at the year."),
    "time_missing": _("%(column)s has a date without a time. Write it as 2022-03-05 10:30."),
    "integer_unreadable": _("%(column)s is not a number. Enter digits only."),
    "integer_fraction": _("%(column)s is not a whole number. Enter a number without a decimal point."),
    "integer_out_of_range": _("The number in %(column)s must lie between %(least)s and %(most)s. Look at it again."),
    "sex_unknown": _("%(column)s is neither 男 nor 女. Enter one of the two, or leave it empty."),
    "choice_unknown": _("%(column)s is none of: %(choices)s. Enter one of these."),
    "bool_unknown": _("%(column)s is neither yes nor no. Enter 是 or 否."),
    "same_as": _("This row repeats row %(other)s. Remove one of the two."),
}

OF_RESULTS: Mapping[str, Words] = {
    "outcome": _("Outcome"),
    "reason": _("Reason"),
    "taken": _("taken"),
    "refused": _("not taken"),
    "help_sheet": _("How to fill in"),
    "help_column": _("Column"),
    "help_required": _("Required"),
    "help_how": _("What to write"),
    "yes": _("yes"),
    "how_text": _("Any text."),
    "how_name": _("The full name as on the ID card."),
    "how_id_number": _("18 characters as on the card; the cell is text."),
    "how_phone": _("A mobile number, or a landline with its area code such as 0419-5551234."),
    "how_plate": _("With the character of the province, such as 辽A12345; a temporary plate begins with 临."),
    "how_date": _("Year, month and day, such as 2022-03-05."),
    "how_datetime": _("Date and time, such as 2022-03-05 10:30."),
    "how_integer": _("A whole number."),
    "how_choice": _("One of: %(choices)s."),
    "how_area": _("The name or the code of the area."),
}

WORDINGS: Mapping[str, Words] = {**OF_FILES, **OF_COLUMNS, **OF_CELLS, **OF_RESULTS}

sentences("exchange", **WORDINGS)
