"""Many patients from a file or from standard input, in two passes and in flat memory.

The first pass refuses a file that can't be trusted as a list: bytes that aren't text, quotes that don't pair, a column
that is needed and lacking, two records with one id.  It keeps 16 bytes a record, and of a small list the rows.  The
second gives the records one at a time; whatever is wrong with one of them is that record's own problem.
"""

from handout.patients.lists.reader import Check, Records, open_records
from handout.patients.lists.record import Record
from handout.patients.lists.row import RawRecord

__all__ = ["Check", "RawRecord", "Record", "Records", "open_records"]
