"""Lists in other encodings than UTF-8: only in the one that is named, and never by a guess.

A guess can be wrong without a sign of it: a name in one legacy encoding is another name in the next.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Final

from handout.diagnostics import HandoutError, InputError, Span, UsageError, option

UTF_8: Final = "utf-8"
_MARKS = {
    codecs.BOM_UTF8: ("UTF-8", ("utf-8",)),
    codecs.BOM_UTF32_LE: ("UTF-32", ("utf-32", "utf-32-le")),
    codecs.BOM_UTF32_BE: ("UTF-32", ("utf-32", "utf-32-be")),
    codecs.BOM_UTF16_LE: ("UTF-16", ("utf-16", "utf-16-le")),
    codecs.BOM_UTF16_BE: ("UTF-16", ("utf-16", "utf-16-be")),
}
"""Byte order marks, the longer ones first: what a file with it is, and under which names that is read."""
_NO_LISTS = frozenset(("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"))
"""In which backslashes or signs are no letters, though Python decodes them."""


def encoding_named(name: str) -> str:
    """Python's name of an encoding; HandoutError, exit code 2, for a name that isn't one."""
    try:
        found = codecs.lookup(name).name.replace("_", "-")
        "".encode(found)  # LookupError for what isn't for text, as base64
    except (LookupError, ValueError):
        found = ""
    if not found or found in _NO_LISTS:
        hint = "for instance utf-8, windows-1252, iso-8859-2 or utf-16"
        raise UsageError.at(option("encoding"), f"there is no encoding '{name[:40]}'", hint, "encoding")
    return UTF_8 if found == "utf-8-sig" else found


def read_as(pieces: Iterator[bytes], encoding: str, name: str) -> Iterator[bytes]:
    """The same text in UTF-8, piece by piece; HandoutError where it isn't in its encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    offset, lines = 0, 1
    for piece in pieces:
        if offset == 0:
            _marked(piece, encoding, name)
        pending = _pending(decoder)
        try:
            text = decoder.decode(piece)
        except UnicodeDecodeError as error:
            lines += error.object[: error.start].decode(encoding, "ignore").count("\n")
            raise _foreign(encoding, Span(name, lines, 1), offset - pending + error.start) from None
        lines += text.count("\n")
        offset += len(piece)
        yield text.encode()
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise _foreign(encoding, Span(name, lines, 1), offset - _pending(decoder)) from None


def _pending(decoder: codecs.IncrementalDecoder) -> int:
    """Bytes of a character that isn't whole yet."""
    return len(decoder.getstate()[0])


def _marked(head: bytes, encoding: str, name: str) -> None:
    """HandoutError for a file that begins with another encoding's mark."""
    for mark, (written, names) in _MARKS.items():
        if head.startswith(mark):
            if encoding not in names:
                hint = f"leave {option('encoding')} out" if written == "UTF-8" else f"name it {written.lower()}"
                message = f"it begins with the mark of {written}, and is to be read as {encoding}"
                raise InputError.at(Span(name), message, hint, "encoding")
            return
    if encoding in ("utf-16", "utf-32"):
        message = f"no mark at its beginning tells the order of its bytes in {encoding}"
        raise InputError.at(Span(name), message, f"name it {encoding}-le or {encoding}-be", "encoding")


def _foreign(encoding: str, where: Span, offset: int) -> HandoutError:
    hint = "look in the program that wrote the file which encoding it is in"
    return InputError.at(where, f"not {encoding}: a byte at offset {offset}", hint, "encoding")
