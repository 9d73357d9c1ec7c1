"""Names stamped over a finished PDF with pikepdf: opened once, a stream a page put anew, saved for each patient.

Nothing is set: a name may be longer than its blank, and it is no part of the tags.
"""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

import common


def main() -> None:
    try:
        import pikepdf
    except ImportError as error:
        common.missing(error)
    pdf = pikepdf.open(common.FOLDER / "base.pdf")
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )  # fmt: skip
    places = json.loads((common.FOLDER / "places.json").read_text(encoding="utf-8"))
    streams = []
    for number, group in groupby(places, key=lambda place: place[0]):
        page = pdf.pages[number]
        page.add_resource(font, pikepdf.Name.Font, pikepdf.Name("/Name"))
        added = pdf.make_stream(b" ")
        page.contents_add(added)
        streams.append((added, [(size, x, y) for _, x, y, size in group]))

    def make(name: str, out: Path) -> None:
        text = name.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        for added, marks in streams:
            added.write(b"".join(b"BT /Name %.2f Tf %.2f %.2f Td (%s) Tj ET " % (*mark, text) for mark in marks))
        pdf.save(out)

    common.run(make)


if __name__ == "__main__":
    main()
