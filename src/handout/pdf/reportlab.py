"""The only import of ReportLab: paths and QR codes, without the machine's settings.

Importing ReportLab executes `reportlab_settings.py` and `reportlab_mods.py` from the path and from the home folder, and
reads `RL_*` variables.  What is printed must not depend on any of these, so they are blocked first.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from types import ModuleType
from typing import Any

from handout.replaced_modules import replaced

_SETTINGS = ("reportlab_settings", "reportlab_mods", "reportlab.local_rl_settings", "reportlab.local_rl_mods")
_NO_SHAPING: dict[str, ModuleType | None] = {"uharfbuzz": None}
"""ReportLab imports HarfBuzz wherever it is installed, for shaping of its own, which isn't used."""
_UTILITIES = "reportlab.lib.utils"


@cache
def _block_settings() -> None:
    for name in _SETTINGS:
        sys.modules[name] = ModuleType(name)


@cache
def _read_no_settings() -> None:
    _block_settings()
    hidden = {name: os.environ.pop(name) for name in tuple(os.environ) if name.startswith("RL_")}
    try:
        import reportlab.rl_config  # noqa: F401 - it reads its settings once, here
    finally:
        os.environ.update(hidden)


def _few_utilities() -> dict[str, ModuleType | None]:
    """ReportLab's own import Pillow and more, which takes longer than all paths of a document; paths need five."""
    if _UTILITIES in sys.modules:
        return {}
    few: Any = ModuleType(_UTILITIES)
    few.isSeq = lambda value: isinstance(value, (tuple, list))
    few.isUnicode = lambda value: isinstance(value, str)
    few.rawBytes = lambda value: value.encode("latin-1") if isinstance(value, str) else value
    few.asBytes = lambda value, enc="utf8": value if isinstance(value, bytes) else value.encode(enc)
    few.asNative = lambda value, enc="utf8": value if isinstance(value, str) else value.decode(enc)
    return {_UTILITIES: few}


@cache
def _paths() -> Any:
    """ReportLab's module of paths, which needs no settings."""
    _block_settings()
    with replaced(_NO_SHAPING | _few_utilities()):
        from reportlab.pdfgen import pathobject
    return pathobject


def load() -> None:
    """Imports ReportLab, which else happens when the first document is painted."""
    _paths()


__all__ = ["load", "path", "qr_modules"]


def path() -> Any:
    """An empty path: moveTo, lineTo, curveTo, arc, circle, rect, roundRect, close; getCode gives its operators."""
    return _paths().PDFPathObject()


def qr_modules(url: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of a QR code, top first, True where it is dark; error correction M, no quiet zone."""
    _read_no_settings()
    with replaced(_NO_SHAPING):
        from reportlab.graphics.barcode import qrencoder  # imports 100 ms of barcodes

    encoder: Any = qrencoder
    code = encoder.QRCode(None, encoder.QRErrorCorrectLevel.M)
    code.addData(url)
    code.make()
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)
