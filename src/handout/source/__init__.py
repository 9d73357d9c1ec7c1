"""Reads the files that authors write: YAML, JSON and XML into values with their places, and values into types."""
