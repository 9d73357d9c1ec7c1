"""Files that the program writes: their names, whole or not at all, and URLs of object stores."""
