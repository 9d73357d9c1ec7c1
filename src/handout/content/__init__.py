"""What a workspace says, with its types: texts, nodes, topics, layouts and the clinic."""
