"""Destinations of a batch: a folder or an object store, and the manifest of its documents."""
