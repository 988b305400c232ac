"""A bulletin as PDF, set by Typst with embedded fonts."""

import json
from dataclasses import asdict
from pathlib import Path

import typst

from lianfang.reporting.writing.document import Document

TEMPLATE = Path(__file__).parent / "bulletin.typ"


def as_pdf(document: Document) -> bytes:
    """The bulletin as a PDF file. The texts go in as data, so nothing in them is read as markup."""
    return bytes(typst.compile(TEMPLATE, sys_inputs={"document": json.dumps(asdict(document), ensure_ascii=False)}))
