"""A bulletin as a document: Word and PDF, in the form of an official document (公文), in either language."""

from lianfang.reporting.writing.document import Document, document_of, document_of_upward
from lianfang.reporting.writing.pdf import as_pdf
from lianfang.reporting.writing.word import as_docx

__all__ = ["Document", "as_docx", "as_pdf", "document_of", "document_of_upward"]
