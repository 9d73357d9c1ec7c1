"""Images and fonts of a workspace, opened safely: regular files inside it, small enough, wholly read."""

from __future__ import annotations

import io
import os
import stat
import struct
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from handout.model.clinic import Clinic, FontFiles
from handout.source import Diagnostic, HandoutError, Span, suggestion
from handout.tree import Picture

MOST_PIXELS = 25_000_000
LARGEST_IMAGE = 20 << 20
LARGEST_FONT = 20 << 20
"""Bytes."""


_ORIENTATION, _TURNED = 0x0112, (5, 6, 7, 8)
"""EXIF: a photograph taken with the camera on its side; painting sets it upright."""


class AssetError(Exception):
    """Why a file can't be taken: `message`, `hint` and `code` of the diagnostic."""

    def __init__(self, message: str, hint: str = "", code: str = "asset") -> None:
        super().__init__(message)
        self.message, self.hint, self.code = message, hint, code


class Packed(Struct, frozen=True):
    """The files of a workspace for who can't read its folder."""

    names: Mapping[tuple[str, str], str | tuple[str, str, str]]
    """By the file that names another, and the name that it has there: which of the files it is, or why it is none."""
    files: Mapping[str, bytes]


class Assets:
    """The files of a workspace; a picture is opened once."""

    def __init__(self, root: Path, packed: Packed | None = None) -> None:
        """What was packed is never looked for in the folder."""
        self._root = root.resolve()
        self._packed = packed
        self._pictures: dict[Path, Picture] = {}

    def picture(self, file: str, span: Span) -> Picture:
        """An image, its path relative to the file of the span; HandoutError when it can't be taken."""
        try:
            path = self._path(file, span)
            if path not in self._pictures:
                self._pictures[path] = _picture(self._content(path, LARGEST_IMAGE))
            return self._pictures[path]
        except AssetError as error:
            raise HandoutError([Diagnostic(span, f"'{file[:80]}': {error.message}", error.hint, error.code)]) from None

    def fonts(self, clinic: Clinic) -> dict[str, dict[str, bytes]]:
        """The TrueType files of the clinic's families, by style; HandoutError names those that can't be taken."""
        problems: list[Diagnostic] = []
        found: dict[str, dict[str, bytes]] = {}
        for family, files in clinic.fonts.families.items():
            found[family] = self._family(files, problems)
        if problems:
            raise HandoutError(problems)
        return found

    def _family(self, files: FontFiles, problems: list[Diagnostic]) -> dict[str, bytes]:
        styles = {
            "regular": files.regular,
            "bold": files.bold,
            "italic": files.italic,
            "bold-italic": files.bold_italic,
        }
        found = {}
        for style, file in styles.items():
            if file is None:
                continue
            try:
                found[style] = self._content(self._path(file, files.span), LARGEST_FONT)
            except AssetError as error:
                problems.append(Diagnostic(files.span, f"'{file[:80]}': {error.message}", error.hint, error.code))
        return found

    def packed(self, references: Iterable[tuple[str, Span]]) -> Packed:
        """The files that are named in these places."""
        names: dict[tuple[str, str], str | tuple[str, str, str]] = {}
        files: dict[str, bytes] = {}
        for file, span in references:
            try:
                path = self._path(file, span)
                key = str(path.relative_to(self._root))
                files[key] = files[key] if key in files else self._content(path, max(LARGEST_IMAGE, LARGEST_FONT))
                names[span.file, file] = key
            except AssetError as error:
                names[span.file, file] = error.message, error.hint, error.code
        return Packed(names, files)

    def _content(self, path: Path, most: int) -> bytes:
        if self._packed is not None:
            return self._packed.files[str(path)]
        try:
            return _content(path, most)
        except AssetError as error:
            if error.code != "no-such-file":
                raise
            raise AssetError(error.message, self._looked_in(path.parent, path.name), error.code) from None

    def _looked_in(self, folder: Path, name: str) -> str:
        """Where a file was looked for, and one that is there and may be meant."""
        shown = folder.relative_to(self._root).as_posix()
        shown = "the workspace's own folder" if shown == "." else f"the folder {shown}"
        if not folder.is_dir():
            return f"{shown} isn't there"
        try:
            there = {path.stem: path.name for path in sorted(folder.iterdir())}
        except OSError:
            there = {}
        near = suggestion(Path(name).stem, there)
        meant = next((file for stem, file in there.items() if f"'{stem}'" in near), "")
        return f"it was looked for in {shown}" + (f"; did you mean '{meant}'?" if meant else "")

    def _path(self, file: str, span: Span) -> Path:
        if self._packed is not None:
            found = self._packed.names[span.file, file]
            if isinstance(found, tuple):
                raise AssetError(*found)
            return Path(found)
        if "://" in file or Path(file).is_absolute():
            raise AssetError("not a path in the workspace", "copy the file into the workspace", "outside")
        path = (self._root / span.file).parent / file
        try:
            resolved = path.resolve()
        except (OSError, RuntimeError, ValueError):
            raise AssetError("not a path", code="outside") from None
        if not resolved.is_relative_to(self._root):
            raise AssetError("lies outside the workspace", "copy the file into the workspace", "outside")
        return resolved


def _content(path: Path, most: int) -> bytes:
    """A regular file's bytes; a FIFO or a device is refused before anything is read."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError:
        raise AssetError("no such file", code="no-such-file") from None
    except (OSError, ValueError) as error:
        raise AssetError(
            f"can't be read: {getattr(error, 'strerror', None) or 'not a path'}", code="unreadable"
        ) from None
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise AssetError("not a regular file", code="not-a-file")
    with os.fdopen(handle, "rb") as file:
        if status.st_size > most:
            raise AssetError(f"over {most >> 20} MiB", "make it smaller", "too-large")
        return file.read(most)


def _picture(content: bytes) -> Picture:
    """A PNG or JPEG, decoded once from end to end to know that it can be."""
    from PIL import Image

    if not content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        raise AssetError("not a PNG or JPEG image", "save it as PNG or JPEG", "image-broken")
    width, height = 0, 0
    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        with opened(content) as image:
            width, height, kind = image.width, image.height, str(image.format)
            if width * height > MOST_PIXELS:
                message = f"{width:,} by {height:,} pixels, at most {MOST_PIXELS:,} are taken"
                raise AssetError(message, "make it smaller", "image-too-large")
            image.load()
            if "exif" in image.info and image.getexif().get(_ORIENTATION) in _TURNED:
                width, height = height, width
        if kind == "PNG" and not _whole(content):
            raise AssetError("the image is broken", "save it anew", "image-broken")
    except AssetError:
        raise
    except Exception as error:
        raise AssetError("the image is broken", "save it anew", "image-broken") from error
    finally:
        Image.MAX_IMAGE_PIXELS = limit
    return Picture(content=content, format=_format(kind), width=width, height=height)


def opened(content: bytes) -> Any:
    """An image as Pillow reads it; a PNG without asking it, as it would load what reads five other formats first."""
    if content.startswith(b"\x89PNG"):
        from PIL.PngImagePlugin import PngImageFile

        return PngImageFile(io.BytesIO(content))
    from PIL import Image

    return Image.open(io.BytesIO(content), formats=("JPEG",))


_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Where each pass of an interlaced PNG begins, and its steps (PNG, 8.1)."""


def _whole(png: bytes) -> bool:
    """Whether a PNG has all its chunks and all its rows; Pillow takes one that lacks some, and shows them black."""
    at, packed, header, ended = 8, [], b"", False
    while at + 12 <= len(png) and not ended:
        length, kind = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        data = png[at + 8 : at + 8 + length]
        if int.from_bytes(png[at + 8 + length : at + 12 + length]) != zlib.crc32(kind + data):
            return False
        header = data if kind == b"IHDR" else header
        packed += [data] if kind == b"IDAT" else []
        ended, at = kind == b"IEND", at + 12 + length
    width, height, bits, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    passes = _ADAM7 if interlaced else ((0, 0, 1, 1),)
    sizes = ((max(0, -(-(width - x) // dx)), max(0, -(-(height - y) // dy))) for x, y, dx, dy in passes)
    depth = bits * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    wanted = sum(high * (1 + (wide * depth + 7) // 8) for wide, high in sizes if wide)
    unpacker, left, found = zlib.decompressobj(), b"".join(packed), 0
    # A piece at a time: the rows of a photograph are a hundred megabytes.
    while left and found < wanted:
        found += len(unpacker.decompress(left, 1 << 20))
        left = unpacker.unconsumed_tail
    return ended and found >= wanted


def _format(kind: str) -> Any:
    return "JPEG" if kind in ("JPEG", "MPO") else "PNG"
