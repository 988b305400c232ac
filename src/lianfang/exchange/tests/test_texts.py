"""Every sentence has its Chinese, and every code its sentence."""

import re
from pathlib import Path

from babel.messages.pofile import read_po

from lianfang.exchange import sentences

HERE = Path(sentences.__file__).parent


def test_every_sentence_has_its_chinese_with_the_same_parameters():
    with (HERE / "locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as file:
        catalog = read_po(file, locale="zh_Hans")
    written = re.findall(r'_\(\s*"([^"]+)"\s*\)', (HERE / "sentences.py").read_text(encoding="utf-8"))
    assert len(written) == len(sentences.WORDINGS)
    for sentence in written:
        chinese = catalog[sentence].string
        assert re.search(r"[\u4e00-\u9fff]", chinese), sentence
        assert set(re.findall(r"%\(\w+\)s", chinese)) == set(re.findall(r"%\(\w+\)s", sentence))


def test_every_code_in_the_program_has_a_sentence():
    programs = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("*.py"))
    codes = set(re.findall(r'(?:TableError|Refused)\(\s*"(\w+)"', programs))
    codes |= {f"column_{code}" for code in re.findall(r'_reason\("(\w+)"', programs)}
    for kind, file in (("id", "id_numbers"), ("phone", "phones"), ("plate", "plates")):
        program = (HERE.parent / f"kernel/identifiers/{file}.py").read_text(encoding="utf-8")
        codes |= {f"{kind}_{code}" for code in re.findall(r'IdentifierError\(\s*"(\w+)"', program)}
    missing = {code for code in codes if code not in sentences.WORDINGS} - {"id_empty", "phone_empty", "plate_empty"}
    assert not missing
