"""The scan of a finished document for patients for text that is for other readers."""
