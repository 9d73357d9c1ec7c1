"""Styles of a layout: resolved, scaled, and readable on their grounds."""
