"""Pages → PDF bytes: tagged, archival, and the same for the same pages.  The only package that knows ReportLab."""

from handout.pdf.content_streams import Filling, Inked
from handout.pdf.fill import Kept, filled, kept, paint, stamp
from handout.pdf.form import Edition, SlotKey, edition

__all__ = ["Edition", "Filling", "Inked", "Kept", "SlotKey", "edition", "filled", "kept", "paint", "stamp"]
