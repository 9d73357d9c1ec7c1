"""Variable-data printing: one form, and the slots in it filled with each patient's words."""
