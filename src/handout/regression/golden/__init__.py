"""Goldens: the words and tags of a PDF as text that a person reviews, and what has changed since."""
