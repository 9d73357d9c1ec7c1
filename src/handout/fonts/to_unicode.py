"""ToUnicode maps: the character for each code of an embedded font (ISO 32000-1, 9.10.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal


def to_unicode_map(kind: Literal["bfchar", "bfrange"], entries: Sequence[bytes]) -> bytes:
    """The map with these entries, for codes of two bytes."""
    # A block holds at most 100 entries (Adobe technical note 5014).
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    name = kind.encode()
    body = (b"%d begin%s\n%s\nend%s" % (len(block), name, b"\n".join(block), name) for block in blocks)
    return _CMAP % b"\n".join(body)


_CMAP = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
%s
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
