"""The built-in font's files: their package has them compressed, and they are unpacked as far as they are needed.

Most text needs no rules for shaping, which are the last two fifths of a file.  To import the package's own modules
would unpack all of it, which takes a twentieth of the time of printing one document.
"""

from __future__ import annotations

import struct
from base64 import b64decode
from collections.abc import Collection
from functools import cached_property
from importlib.util import find_spec
from typing import Any

_HEADER, _ENTRY = 12, 16
"""Bytes before a file's directory of tables, and bytes of each entry in it (ISO/IEC 14496-22, 4.5)."""
_MOST_TABLES = 64


class BuiltInFile:
    """One file, by the name of its module in the package pymupdf-fonts."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._begun = b""

    @cached_property
    def _unpacker(self) -> Any:
        """What unpacks the file, which is a constant in the code of its module."""
        from lzma import LZMADecompressor

        spec: Any = find_spec(f"pymupdf_fonts.{self._module}")
        code = spec.loader.get_code(spec.name)
        packed = max((value for value in code.co_consts if isinstance(value, bytes)), key=len)
        unpacker = LZMADecompressor()
        self._begun = unpacker.decompress(b64decode(packed), _HEADER + _ENTRY * _MOST_TABLES)
        return unpacker

    def _up_to(self, end: int) -> bytes:
        """At least so many bytes of the file."""
        unpacker = self._unpacker
        while len(self._begun) < end and not unpacker.eof:
            self._begun += unpacker.decompress(b"", end - len(self._begun))
        return self._begun

    @cached_property
    def whole(self) -> bytes:
        """The whole file."""
        start = self._up_to(0)
        if not self._unpacker.eof:
            self._begun = start + self._unpacker.decompress(b"")
        return self._begun

    def with_tables(self, wanted: Collection[str]) -> bytes:
        """The file up to the last of the wanted tables, with a directory of the tables up to there."""
        start = self._up_to(0)
        (count,) = struct.unpack_from(">H", start, 4)
        first = _HEADER + _ENTRY * count
        entries = [start[at : at + _ENTRY] for at in range(_HEADER, first, _ENTRY)]
        ends = [(entry, sum(struct.unpack_from(">LL", entry, 8))) for entry in entries]
        last = max(end for entry, end in ends if entry[:4].decode("latin-1") in wanted)
        kept = [entry for entry, end in ends if end <= last]
        directory = start[:4] + struct.pack(">H", len(kept)) + start[6:_HEADER] + b"".join(kept)
        return directory.ljust(first, b"\0") + self._up_to(last)[first:last]
