"""ID numbers, phones, plates and their masks."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianfang.kernel import identifiers as ids
from lianfang.kernel.identifiers import IdentifierError, PhoneKind, PlateKind

REFERENCE = Path(__file__).parents[5] / "shared" / "data" / "identity"
CASES = REFERENCE / "idcard_cases.csv"


def code_of(parse, text, **options):
    with pytest.raises(IdentifierError) as refused:
        parse(text, **options)
    assert not any(ch.isdigit() for ch in str(refused.value)), "the number itself is never in the error"
    return refused.value.code


def reference_rows(name):
    if not (REFERENCE / name).exists():
        pytest.skip(f"left out: the reference data {name} is not beside the checkout")
    with (REFERENCE / name).open(encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.reference
def test_it_judges_every_reference_case():
    for row in reference_rows("idcard_cases.csv"):
        for strict in {"strict": [True], "lenient": [False], "any": [True, False]}[row["mode"]]:
            try:
                found = ids.parse_id(row["id_number"], strict=strict)
            except IdentifierError:
                found = None
            assert (found is not None) == (row["expect_valid"] == "1"), row
            if found:
                said = (found.birth_date.isoformat(), found.sex.value, found.area_code)
                assert said == (row["expect_birth"], row["expect_sex"] or said[1], row["expect_area_code"]), row


@pytest.mark.reference
def test_it_knows_every_range_that_carries_voice():
    for row in reference_rows("phone_prefixes.csv"):
        if row["digits_total"] != "11" or row["kind"] not in ("mobile", "virtual"):
            continue
        for span in row["prefixes"].split("|"):
            phone = ids.parse_phone(span.split("-")[0].ljust(11, "3"))
            assert phone.kind is PhoneKind.MOBILE


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "empty"),
        ("11010119900307867", "length"),
        ("110101199003O78670", "characters"),
        ("X10101199003078670", "characters"),
        ("440308199902301512", "date"),
        ("610104620932690", "date"),
        ("111111199901101512", "region"),
        ("990101199003078670", "region"),
        ("110101199003078671", "check_digit"),
        ("110101199003078000", "lost_digits"),
        ("1.10101E+17", "lost_digits"),
    ],
)
def test_it_says_why_an_id_number_is_refused(written, code):
    assert code_of(ids.parse_id, written) == code


def test_it_refuses_a_birth_after_today():
    assert code_of(ids.parse_id, "110101199003078670", today=date(1990, 3, 6)) == "date"
    assert ids.parse_id("110101199003078670", today=date(1990, 3, 7))


@pytest.mark.parametrize(
    "written", ["１１０１０１１９９００３０７８６７０", " 110101 19900307 8670 ", "110101-19900307-8670"]
)
def test_it_reads_an_id_number_as_people_write_it(written):
    assert ids.parse_id(written).number == "110101199003078670"


def test_it_turns_fifteen_digits_into_eighteen():
    found = ids.parse_id("610104620927690")
    assert (found.number, found.was_15) == ("610104196209276908", True)


@given(st.dates(date(1900, 1, 1), date(2025, 12, 31)), st.integers(0, 999))
def test_it_accepts_every_well_formed_number_and_no_neighbour(born, order):
    first = f"210502{born:%Y%m%d}{order:03d}"
    number = first + ids.check_digit(first)
    found = ids.parse_id(number)
    assert (found.birth_date, found.sex) == (born, "M" if order % 2 else "F")
    wrong = number[:16] + str((int(number[16]) + 1) % 10) + number[17]
    assert code_of(ids.parse_id, wrong) in ("check_digit", "lost_digits")


@pytest.mark.parametrize(
    ("written", "number", "kind"),
    [
        ("138 1234 5678", "13812345678", PhoneKind.MOBILE),
        ("+86-138-1234-5678", "13812345678", PhoneKind.MOBILE),
        ("008613812345678", "13812345678", PhoneKind.MOBILE),
        ("8613812345678", "13812345678", PhoneKind.MOBILE),
        ("１３８１２３４５６７８", "13812345678", PhoneKind.MOBILE),
        ("0419-5551234", "0419-5551234", PhoneKind.LANDLINE),
        ("（010）65551234", "010-65551234", PhoneKind.LANDLINE),
        ("+86 10 6555 1234", "010-65551234", PhoneKind.LANDLINE),
        ("400-820-1234", "4008201234", PhoneKind.SERVICE),
        ("+852 9123 4567", "+85291234567", PhoneKind.FOREIGN),
    ],
)
def test_it_reads_phones_as_people_write_them(written, number, kind):
    phone = ids.parse_phone(written)
    assert (phone.number, phone.kind) == (number, kind)
    assert ids.parse_phone(phone.number) == phone


def test_it_only_warns_of_an_unknown_range():
    assert not ids.parse_phone("15412345678").known
    assert ids.parse_phone("13812345678").known


def test_it_keeps_an_extension():
    assert ids.parse_phone("0419-5551234转802").extension == "802"
    assert ids.parse_phone("0419-5551234").e164 == "+864195551234"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "empty"),
        ("没有", "characters"),
        ("13812345678/13912345678", "several"),
        ("5551234", "area_code"),
        ("1381234567", "length"),
        ("0419-555", "length"),
        ("12812345678", "range"),
        ("+999 1", "range"),
    ],
)
def test_it_says_why_a_phone_is_refused(written, code):
    assert code_of(ids.parse_phone, written) == code


@pytest.mark.parametrize(
    ("written", "number", "kind", "region"),
    [
        ("辽a·12345", "辽A12345", PlateKind.ORDINARY, "辽A"),
        ("京 A 1B2C3", "京A1B2C3", PlateKind.ORDINARY, "京A"),
        ("粤ＢＤ１２３４５", "粤BD12345", PlateKind.NEW_ENERGY, "粤B"),
        ("沪A12345D", "沪A12345D", PlateKind.NEW_ENERGY, "沪A"),
        ("辽A1234临", "临辽A1234", PlateKind.TEMPORARY, "辽A"),
        ("临辽A12345", "临辽A12345", PlateKind.TEMPORARY, "辽A"),
        ("辽A1234警", "辽A1234警", PlateKind.POLICE, "辽A"),
        ("辽E.1234挂", "辽E1234挂", PlateKind.TRAILER, "辽E"),
        ("辽A1234学", "辽A1234学", PlateKind.LEARNER, "辽A"),
        ("粤Z1234港", "粤Z1234港", PlateKind.HONG_KONG, "粤Z"),
        ("粤ZF023澳", "粤ZF023澳", PlateKind.MACAO, "粤Z"),
        ("WJ辽1234X", "WJ辽1234X", PlateKind.ARMED_POLICE, "辽"),
        ("wj 0123 4", "WJ01234", PlateKind.ARMED_POLICE, ""),
        ("VA·12345", "VA12345", PlateKind.MILITARY, ""),
        ("使014578", "使014578", PlateKind.EMBASSY, ""),
        ("辽06·12345", "辽0612345", PlateKind.FARM, "辽"),
    ],
)
def test_it_reads_plates(written, number, kind, region):
    plate = ids.parse_plate(written)
    assert (plate.number, plate.kind, plate.region) == (number, kind, region)
    assert ids.parse_plate(plate.number) == plate


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "empty"),
        ("A12345", "region"),
        ("美A12345", "region"),
        ("辽", "city"),
        ("辽京12345", "city"),
        ("辽A1234", "length"),
        ("辽A1234567", "length"),
        ("辽A123O5", "letter_io"),
        ("辽A12#45", "characters"),
        ("辽A警1234", "characters"),
    ],
)
def test_it_says_why_a_plate_is_refused(written, code):
    assert code_of(ids.parse_plate, written) == code


@given(st.text(max_size=25))
def test_it_never_fails_otherwise_than_with_a_code(text):
    for parse in (ids.parse_id, ids.parse_phone, ids.parse_plate):
        try:
            assert str(parse(str(parse(text)))) == str(parse(text))
        except IdentifierError as refused:
            assert refused.code


def test_it_masks():
    assert ids.mask_phone("13812345678") == "138****5678"
    assert ids.mask_id("21050219800101123X") == "2105**********123X"
    assert ids.mask_plate("辽A12345") == "辽A***45"
    assert (ids.mask_name("王小明"), ids.mask_name("王"), ids.mask_name("")) == ("王**", "王", "")


@given(st.text(max_size=25))
def test_a_mask_never_shows_everything_but_a_single_character(text):
    for mask in (ids.mask_phone, ids.mask_id, ids.mask_plate):
        bare = ids.plain(text)
        assert len(mask(text)) == len(bare)
        assert not bare or mask(text) != bare or set(bare) == {"*"}
