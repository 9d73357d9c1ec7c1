"""Those who make the documents of a batch: processes here, or a cluster."""
