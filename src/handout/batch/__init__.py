"""Batches: a personalised document for each of many patients, from editions that are made once.

The story in order: `run` reads records, `order` says what each of them gets, `crew` hands chunks of that to workers,
`work` makes and writes them, `stamping` does it with the `forms` of editions that `plan` tells apart, `writing` and
`manifest` make it last; `combine` binds what was made for the printer.
"""

from handout.batch.options import Listener, Options, Summary
from handout.batch.output.s3 import Store, store
from handout.batch.print_run.combine import PrintRun, PrintRunResult
from handout.batch.requests import Order, RequestColumns
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
