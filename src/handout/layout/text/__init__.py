"""Sets the text of one leaf in lines."""
