"""Which documents are asked for, what their files are called, and which older files must not pass for them."""
