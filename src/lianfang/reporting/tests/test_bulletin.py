"""A bulletin from draft to publication, by the doors of its writer and of a second person."""

import re
from io import BytesIO

import pytest
from click.testing import CliRunner
from docx import Document as open_docx
from pypdf import PdfReader
from pypdf.generic import ContentStream, IndirectObject

from lianfang.kernel.errors import NotFound
from lianfang.reporting.commands import bulletin as bulletin_command
from lianfang.reporting.composing import compose
from lianfang.reporting.models import Bulletin
from lianfang.reporting.publishing import for_everybody
from lianfang.reporting.tests.make import DAY, instant
from lianfang.reporting.wording import shown
from lianfang.reporting.writing import as_pdf, document_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def joint_work(district, watcher, writer, chief, secretary):
    """Twelve vehicles counted in the west by the committee, the police and the disease-control centre together."""
    with watcher.resting():
        return district.passages(12, with_units=[district.units["和安区公安分局"], district.units["和安区疾控中心"]])


@pytest.fixture
def draft(joint_work, writer, travel):
    travel.move_to(instant(17))
    writer.post("/reporting/bulletins/new/", {"day": str(DAY)})
    return Bulletin.objects.get()


def press(client, bulletin, what, **given):
    return client.post(f"/reporting/bulletins/{bulletin.pk}/{what}/", given)


def table(client, bulletin, number):
    tables = [section["table"] for section in client.get(f"/reporting/bulletins/{bulletin.pk}/").context["sections"]]
    found = [each for each in tables if each][number]
    return {name: numbers[0][0] for name, numbers in found["lines"]} | {"together": found["whole"][0][0]}


def test_what_three_units_did_together_is_one_in_the_district_and_appears_for_each(writer, draft):
    assert table(writer, draft, 0) == {"云溪街道": "12", "together": "12"}
    by_unit = table(writer, draft, 1)
    assert by_unit["together"] == "12"
    assert {name.split(" / ")[-1]: number for name, number in by_unit.items() if name != "together"} == {
        "云溪街道办事处": "12",
        "和安区公安分局": "12",
        "和安区疾控中心": "12",
    }


def test_every_number_of_the_text_is_a_door_to_its_definition_and_rows(writer, draft):
    page = writer.get(f"/reporting/bulletins/{draft.pk}/")
    [(piece, href)] = [
        (piece, href)
        for section in page.context["sections"]
        for piece, href in section["pieces"]
        if piece.figure == "checkpoints.vehicles" and not piece.is_total
    ]
    figure = writer.get(href)
    assert piece.text == "12"
    assert figure.context["table"].total == 12
    assert len(writer.get(figure.context["rows_href"]).context["lines"]) == 1


def test_it_is_approved_by_a_second_person_and_published(writer, chief, draft):
    press(writer, draft, "submit")
    assert press(writer, draft, "approve").status_code == 403
    assert press(chief, draft, "publish").status_code == 409
    assert press(chief, draft, "approve").status_code == 302
    assert press(chief, draft, "publish").status_code == 302
    draft.refresh_from_db()
    assert (draft.state, bool(draft.published_by)) == ("published", True)


def test_frozen_numbers_stay_and_what_is_counted_later_stands_beside_them(
    writer, chief, draft, district, watcher, travel
):
    press(writer, draft, "submit")
    travel.move_to(instant(18))
    with watcher.resting():
        district.passages(3)
    page = writer.get(f"/reporting/bulletins/{draft.pk}/")
    assert table(writer, draft, 0)["together"] == "12"
    assert {(each["then"], each["now"]) for each in page.context["later"]} == {(12, 15)}


def test_a_returned_bulletin_follows_the_records_again(writer, chief, draft, district, watcher, travel):
    press(writer, draft, "submit")
    travel.move_to(instant(18))
    with watcher.resting():
        district.passages(3)
    press(chief, draft, "return", because="缺河东数据")
    assert "缺河东数据" in writer.get(f"/reporting/bulletins/{draft.pk}/").content.decode()
    assert table(writer, draft, 0)["together"] == "15"


@pytest.mark.parametrize("what", ["note", "submit"])
def test_what_is_submitted_is_not_written_any_more(writer, draft, what):
    press(writer, draft, "submit")
    assert press(writer, draft, what, note_zh="迟到的话").status_code == 409


@pytest.mark.parametrize("what", ["note", "submit", "return", "approve", "publish"])
def test_who_works_elsewhere_finds_no_draft(stranger, draft, what):
    assert press(stranger, draft, what, because="x").status_code == 404
    assert stranger.get(f"/reporting/bulletins/{draft.pk}/").status_code == 404


def test_everybody_with_reports_reads_what_is_published(secretary, writer, chief, draft):
    press(writer, draft, "submit")
    assert secretary.get(f"/reporting/bulletins/{draft.pk}/").status_code == 404
    press(chief, draft, "approve")
    press(chief, draft, "publish")
    assert secretary.get(f"/reporting/bulletins/{draft.pk}/").status_code == 200
    assert secretary.get(f"/reporting/bulletins/{draft.pk}/pdf/").status_code == 200


def test_numbers_of_a_series_follow_each_other(writer, draft):
    writer.post("/reporting/bulletins/new/", {"day": str(DAY)})
    assert sorted(Bulletin.objects.values_list("number", flat=True)) == [1, 2]


def test_everybody_outside_sees_no_small_count_nor_what_gives_it_away(draft, district, watcher):
    with watcher.resting():
        district.passages(2, unit=district.units["水峪村村委会"], area="水峪村")
    content = for_everybody(compose(draft))
    [by_area] = [
        section["table"] for section in content["sections"] if section["table"] and section["table"]["group"] == "area"
    ]
    column = {line["name"]["zh"]: shown(line["numbers"][0], "zh") for line in by_area["lines"]}
    assert column == {"云溪街道": "不公布", "南山镇": "少于5"}
    assert shown(by_area["whole"][0], "zh") == "14"


# -- documents -----------------------------------------------------------------------------------------------------

REMARKS = "龘靐齉爨，㐂䶮；骉犇猋，鱻羴。"
"""Rare characters, some outside GB 2312."""


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_word_document_holds_every_text_in_chinese_fonts(writer, draft, language):
    press(writer, draft, "note", note_zh=REMARKS, note_en="Remarks.")
    answer = writer.get(f"/reporting/bulletins/{draft.pk}/docx/", headers={"accept-language": language})
    file = open_docx(BytesIO(answer.content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    written = "".join([paragraph.text for paragraph in file.paragraphs] + cells)
    draft.refresh_from_db()
    document = document_of(draft, "zh" if language == "zh-hans" else "en")
    assert all(text in written for text in document.text.splitlines())
    fonts = set(re.findall(r'w:eastAsia="([^"]+)"', file.element.xml))
    assert {"仿宋", "黑体", "宋体"} <= fonts


def without_space(text):
    return "".join(text.split())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pdf_misses_no_glyph_and_embeds_its_fonts(writer, draft, language):
    press(writer, draft, "note", note_zh=REMARKS, note_en=f"Remarks: {REMARKS}")
    draft.refresh_from_db()
    document = document_of(draft, language)
    reader = PdfReader(BytesIO(as_pdf(document)))
    extracted = without_space("".join(page.extract_text() for page in reader.pages))

    assert set(without_space(document.text)) <= set(extracted)
    for page in reader.pages:
        fonts = page["/Resources"]["/Font"]
        assert all(is_embedded(font.get_object()) for font in fonts.values())
        assert 0 not in glyphs_of(page, reader)


def is_embedded(font):
    below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    return bool({"/FontFile", "/FontFile2", "/FontFile3"} & set(below["/FontDescriptor"].get_object()))


def glyphs_of(page, reader):
    """The numbers of all glyphs that a page shows; 0 is the box drawn for a missing one."""
    found = set()
    content = page["/Contents"]
    content = content.get_object() if isinstance(content, IndirectObject) else content
    for operands, operator in ContentStream(content, reader).operations:
        if operator in (b"Tj", b"TJ"):
            pieces = operands[0] if isinstance(operands[0], list) else [operands[0]]
            for piece in pieces:
                raw = getattr(piece, "original_bytes", b"")
                found |= {int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw) - 1, 2)}
    return found


def test_the_command_line_writes_the_published_bulletin(writer, chief, draft, tmp_path):
    with pytest.raises(NotFound):
        CliRunner().invoke(bulletin_command, ["--day", str(DAY)], catch_exceptions=False)
    press(writer, draft, "submit")
    press(chief, draft, "approve")
    press(chief, draft, "publish")
    target = tmp_path / "bulletin.pdf"
    done = CliRunner().invoke(
        bulletin_command, ["--day", str(DAY), "--area", "299901", "--format", "pdf", "-o", str(target)]
    )
    assert done.exit_code == 0, done.output
    assert target.read_bytes().startswith(b"%PDF")
    assert "检查车辆12辆" in CliRunner().invoke(bulletin_command, ["--language", "zh"]).output


def test_bulletins_are_listed_filtered_and_taken_away(writer, chief, secretary, draft):
    page = writer.get("/reporting/bulletins/", {"state": "draft", "day_from": str(DAY)})
    assert f"/reporting/bulletins/{draft.pk}/" in page.content.decode()
    assert f"/reporting/bulletins/{draft.pk}/" not in secretary.get("/reporting/bulletins/").content.decode()
    file = b"".join(writer.get("/reporting/bulletins/", {"export": "csv"}).streaming_content).decode("utf-8-sig")
    assert "和安区指挥部,draft" in file


@pytest.mark.parametrize("day", ["", "yesterday", "2026-02-30"])
def test_a_bulletin_is_not_begun_for_what_is_no_day(writer, day):
    assert writer.post("/reporting/bulletins/new/", {"day": day}).status_code == 422


def test_orders_beyond_the_edition_are_counted_in_it(writer, draft):
    content = compose(draft)
    assert (content["numbers"]["measures.excess"], content["numbers"]["measures.excess|total"]) == (0, 0)
