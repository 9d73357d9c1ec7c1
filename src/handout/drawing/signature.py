"""How a drawing's file begins; asking for it loads no module that reads drawings."""

from __future__ import annotations

_BOM = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def written_as_xml(content: bytes) -> bool:
    """Whether a file begins as XML does, or as XML that is compressed."""
    if content.startswith(b"\x1f\x8b"):
        return True
    for mark in _BOM:
        content = content.removeprefix(mark)
    return content[:200].replace(b"\0", b"").lstrip().startswith(b"<")
