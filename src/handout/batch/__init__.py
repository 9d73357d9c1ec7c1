"""Batches: a personalised document for each of many patients, from forms that are made once.

The stages in order: `run` checks the order and locks the output.  `making` reads the records; `requests` says which
documents each record gets, and `outstanding` which of them are still to be made.  `workers.pool` gives chunks of tasks
to workers; `workers.worker` makes the documents with the forms of `variable_data`.  `output` writes them durably, and
`results` their lines of the manifest.  `print_run` merges them for the printer.
"""

from handout.batch.options import Listener, Options, Summary
from handout.batch.order import Order, RequestColumns
from handout.batch.output.s3 import Store, store
from handout.batch.print_run.combine import PrintRunResult
from handout.batch.print_run.target import PrintRun
from handout.batch.run import run
from handout.batch.workers.jobs import Outcome
from handout.batch.workers.limits import Limits
from handout.batch.workers.pool import Unreachable

__all__ = [
    "Limits",
    "Listener",
    "Options",
    "Order",
    "Outcome",
    "PrintRun",
    "PrintRunResult",
    "RequestColumns",
    "Store",
    "Summary",
    "Unreachable",
    "run",
    "store",
]  # fmt: skip
