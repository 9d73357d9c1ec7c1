"""The workers that make the documents of a batch: processes on this machine, or a cluster."""
