"""Documents held to the words and tags that a person has reviewed."""
