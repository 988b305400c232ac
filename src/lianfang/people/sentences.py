from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "people",
    name_missing=_("Enter the name as it stands on the ID card."),
    no_name=_(
        "This is no name: it holds figures or signs, or only stands in its place. Enter the name as on the ID card."
    ),
    id_length=_("An ID number has 18 characters (15 in the old form), this one %(length)s. Compare it with the card."),
    id_characters=_("An ID number holds digits, and perhaps an X at its end. Compare it with the card."),
    id_date=_("The date of birth in this ID number does not exist. Compare it with the card."),
    id_region=_("This ID number begins with the code of no place. Compare it with the card."),
    id_check_digit=_("A digit of this ID number is wrong: its last one does not fit. Compare it with the card."),
    id_lost_digits=_("The end of this ID number was lost in a spreadsheet. Take it from the card."),
    born_in_future=_("The date of birth has not come yet. Look at the year."),
    phone_wrong=_("This is not a phone number. A mobile number has 11 digits."),
    same_person=_("These are already one record."),
    not_merged=_("This record is not merged into another."),
    circle=_("These two are already merged the other way round. Undo that first."),
    merged_already=_("This record is merged into another already. Undo that first."),
    id_number_known=_(
        "Somebody with this name and ID number is in the register. Find them by the number and correct that record."
    ),
    door_missing=_("Enter the door as it stands on it, such as 3-2-601."),
    no_door=_(
        "This is no door. Write only what stands on it, such as 3-2-601, 二单元601室, 西屋 or 12号院: no name, no phone "
        "number, no street. What else has to be said belongs into the address."
    ),
    door_known=_("The door %(door)s is on record here. Open that household instead."),
    already_in_register=_("This person stands in the register already."),
    area_unknown=_(
        "No area of this name in %(column)s is known here. Compare the spelling, or have the area added first."
    ),
    area_several=_("Several areas bear the name in %(column)s. Name the street and the community as well."),
    place_missing=_("It is not said in which community or village this person lives. Fill in a column that says so."),
    several_of_name=_(
        "Several people of this name live here. Add the ID number or the date of birth to tell them apart."
    ),
    rows_disagree=_(
        "This row and row %(other)s are about the same person and say different things. Leave the right one."
    ),
    registered_elsewhere=_(
        "This ID number is registered in an area you do not answer for. That area has to move the person."
    ),
    birth_from_id_number=_("The date of birth differs from the ID number; the ID number was followed."),
    born_that_year=_("Only the year of birth was taken, for the day is not told."),
    no_relation=_("What is said about the relation to the head is not known here and was left out."),
    other_document=_(
        "This is the number of another document (a permit, a passport), which is not kept; it was left out."
    ),
    no_such_column=_("There is no such field or column: %(field)s. The list has %(count)s columns, the first is 0."),
    other_sheets=_(
        "Only the sheet “%(sheet)s” is read; people stand in %(others)s too. Send each of these as a list of its own."
    ),
    sex_from_id_number=_("The sex differs from the ID number; the ID number was followed."),
    import_needs_user=_("A list is sent by somebody with an account."),
    import_not_ready=_("This list is under way or done. Open it to see how far it is."),
    import_over=_("This list is over; there is nothing left to cancel."),
    import_columns_missing=_("A column that is needed has not been found. Say which one it is first."),
    import_failed=_("Reading the list came to an unexpected end (%(kind)s). Nothing is half written; start it again."),
    several_areas=_("Several areas are called %(name)s. Give the code instead."),
    no_such_area=_("No area is called %(name)s. Give its code or its full name."),
    which_area=_("Several areas are meant: %(areas)s. Write one of these in full."),
    another_name=_(
        "This ID number is on record under another name. Compare the card, then ask for the two records to be looked at."
    ),
)
