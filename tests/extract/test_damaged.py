"""A page whose content is damaged is named, whatever pdfium still reads of it."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from extract.make import Draft, text
from handout.compare.files import CompareOptions, compare_files
from handout.diagnostics import InputError
from handout.extract import pages
from handout.extract.damaged import damaged_pages

WORDS = text((50, 700, "Take 2 tablets at night."), (50, 650, "Ring us if it hurts."))
CONTENT = WORDS.encode("latin-1")
PACKED = zlib.compress(CONTENT)
Damage = Callable[[pikepdf.Page], None]


def _file(damage: Damage | None = None, **saved: object) -> bytes:
    draft = Draft(WORDS, WORDS, WORDS)
    for page in draft.pdf.pages:
        page.Contents.write(PACKED, filter=pikepdf.Name.FlateDecode)
    if damage is not None:
        damage(draft.pdf.pages[1])
    stored = BytesIO()
    draft.pdf.save(stored, compress_streams=False, **saved)  # type: ignore[arg-type]
    return stored.getvalue()


def _packed(content: bytes) -> Damage:
    return lambda page: page.Contents.write(content, filter=pikepdf.Name.FlateDecode)


def _plain(content: bytes) -> Damage:
    return lambda page: page.Contents.write(content)


def _filter(name: str) -> Damage:
    return lambda page: page.Contents.write(PACKED, filter=pikepdf.Name(f"/{name}"))


@pytest.mark.parametrize(
    "damage",
    [
        _packed(PACKED[: len(PACKED) // 2]),
        _packed(PACKED[:-5]),
        _packed(b"\0\0" + PACKED[2:]),
        _packed(PACKED[:20] + bytes([PACKED[20] ^ 255]) + PACKED[21:]),
        _packed(PACKED[:-1] + bytes([PACKED[-1] ^ 1])),
        _packed(zlib.compress(CONTENT[:-4])),
        _plain(b"BT /F 12 Tf (Take 2"),
        _plain(b"BT /F 12 Tf (Take (2"),
        _plain(b"(( " + CONTENT),
        _filter("Unknown"),
    ],
)
@pytest.mark.parametrize("objects", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_the_damaged_page_is_named(damage: Damage, objects: pikepdf.ObjectStreamMode, tmp_path: Path) -> None:
    content = _file(damage, object_stream_mode=objects)
    assert damaged_pages(content, 3) == [2]
    (path := tmp_path / "other.pdf").write_bytes(content)
    message = "other.pdf: the content of page 2 is damaged: words of it may be missing"
    with pytest.raises(InputError, match=message):
        pages(path)
    with pytest.raises(InputError, match=message):
        compare_files(path, path, CompareOptions())


@pytest.mark.parametrize(
    "damage",
    [
        None,
        _plain(CONTENT),
        _packed(PACKED[:-4]),  # some programs leave out the checksum
        _packed(PACKED + b"\n"),
        _filter("LZWDecode"),  # not read here
        _plain(rb"BT /F 12 Tf (a \( b (c) \) d) Tj ET"),
        _plain(b"BT /F 12 Tf (a) Tj ET % it isn't (closed"),
        _plain(b""),
        _packed(b""),
    ],
)
def test_a_page_that_may_be_whole_is_not(damage: Damage | None) -> None:
    assert damaged_pages(_file(damage), 3) == []
    assert damaged_pages(_file(damage, linearize=True), 3) == []


def test_a_missing_content_stream_is_damage() -> None:
    content = _file()
    start = content.index(b"/Contents", content.index(b"/Contents") + 1)
    number = content[start + 10 : content.index(b" ", start + 10)]
    lost = content.replace(b"\n" + number + b" 0 obj", b"\n" + b"9" * len(number) + b" 0 obj")
    assert damaged_pages(lost, 3) == [2]


def test_what_is_not_understood_is_not_judged() -> None:
    broken = _packed(b"\0\0" + PACKED[2:])
    locked = _file(broken, encryption=pikepdf.Encryption(owner="o", user=""))
    assert damaged_pages(locked, 3) == []
    assert damaged_pages(_file(broken), 4) == []
    assert damaged_pages(b"%PDF-1.7\n", 0) == []
