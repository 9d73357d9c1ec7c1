"""Compares documents with the words and tags that a person has reviewed."""
