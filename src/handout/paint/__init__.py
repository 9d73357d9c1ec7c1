"""Pages → PDF bytes: tagged, archival, and the same for the same pages.  The only package that knows ReportLab."""

from handout.paint.content import Filling
from handout.paint.edition import Drawn, Edition, SlotKey, edition, filled, paint, stamp
from handout.paint.file import Begun, begun

__all__ = ["Begun", "Drawn", "Edition", "Filling", "SlotKey", "begun", "edition", "filled", "paint", "stamp"]
