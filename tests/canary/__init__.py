"""Random topics whose every text is a word of its own, and a second, naive walk that says who gets which."""
