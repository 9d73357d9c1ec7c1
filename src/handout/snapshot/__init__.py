"""The goldens of a whole workspace: every document that it can print, in the folder `snapshots`, as text.

`documents` says which there are, `inspect` makes and compares them, `update` writes what has changed.
"""

from handout.snapshot.make import Job
from handout.snapshot.plan import FOLDER, Scope, Wanted, documents
from handout.snapshot.run import Entry, Inspection, Kind, inspect, pdfs, update

__all__ = ["FOLDER", "Entry", "Inspection", "Job", "Kind", "Scope", "Wanted", "documents", "inspect", "pdfs", "update"]
