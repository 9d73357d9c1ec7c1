"""Font files: their tables and outlines, the characters that they have, and how wide these are."""
