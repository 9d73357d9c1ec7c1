"""XLIFF 2.0 for translation agencies: a translation's texts out, and what the agency wrote in again.

Standard: http://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html.  A *unit* is a paragraph.  Markup and
fields are *codes* in it, which the agency's program keeps whole (`codes`).  A file that comes back is read by `reading`
and compared with the original by `delivery`; the texts go into the translation's file by `update`, as if typed there.
"""
