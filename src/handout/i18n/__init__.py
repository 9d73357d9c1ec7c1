"""Everything that depends on a language: the program's own words, dates, numbers, and units in texts."""
