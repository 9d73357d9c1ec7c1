"""The order of characters in text of two directions: Unicode's bidirectional algorithm (UAX #9)."""
