"""Batches: a personalised document for each of many patients, from forms that are made once.

The stages in order: `run` checks the order and locks the output.  `making` reads the records; `requests` says which
documents each record gets, and `outstanding` which of them are still to be made.  `workers.pool` gives chunks of tasks
to workers; `workers.worker` makes the documents with the forms of `variable_data`.  `output` writes them durably, and
`results` their lines of the manifest.  `print_run` merges them for the printer.
"""
