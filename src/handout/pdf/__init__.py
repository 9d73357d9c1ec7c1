"""Pages → PDF bytes: tagged, archival, and the same for the same pages.  The only package that knows ReportLab."""

from handout.pdf.content_streams import EncodedSlot, SlotContent
from handout.pdf.fill import Kept, filled, kept, paint, stamp
from handout.pdf.form import Form, SlotKey, edition

__all__ = ["EncodedSlot", "Form", "Kept", "SlotContent", "SlotKey", "edition", "filled", "kept", "paint", "stamp"]
