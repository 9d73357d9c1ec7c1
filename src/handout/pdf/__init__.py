"""Pages → PDF bytes: tagged, archival, and the same for the same pages.  The only package that uses ReportLab."""

from handout.pdf.file import FinishedFile
from handout.pdf.fill import FillCache, fill_cache, fill_form, write_pdf, write_with_form
from handout.pdf.form import Form, make_form
from handout.pdf.page_slots import EncodedSlot, SlotContent, SlotKey, slot_contents

__all__ = [
    "EncodedSlot", "FillCache", "FinishedFile", "Form", "SlotContent", "SlotKey",
    "fill_cache", "fill_form", "make_form", "slot_contents", "write_pdf", "write_with_form",
]  # fmt: skip
