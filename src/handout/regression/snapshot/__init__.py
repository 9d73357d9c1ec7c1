"""The goldens of a whole workspace: every document that it can print, in the folder `snapshots`, as text.

`documents` says which there are, `inspect` makes and compares them, `update` writes what has changed.
"""

from handout.regression.snapshot.plan import FOLDER, Scope, Wanted, documents
from handout.regression.snapshot.render import Job
from handout.regression.snapshot.run import Entry, Inspection, Kind, inspect, pdfs, update

__all__ = ["FOLDER", "Entry", "Inspection", "Job", "Kind", "Scope", "Wanted", "documents", "inspect", "pdfs", "update"]
