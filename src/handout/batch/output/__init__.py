"""Where the documents of a batch go: a folder or an object store, and the manifest of what is there."""
