"""The only import of ReportLab: paths and QR codes, without the machine's settings.

Importing ReportLab executes `reportlab_settings.py` and `reportlab_mods.py` from the path and from the home folder, and
reads `RL_*` variables.  What is printed must not depend on any of these: the files are blocked, and nothing that is
imported here reads the variables.
"""

from __future__ import annotations

import importlib
import sys
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from handout.replaced_modules import replaced

_SETTINGS = ("reportlab_settings", "reportlab_mods", "reportlab.local_rl_settings", "reportlab.local_rl_mods")
_NO_SHAPING: dict[str, ModuleType | None] = {"uharfbuzz": None}
"""ReportLab imports HarfBuzz wherever it is installed, for shaping of its own, which isn't used."""
_UTILITIES = "reportlab.lib.utils"
_CODES = "reportlab.graphics.barcode.qrencoder"
MOST_CODES = 16
"""QR codes that are kept: the next form of a list has the same, as its topic or its clinic has them."""


@cache
def _block_settings() -> None:
    for name in _SETTINGS:
        sys.modules[name] = ModuleType(name)


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


@cache
def _encoder() -> Any:
    """ReportLab's module of QR codes, which needs nothing else of it: its packages would import 100 ms of barcodes."""
    _block_settings()
    if _CODES not in sys.modules:
        with replaced({name: _bare(name) for name in ("reportlab.graphics", "reportlab.graphics.barcode")}):
            importlib.import_module(_CODES)
        return sys.modules.pop(_CODES)  # or the package wouldn't be whole for others who import it
    return sys.modules[_CODES]


def _bare(name: str) -> ModuleType:
    """A package whose modules can be imported, without what it imports itself."""
    import reportlab

    package = ModuleType(name)
    package.__path__ = [str(Path(folder, *name.split(".")[1:])) for folder in reportlab.__path__]
    return package


def load() -> None:
    """Imports ReportLab, which else happens when the first document is painted."""
    _paths()


__all__ = ["load", "path", "qr_modules"]


def path() -> Any:
    """An empty path: moveTo, lineTo, curveTo, arc, circle, rect, roundRect, close; getCode gives its operators."""
    return _paths().PDFPathObject()


@lru_cache(MOST_CODES)
def qr_modules(url: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of a QR code, top first, True where it is dark; error correction M, no quiet zone."""
    encoder = _encoder()
    code = encoder.QRCode(None, encoder.QRErrorCorrectLevel.M)
    code.addData(url)
    code.make()
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)
