"""What `handout check` proves of a workspace before anything is printed."""
