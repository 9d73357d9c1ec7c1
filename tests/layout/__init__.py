"""Document to Pages."""
