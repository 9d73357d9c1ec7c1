"""Changes of bytes: what a damaged disk, a cut transfer or an attacker does to any file."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

TOKENS = (
    b"\0", b"\x07", b"\x1b[31m", b"\x7f", b"\x85", b"\r", b"\r\n", b"\n\n", b"\t", b" ", b"\xef\xbb\xbf", b"\xff\xfe",
    b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc2\xad", b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\xe2\x81\xa0",
    b"\xc2\xa0", b"\xcc\x81", b"\xf0\x9f\x98\x80", b"\xe5\xb1\xb1", b"\xd7\x90", b"\xd8\xb9", b"\xe0\xa4\x95",
    b"---\n", b"...\n", b"&a ", b"*a ", b"<<: *a\n", b"!!binary ", b"!!python/object:os.system ", b"? ", b"- ", b": ",
    b"#", b" # ", b"|", b">-\n", b"'", b'"', b"\\", b"%YAML 1.1\n", b"[", b"]", b"{", b"}", b",", b";", b"@", b"`",
    b"~",
    b"{{", b"}}", b"{{ patient.name }}", b"{{ date | date('full') }}", b"{%", b"{#", b"[](#", b"[@", b"**", b"*", b"](",
    b"null", b"true", b"no", b"0", b"-1", b"1e999", b"0.0000001", b"9" * 40, b"NaN", b"-Infinity", b"0x1F",
    b"2026-02-30",
    b"A" * 300, b"word " * 300, b"[" * 80, b"{a: " * 80, b"=1+1", b"../../", b"/dev/zero", b"file:///etc/passwd",
    b"obj", b"endobj", b"stream\n", b"endstream", b"xref", b"<<", b">>", b"/Kids[1 0 R]", b"/Count -1",
    b"/Length 9999999",
    b"/Type/Page", b"/Parent 1 0 R", b"/K 2 0 R", b"/MCID -5", b"BT ", b" Tj", b"ET ", b" Do ", b"q " * 50, b"1 0 R",
)  # fmt: skip
"""What means something in one of the formats."""


def changed(content: bytes, chance: Random, other: bytes) -> bytes:
    """The content with one change of its bytes; `other` is a file of the same kind."""
    return chance.choice(CHANGES)(content, chance, other)


def _place(content: bytes, chance: Random) -> int:
    return chance.randint(0, len(content))


def _range(content: bytes, chance: Random) -> tuple[int, int]:
    start = _place(content, chance)
    return start, min(len(content), start + int(2 ** (chance.random() * 10)))


def _flip(content: bytes, chance: Random, _: bytes) -> bytes:
    if not content:
        return b"\1"
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :]


def _byte(content: bytes, chance: Random, _: bytes) -> bytes:
    at = _place(content, chance)
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def _token(content: bytes, chance: Random, _: bytes) -> bytes:
    at = _place(content, chance)
    return content[:at] + chance.choice(TOKENS) + content[at:]


def _token_for(content: bytes, chance: Random, _: bytes) -> bytes:
    start, end = _range(content, chance)
    return content[:start] + chance.choice(TOKENS) + content[min(end, start + 8) :]


def _removed(content: bytes, chance: Random, _: bytes) -> bytes:
    start, end = _range(content, chance)
    return content[:start] + content[end:]


def _repeated(content: bytes, chance: Random, _: bytes) -> bytes:
    start, end = _range(content, chance)
    return content[:end] + content[start:end] * chance.choice((1, 2, 30)) + content[end:]


def _moved(content: bytes, chance: Random, _: bytes) -> bytes:
    start, end = _range(content, chance)
    rest = content[:start] + content[end:]
    at = _place(rest, chance)
    return rest[:at] + content[start:end] + rest[at:]


def _cut(content: bytes, chance: Random, _: bytes) -> bytes:
    return content[: _place(content, chance)]


def _spliced(content: bytes, chance: Random, other: bytes) -> bytes:
    return content[: _place(content, chance)] + other[_place(other, chance) :]


def _number(content: bytes, chance: Random, _: bytes) -> bytes:
    """Another number for one that stands there."""
    at = [index for index in range(len(content)) if content[index : index + 1].isdigit()]
    if not at:
        return content
    start = chance.choice(at)
    end = start
    while end < len(content) and content[end : end + 1].isdigit():
        end += 1
    return content[:start] + chance.choice(NUMBERS) + content[end:]


NUMBERS = (
    b"0", b"-1", b"1", b"2", b"7", b"255", b"65536", b"2147483647", b"2147483648", b"4294967296", b"9" * 20, b"9" * 400,
    b"1e308", b"1e999", b"-0.0", b"0.00001", b"1.5", b"10000", b"1000000",
)  # fmt: skip

Change = Callable[[bytes, Random, bytes], bytes]
CHANGES: tuple[Change, ...] = (
    _flip, _byte, _token, _token, _token_for, _removed, _removed, _repeated, _moved, _cut, _spliced, _number, _number,
)  # fmt: skip
