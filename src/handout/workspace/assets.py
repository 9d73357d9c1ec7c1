"""Images and fonts of a workspace, opened safely: regular files inside it, small enough, wholly read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from handout.content.clinic import Clinic
from handout.content.font_files import FontFiles
from handout.diagnostics import Diagnostic, InputError, Span
from handout.document import Picture
from handout.drawing.signature import written_as_xml
from handout.fonts.faces import StyleName
from handout.raster.examined import ImageRefused, examine
from handout.source.scalars import Plain
from handout.source.values import suggestion
from handout.system import opening

LARGEST_IMAGE = 20 << 20
LARGEST_FONT = 40 << 20
"""Bytes; the largest fonts of Chinese, Japanese and Korean together have 33 million."""
_MEMBER = re.compile(r"(?P<path>.+\.(?:ttc|otc))#(?P<number>[1-9]\d?)", re.IGNORECASE)
"""One font of a collection, as `fonts/Noto.ttc#2`."""


_ELSEWHERE = re.compile(r"~[/\\\\]|[A-Za-z]:[/\\\\]|\\\\")
"""How a path begins that leads out of the workspace on a machine, whichever this one is: `~/`, `C:\\`, `\\\\server`."""


_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
"""What a browser saves where there was no picture, or in place of one."""
_PRINTED = (".png", ".jpg", ".jpeg", ".svg", ".ttf", ".otf")
"""Ends of names of what can be printed."""


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
        self._examined: dict[Path, str | AssetError | InputError] = {}

    def picture(self, file: str, span: Span) -> Picture:
        """An image, its path relative to the file of the span; HandoutError when it can't be taken."""
        try:
            path = self._path(file, span)
            if path not in self._pictures:
                self._pictures[path] = self._picture(path)[0]
            return self._pictures[path]
        except AssetError as error:
            raise InputError([_problem(file, span, error)]) from None

    def picture_problems(self, file: str, span: Span) -> list[Diagnostic]:
        """Why an image can't be taken, or what is to be reported about it; it is read once, and not kept."""
        try:
            path = self._path(file, span)
        except AssetError as error:
            return [_problem(file, span, error)]
        if path not in self._examined:
            try:
                self._examined[path] = self._picture(path)[1]
            except (AssetError, InputError) as error:
                self._examined[path] = error
        found = self._examined[path]
        if isinstance(found, InputError):
            return [*found.diagnostics]
        if isinstance(found, AssetError):
            return [_problem(file, span, found)]
        hint = "save it again in sRGB; until then it is printed as if it were"
        return [Diagnostic(span, f"'{file[:80]}': {found}", hint, "colour-profile", "warning")] if found else []

    def _picture(self, path: Path) -> tuple[Picture, str]:
        """A picture, with what is to be reported about it."""
        content = self._content(path, LARGEST_IMAGE)
        if _WEB_PAGE.match(content):
            raise AssetError("not a picture but a web page", "save the picture itself", "image-broken")
        if written_as_xml(content):
            from handout.drawing.svg import read

            drawn = read(content, self._name(path))
            return Picture(content=content, format="SVG", width=drawn.width, height=drawn.height), ""
        try:
            found = examine(content)
        except ImageRefused as error:
            raise AssetError(error.message, error.hint, error.code) from error
        return Picture(content=content, format=found.format, width=found.width, height=found.height), found.warning

    def fonts(self, clinic: Clinic) -> dict[str, dict[StyleName, bytes]]:
        """The TrueType files of the clinic's families, by style; HandoutError names those that can't be taken."""
        problems: list[Diagnostic] = []
        found: dict[str, dict[StyleName, bytes]] = {}
        for family, files in clinic.fonts.families.items():
            found[family] = self._family(files, problems)
        InputError.raise_for(problems)
        return found

    def _family(self, files: FontFiles, problems: list[Diagnostic]) -> dict[StyleName, bytes]:
        styles: dict[StyleName, Plain | None] = {
            "regular": files.regular,
            "bold": files.bold,
            "italic": files.italic,
            "bold-italic": files.bold_italic,
        }
        from handout.fonts.own_files import alone

        found: dict[StyleName, bytes] = {}
        for style, file in styles.items():
            if file is None:
                continue
            try:
                content, member = self._content(self._path(file, files.span), LARGEST_FONT), _MEMBER.fullmatch(file)
                found[style] = alone(content, int(member["number"]) if member else 1)
            except AssetError as error:
                problems.append(_problem(file, files.span, error))
            except ValueError as error:
                problems.append(_problem(file, files.span, AssetError(str(error), "use another file of it", "font")))
        return found

    def packed(self, references: Iterable[tuple[str, Span]]) -> Packed:
        """The files that are named in these places."""
        names: dict[tuple[str, str], str | tuple[str, str, str]] = {}
        files: dict[str, bytes] = {}
        for file, span in references:
            try:
                path = self._path(file, span)
                key = self._name(path)
                files[key] = files[key] if key in files else self._content(path, max(LARGEST_IMAGE, LARGEST_FONT))
                names[span.file, file] = key
            except AssetError as error:
                names[span.file, file] = error.message, error.hint, error.code
        return Packed(names, files)

    def _content(self, path: Path, most: int) -> bytes:
        if self._packed is not None:
            return self._packed.files[path.as_posix()]
        try:
            return _content(path, most)
        except AssetError as error:
            if error.code != "no-such-file":
                raise
            raise AssetError(error.message, self._looked_in(path.parent, path.name), error.code) from None

    def _name(self, path: Path) -> str:
        """A file's own name in messages."""
        return path.as_posix() if self._packed is not None else path.relative_to(self._root).as_posix()

    def _looked_in(self, folder: Path, name: str) -> str:
        """Where a file was looked for, and one that is there and may be meant."""
        shown = folder.relative_to(self._root).as_posix()
        shown = "the workspace's own folder" if shown == "." else f"the folder {shown}"
        if not folder.is_dir():
            return f"{shown} isn't there"
        try:
            # Of several with one name, one that can be printed is proposed: the last.
            files = sorted(folder.iterdir(), key=lambda path: (path.suffix.lower() in _PRINTED, path.name))
        except OSError:
            files = []
        if same := next((path.name for path in files if path.name.casefold() == name.casefold()), ""):
            return f"it was looked for in {shown}; did you mean '{same}'?"
        there = {path.stem: path.name for path in files}
        near = suggestion(Path(name).stem, there)
        meant = next((file for stem, file in there.items() if f"'{stem}'" in near), "")
        return f"it was looked for in {shown}" + (f"; did you mean '{meant}'?" if meant else "")

    def _path(self, file: str, span: Span) -> Path:
        if self._packed is not None:
            found = self._packed.names[span.file, file]
            if isinstance(found, tuple):
                raise AssetError(*found)
            return Path(found)
        file = of_collection(file)
        if "://" in file or Path(file).is_absolute() or _ELSEWHERE.match(file):
            raise AssetError("not a path in the workspace", "copy the file into the workspace", "outside")
        if "\\" in file:
            raise AssetError("no such file", "write / between folders, on Windows too", "no-such-file")
        path = (self._root / span.file).parent / file
        try:
            resolved = path.resolve()
        except (OSError, RuntimeError, ValueError):
            raise AssetError("not a path", code="outside") from None
        if not resolved.is_relative_to(self._root):
            raise AssetError("is outside the workspace", "copy the file into the workspace", "outside")
        return resolved


def of_collection(file: str) -> str:
    """The path of a file, without the number of a font in it."""
    member = _MEMBER.fullmatch(file)
    return member["path"] if member else file


def _problem(file: str, span: Span, error: AssetError) -> Diagnostic:
    return Diagnostic(span, f"'{file[:80]}': {error.message}", error.hint, error.code)


def _content(path: Path, most: int) -> bytes:
    """A regular file's bytes; a FIFO or a device is refused before anything is read."""
    try:
        handle = opening.read(path, links=True)
    except FileNotFoundError:
        raise AssetError("no such file", code="no-such-file") from None
    except opening.NotRegular as error:
        hint = "name a file in this folder" if path.is_dir() else "name a file"
        raise AssetError(str(error.strerror), hint, "not-a-file") from None
    except (OSError, ValueError) as error:
        raise AssetError(
            f"can't be read: {getattr(error, 'strerror', None) or 'not a path'}", code="unreadable"
        ) from None
    with os.fdopen(handle, "rb") as file:
        if os.fstat(handle).st_size > most:
            raise AssetError(f"over {most >> 20} MiB", "make it smaller", "too-large")
        return file.read(most)
