"""The goldens of a whole workspace: every document that it can print, in the folder `snapshots`, as text.

`documents` says which there are, `inspect` makes and compares them, `update` writes what has changed.
"""

from handout.regression.snapshot.plan import FOLDER, PlannedDocument, Scope, documents
from handout.regression.snapshot.render import RenderJob
from handout.regression.snapshot.run import Inspection, SnapshotEntry, SnapshotState, inspect, pdfs, update

__all__ = [
    "FOLDER",
    "Inspection",
    "PlannedDocument",
    "RenderJob",
    "Scope",
    "SnapshotEntry",
    "SnapshotState",
    "documents",
    "inspect",
    "pdfs",
    "update",
]
