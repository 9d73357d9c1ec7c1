"""The text of one block in lines."""
