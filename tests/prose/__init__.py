"""Random prose in every place where an author may write text, in every way that YAML has of writing one."""
