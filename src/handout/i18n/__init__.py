"""What depends on a language: the program's own words, dates, and units in texts."""
