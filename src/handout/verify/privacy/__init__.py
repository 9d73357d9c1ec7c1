"""The scan of a finished document for patients: nothing that is written for others may be in it."""
