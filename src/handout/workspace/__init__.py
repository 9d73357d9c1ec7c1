"""A workspace as it is read: the clinic, layouts, topics, fragments, images and fonts."""
