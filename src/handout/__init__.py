"""Patient handouts and clinician summaries from one source."""

__version__ = "0.1.0"
