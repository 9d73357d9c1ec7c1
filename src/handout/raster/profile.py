"""Colour profiles made from the gamma and the chromaticities of white and the primaries that some files have."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_Vector = tuple[float, float, float]

SRGB_GAMMA = 1 / 2.2
"""As in PNG: the exponent with which the colours were encoded."""
_NEAR = 0.01
"""A gamma that is this near to `SRGB_GAMMA` means sRGB, whose curve isn't a power."""
_STEPS = [number / 1023 for number in range(1024)]
_SRGB = (0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06)
ADOBE_RGB = (256 / 563, (0.3127, 0.3290, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06))
_D50 = (0.9642, 1.0, 0.8249)
"""The white point of a profile (ISO 15076-1, 7.2.16)."""
_BRADFORD = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))


def icc_profile(gamma: float, points: Sequence[float] = ()) -> bytes:
    """A profile of version 2, with a matrix and one gamma; empty for impossible numbers."""
    try:
        columns = _colorants(points or _SRGB)
        curve = _curve(gamma)
        tags = [(name, b"XYZ " + bytes(4) + _fixed(xyz)) for name, xyz in zip(_COLORANTS, columns, strict=True)]
    except (ZeroDivisionError, struct.error):
        return b""
    tags += [(b"wtpt", b"XYZ " + bytes(4) + _fixed(_D50)), *((name, curve) for name in (b"rTRC", b"gTRC", b"bTRC"))]
    directory, body = [struct.pack(">L", len(tags))], b""
    for name, content in tags:
        directory.append(struct.pack(">4sLL", name, 128 + 4 + 12 * len(tags) + len(body), len(content)))
        body += content
    rest = b"".join(directory) + body
    head = struct.pack(">LLL4s4s4s12x4s28x", 128 + len(rest), 0, 0x02100000, b"mntr", b"RGB ", b"XYZ ", b"acsp")
    return (head + _fixed(_D50)).ljust(128, b"\0") + rest


def _curve(gamma: float) -> bytes:
    if abs(gamma - SRGB_GAMMA) > _NEAR:
        return b"curv" + struct.pack(">LLH2x", 0, 1, round(256 / gamma))
    light = [step / 12.92 if step <= 0.04045 else ((step + 0.055) / 1.055) ** 2.4 for step in _STEPS]
    return b"curv" + struct.pack(f">LL{len(light)}H", 0, len(light), *(round(part * 65_535) for part in light))


_COLORANTS = (b"rXYZ", b"gXYZ", b"bXYZ")


def _fixed(numbers: Sequence[float]) -> bytes:
    return struct.pack(f">{len(numbers)}l", *(round(number * 65_536) for number in numbers))


def _colorants(points: Sequence[float]) -> list[_Vector]:
    """The primaries in XYZ, scaled so that their sum is white, and adapted to D50."""
    white, *primaries = [_xyz(*points[at : at + 2]) for at in range(0, 8, 2)]
    shares = _solved(primaries, white)
    scale = [_times(_BRADFORD, _D50)[at] / _times(_BRADFORD, white)[at] for at in range(3)]
    found = []
    for share, (x, y, z) in zip(shares, primaries, strict=True):
        cones = _times(_BRADFORD, (share * x, share * y, share * z))
        rows = [(_BRADFORD[0][at], _BRADFORD[1][at], _BRADFORD[2][at]) for at in range(3)]
        found.append(_solved(rows, (cones[0] * scale[0], cones[1] * scale[1], cones[2] * scale[2])))
    return found


def _xyz(x: float, y: float) -> _Vector:
    return x / y, 1.0, (1 - x - y) / y


def _times(rows: Sequence[_Vector], vector: _Vector) -> _Vector:
    x, y, z = vector
    # Not by `sum`, which rounds floats in another way from Python 3.12 on.
    first, second, third = (a * x + b * y + c * z for a, b, c in rows)
    return first, second, third


def _solved(columns: Sequence[_Vector], wanted: _Vector) -> _Vector:
    """How much of each column makes up a vector (Cramer's rule)."""
    a, b, c = columns
    whole = _determinant(a, b, c)
    return _determinant(wanted, b, c) / whole, _determinant(a, wanted, c) / whole, _determinant(a, b, wanted) / whole


def _determinant(a: _Vector, b: _Vector, c: _Vector) -> float:
    return a[0] * (b[1] * c[2] - b[2] * c[1]) - b[0] * (a[1] * c[2] - a[2] * c[1]) + c[0] * (a[1] * b[2] - a[2] * b[1])
