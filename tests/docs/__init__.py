"""The documentation's examples, taken out of its pages and run."""
