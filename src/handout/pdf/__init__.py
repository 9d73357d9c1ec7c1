"""Pages → PDF bytes: tagged, archival, and the same for the same pages.  The only package that knows ReportLab."""

from handout.pdf.content_streams import EncodedSlot, SlotContent
from handout.pdf.fill import FillCache, fill_cache, fill_form, slot_contents, write_pdf
from handout.pdf.form import Form, SlotKey, make_form

__all__ = [
    "EncodedSlot", "FillCache", "Form", "SlotContent", "SlotKey",
    "fill_cache", "fill_form", "make_form", "slot_contents", "write_pdf",
]  # fmt: skip
