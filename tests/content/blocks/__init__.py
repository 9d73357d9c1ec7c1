"""A case for each kind of block: its YAML, and the nodes that it becomes."""
