"""Pages to be written on: the same sheet as PDF and as a print page."""

from lianfang.paper.writing.document import Sheet, sheets_of
from lianfang.paper.writing.pdf import as_pdf

__all__ = ["Sheet", "as_pdf", "sheets_of"]
