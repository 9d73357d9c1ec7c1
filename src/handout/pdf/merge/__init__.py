"""Many finished documents merged into one file, in little memory."""
