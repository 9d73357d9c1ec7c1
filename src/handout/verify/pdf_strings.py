"""The names and strings in the objects of a PDF, and what characters they mean (ISO 32000-1, 7.3)."""

from __future__ import annotations

import re

from msgspec import Struct

TOKEN = re.compile(
    rb"<<|>>|[\[\]]|/(?P<name>[^\s/<>\[\]()%]*)"
    rb"|\((?P<literal>[^\\()]*+(?:\\.[^\\()]*+)*+)\)|<(?P<hex>[0-9A-Fa-f]*)>",
    re.DOTALL,
)
"""What brackets an object, and each name and string in it."""
_ESCAPE = re.compile(rb"\\(\d{1,3}|.)", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class NamesAndStrings(Struct, frozen=True):
    """What objects say besides numbers."""

    names: frozenset[str]
    strings: tuple[tuple[str, bytes], ...]
    """Each with the name before it."""


def names_and_strings(body: bytes) -> NamesAndStrings:
    """Every name and every string."""
    key, names, strings = b"", set(), []
    for match in TOKEN.finditer(body):
        kind = match.lastgroup
        if kind == "name":
            key = match["name"]
            names.add(key)
        elif kind is not None:
            text = unescaped(match["literal"]) if kind == "literal" else bytes.fromhex(match["hex"].decode())
            strings.append((key.decode("latin-1"), text))
    return NamesAndStrings(frozenset(name.decode("latin-1") for name in names), tuple(strings))


def unescaped(content: bytes) -> bytes:
    """The bytes of a literal string."""
    if b"\\" not in content:
        return content
    return _ESCAPE.sub(lambda m: bytes([int(m[1], 8)]) if m[1].isdigit() else _PLAIN.get(m[1], m[1]), content)


def text_string(content: bytes) -> str:
    """A text string's characters."""
    if content.startswith(b"\xfe\xff"):
        return content[2:].decode("utf-16-be", "replace")
    return content.decode("latin-1")
