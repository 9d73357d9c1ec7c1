"""Batches: a personalised document for each of many patients, from editions that are made once.

The story in order: `run` reads records, `order` says what each of them gets, `crew` hands chunks of that to workers,
`work` makes and writes them, `stamping` does it with the `forms` of editions that `plan` tells apart, `writing` and
`manifest` make it last; `combine` binds what was made for the printer.
"""

from handout.batch.combine import Printed, PrintRun
from handout.batch.crew import Unreachable
from handout.batch.jobs import Outcome
from handout.batch.limits import Limits
from handout.batch.options import Listener, Options, Summary
from handout.batch.order import Columns, Order
from handout.batch.run import run
from handout.batch.store import Store, store

__all__ = [
    "Columns", "Limits", "Listener", "Options", "Order", "Outcome", "PrintRun", "Printed", "Store", "Summary",
    "Unreachable", "run", "store",
]  # fmt: skip
