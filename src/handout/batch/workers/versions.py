"""The versions that a document's bytes depend on: of this program and of its libraries."""

from __future__ import annotations

import os
import sys
import unicodedata
import zlib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from handout.batch.workers import installed
from handout.fonts.packaged import PACKAGED
from handout.i18n import dictionary
from handout.system import positions

if TYPE_CHECKING:
    from handout.batch.workers.jobs import Job

PACKAGES = ("babel", "jinja2", "msgspec", "pillow", "pymupdf-fonts", "pypdfium2", "reportlab", "uharfbuzz")
_NONE = "no version"
_SAMPLE = b"".join(b"%d 0 obj <</Length %d>> stream" % (at * at, at) for at in range(400))
_PIECE = 1 << 16
"""Bytes that are read at a time."""
_SHOWN = 8
"""Digits of a hash in a version."""


class VersionMismatch(Exception):
    """Documents of this worker would have other bytes than the documents of the run's machine."""


def sealed(job: Job, *, other_machines: bool) -> bytes:
    """A job as workers get it, with the versions that they must have; on this machine they have them."""
    import pickle

    wanted = {**versions(), **optional_packages()} if other_machines else None
    return pickle.dumps((wanted, pickle.dumps((pickle.dumps(job), b""))))


def with_forms(content: bytes, forms: bytes) -> bytes:
    """A sealed job with the forms that a worker has made for it."""
    import pickle

    wanted, rest = pickle.loads(content)
    job, _ = pickle.loads(rest)
    return pickle.dumps((wanted, pickle.dumps((job, forms))))


def opened(content: bytes) -> tuple[Job, bytes]:
    """A job that was sealed, and the forms for it.

    VersionMismatch before anything of them is read that another version could misread.
    """
    import pickle

    wanted, rest = pickle.loads(content)
    if wanted is not None:
        _compare(wanted)
    job, forms = pickle.loads(rest)
    return pickle.loads(job), forms


def _compare(wanted: Mapping[str, str]) -> None:
    own = {**versions(), **optional_packages()}
    for name, version in wanted.items():
        if own.get(name) != version:
            import socket

            where, there = socket.gethostname(), own.get(name, _NONE)
            message = f"a worker on {where} has {name} {there}, and this machine {version}"
            raise VersionMismatch(f"{message}: its documents would differ; install the same on both")


@cache
def versions() -> Mapping[str, str]:
    """The versions by name; handout's holds for its source, too."""
    from handout.version import __version__

    found = {
        "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "handout": f"{__version__} ({_source()})",
        "Unicode": unicodedata.unidata_version,
        # Builds of zlib that call themselves the same compress differently.
        "zlib": f"{zlib.ZLIB_RUNTIME_VERSION} ({_digest(zlib.compress(_SAMPLE, 9), zlib.compress(_SAMPLE, 6))})",
        "byte order": sys.byteorder,
    }
    return found | {name: installed.version(name) or _NONE for name in PACKAGES}


@cache
def optional_packages() -> Mapping[str, str]:
    """The versions of the optional packages of fonts, and of the one that knows the words of Thai and others."""
    packages = {*(font.package.replace("_", "-") for font in PACKAGED), dictionary.PACKAGE}
    return {package: installed.version(package) or _NONE for package in sorted(packages)}


def _source() -> str:
    """A hash of the program with all that is packed with it: words, the colour profile, its own font."""
    digest, room = sha256(), bytearray(_PIECE)
    for path in _names(Path(__file__).parents[2]):
        # A file object for each takes longer than the reading.
        file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            while taken := positions.read_into(file, (room,)):
                digest.update(memoryview(room)[:taken])
        finally:
            os.close(file)
    return digest.hexdigest()[:_SHOWN]


def _names(folder: Path) -> list[str]:
    """All files below a folder but Python's own copies, in one order; a Path for each takes thrice the time."""
    found, folders = list[str](), [str(folder)]
    for path in folders:
        here, below = list[str](), list[str]()
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    below.append(entry.path)
                elif not entry.name.endswith(".pyc") and entry.is_file():
                    here.append(entry.path)
        found += sorted(here)
        folders += sorted(below)
    return found


def _digest(*parts: bytes) -> str:
    return sha256(b"".join(parts)).hexdigest()[:_SHOWN]
