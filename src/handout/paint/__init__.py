"""Pages → PDF bytes: tagged, archival, and the same for the same pages.  The only package that knows ReportLab."""

from handout.paint.content import Filling, Inked
from handout.paint.edition import Edition, SlotKey, edition
from handout.paint.stamp import Kept, filled, kept, paint, stamp

__all__ = ["Edition", "Filling", "Inked", "Kept", "SlotKey", "edition", "filled", "kept", "paint", "stamp"]
