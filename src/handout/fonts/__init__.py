"""Fonts: tables and outlines of font files, their characters, the widths of these, and shaping."""
