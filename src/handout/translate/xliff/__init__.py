"""XLIFF 2.0 for translation agencies: writes a translation's texts to a file, and reads the agency's texts from it.

Standard: http://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html.  A *unit* is a paragraph.  Markup and
fields are *codes* in it, which the agency's program keeps whole (`codes`).  `delivery` reads a file that comes back and
compares it with the original; `update` writes the texts into the translation's file, as if they were typed there.
"""
