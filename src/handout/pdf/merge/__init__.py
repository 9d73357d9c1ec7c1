"""Many finished documents as one file, in flat memory."""
