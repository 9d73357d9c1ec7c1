"""Fonts as numbers: their tables, outlines, the characters that they have, and how wide these are."""
