"""Pieces of nodes in the frames of pages: breaks, places, page numbers, headers and footers."""
