"""The print run: all documents of a batch in one file, or in several."""
