"""Files as authors write them: YAML and JSON to values with their places, and values to types."""
