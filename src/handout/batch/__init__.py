"""Batches: a personalised document for each of many patients, from editions that are made once.

The story in order: `run` reads records, `order` says what each of them gets, `crew` hands chunks of that to workers,
`work` makes and writes them, `stamping` does it with the `forms` of editions that `plan` tells apart, `writing` and
`manifest` make it last; `combine` binds what was made for the printer.
"""

from handout.batch.combine import Printed, PrintRun
from handout.batch.limits import Limits
from handout.batch.order import Columns, Order
from handout.batch.run import Listener, Options, Summary, run
from handout.batch.work import Outcome

__all__ = ["Columns", "Limits", "Listener", "Options", "Order", "Outcome", "PrintRun", "Printed", "Summary", "run"]
