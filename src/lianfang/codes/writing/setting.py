"""Setting a document by Typst: texts go in as data, so nothing in them is read as markup."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst


def set_pdf(template: Path, document: Mapping[str, Any]) -> bytes:
    """The PDF of a template (``.typ``) that reads ``sys.inputs.document``; its fonts are embedded."""
    return bytes(typst.compile(template, sys_inputs={"document": json.dumps(document, ensure_ascii=False)}))
