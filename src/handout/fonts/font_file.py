"""A TrueType file put together from its tables (ISO/IEC 14496-22, chapter 4)."""

from __future__ import annotations

import struct
from collections.abc import Mapping

VERSION = 0x10000
ADJUSTED = 0xB1B0AFBA
"""The number from which the checksum of a whole file is subtracted."""
ADJUSTMENT = slice(8, 12)
"""The place of the difference in the table `head`."""
ALL = 0xFFFFFFFF


def words_sum(content: bytes | bytearray) -> int:
    """The sum of a content's words of four bytes; its lower 32 bits are the checksum."""
    count, rest = divmod(len(content), 4)
    if rest:
        content, count = content + bytes(4 - rest), count + 1
    return sum(struct.unpack(f">{count}L", content))


def font_file(tables: Mapping[str, bytes]) -> bytes:
    """A file with these tables, `head` among them."""
    count = len(tables)
    power = count.bit_length() - 1
    directory: list[bytes | int] = [VERSION, count, 16 << power, power, 16 * count - (16 << power)]
    body: list[bytes] = []
    offset, whole, adjusted = 12 + 16 * count, 0, 0
    for tag, table in sorted(tables.items()):
        content = table
        if tag == "head":
            content = table[: ADJUSTMENT.start] + bytes(4) + table[ADJUSTMENT.stop :]
            adjusted = offset + ADJUSTMENT.start
        size, checksum = len(content), words_sum(content) & ALL
        directory += (tag.encode("latin-1"), checksum, offset, size)
        body.append(content)
        if rest := -size % 4:
            body.append(bytes(rest))
        offset += size + rest
        whole += checksum
    head = struct.pack(">LHHHH" + "4sLLL" * count, *directory)
    file = bytearray(b"".join((head, *body)))
    struct.pack_into(">L", file, adjusted, (ADJUSTED - whole - words_sum(head)) & ALL)
    return bytes(file)
