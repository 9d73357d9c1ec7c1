"""C33–C69: what stands in a topic's text, tables, links and images."""

from __future__ import annotations

import http.server
import os
import struct
import threading
import zlib
from pathlib import Path

import pikepdf
import pytest

from extra_fonts import hidden
from handout import extract

from .case import HEAD, Case, folded


@pytest.mark.parametrize(
    "text",
    [
        "Take <5 mg> daily",
        "<ibuprofen> 200mg",
        "A&B and R&D; and x &copy y and &#0; and &lt;b&gt;",
        '<font color="linearlyInterpolatedColor(red,blue,0,1,0.5)">x</font>',
        '<font size="9999">hi</font> and <font size="0">x</font>',
        "<a href='x'>y</a> <b>z</b> <br/> <!-- c --> <![CDATA[d]]>",
        "5*3*2 mg and a_b_c",
    ],
)
def test_c33_c34_c35_c39_c41_markup_is_literal(case: Case, text: str) -> None:
    assert folded(text) in case.text(text).prints()


def test_c37_c38_images_in_text_are_literal_and_nothing_is_opened(case: Case) -> None:
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        remote = f'<img src="http://127.0.0.1:{server.server_port}/x.png"/>'
        local = f'<img src="{case.folder}/content/images/dot.png"/>'
        plain = "".join(case.text(f"{remote} ![x](y.png) {local}").prints().split())
        server.shutdown()
    assert "".join(remote.split()) in plain
    assert "".join(local.split()) in plain
    assert asked == []
    with pikepdf.open(case.pdf) as pdf:
        assert [page for page in pdf.pages if "/XObject" in page.get("/Resources", {})] == []


def test_c42_a_paragraph_of_a_million_characters(case: Case) -> None:
    words = "word " * 100_000
    case.text(words).refused("case.yaml:10:", "at most 20,000 are allowed")


def test_c43_a_word_of_10000_characters(case: Case) -> None:
    word = "abcdefghij" * 1_000
    case.text(word).render()
    pages = extract.pages(case.pdf, "bounded")
    assert len(pages) > 1
    assert "".join("".join(page.split("\n")) for page in pages).count("abcdefghij") > 800
    found = "".join(
        char for page in pages for line in page.split("\n") for char in line if set(line) <= set("abcdefghij")
    )
    assert found == word


def test_c45_a_cell_of_6000_words(case: Case) -> None:
    # 6,000 words are more than a paragraph may have (20,000 characters) and are refused; 3,900 short ones are taken.
    case.body(f"table:\n  columns: [One, Two]\n  rows: [[a, {'words ' * 6_000}]]").refused("at most 20,000 are allowed")
    numbers = " ".join(f"{n:04}" for n in range(3_900))
    case.body(f"table:\n  columns: [One, Two]\n  rows: [[a, {numbers}]]").prints()
    bounded = folded(" ".join(extract.pages(case.pdf, "bounded"))).split()
    assert [word for word in numbers.split() if word not in bounded] == []


@pytest.mark.parametrize("rows", ["[[a, b], [c]]", "[[a, b], [c, d, e]]", "[[a, b], []]"])
def test_c46_rows_of_different_length(case: Case, rows: str) -> None:
    case.body(f"table: {{columns: [One, Two], rows: {rows}}}").refused("case.yaml:9:", "the table 2 columns")


def test_c47_a_table_without_rows(case: Case) -> None:
    case.body("table: {columns: [One, Two], rows: []}").refused("case.yaml:9:9", "the table has no rows")


@pytest.mark.parametrize("depth", [2, 14, 100, 300])
def test_c49_tables_in_tables(case: Case, depth: int) -> None:
    # A cell holds text and lists, so two deep is already one too many; from 16 on the file is nested too deep.
    table = "words"
    for _ in range(depth):
        table = f"{{table: {{columns: [a], rows: [[{table}]]}}}}"
    said = "a cell takes no 'table'" if depth < 16 else "nested deeper than 64 levels"
    case.topic(HEAD + f"      - {table}\n").refused("case.yaml:9:", said)


def test_c49_sections_without_end(case: Case) -> None:
    section = "{text: words}"
    for _ in range(12):
        section = f"{{section: {{title: Deeper, body: [{section}]}}}}"
    case.topic(HEAD + f"      - {section}\n").refused("a heading of level 7; 6 is the last")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "C:\\\\x.exe",
        "//unc/x",
        "pdf:other.pdf",
        "data:text/html,x",
        "JavaScript:alert(1)",
        "vbscript:x",
        "/etc/passwd",
        "../x",
    ],
)
def test_c50_links_to_elsewhere(case: Case, address: str) -> None:
    case.text(f"See [this]({address}).").refused("case.yaml:10:", "links take https, http, mailto and tel")


def test_c51_a_link_to_nowhere(case: Case) -> None:
    case.text("See [](#nowhere).").refused("case.yaml:10:18", "there is no '#nowhere' to link to")


def test_c53_images_that_are_no_files(case: Case) -> None:
    os.mkfifo(case.folder / "content" / "fifo.png")
    (case.folder / "content" / "folder.png").mkdir()
    (case.folder / "content" / "zero.png").symlink_to("/dev/zero")
    for name, said in (
        ("fifo", "not a regular file"),
        ("folder", "not a regular file"),
        ("zero", "outside the workspace"),
    ):
        case.body(f"figure: {{file: {name}.png, alt: x}}").refused("case.yaml:9:9", said)


def png(width: int, height: int, *, rows: int | None = None, colour: int = 0, cut: int | None = None) -> bytes:
    """A PNG of nothing but zeros, made a row at a time: 30,000 by 30,000 pixels are less than a megabyte."""
    packer, data = zlib.compressobj(9), b""
    line = bytes(1 + width * (3 if colour == 2 else 1))
    for _ in range(height if rows is None else rows):
        data += packer.compress(line)
    data += packer.flush()

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    made = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return made[:cut]


@pytest.mark.parametrize(("side", "colour"), [(30_000, 0), (13_300, 2), (5_001, 0)])
def test_c54_c55_images_of_too_many_pixels(case: Case, side: int, colour: int) -> None:
    # The header says how large it is; nothing is unpacked, so a few rows do for this test.
    case.write("content/huge.png", png(side, side, rows=3, colour=colour))
    case.body("figure: {file: huge.png, alt: x}").refused(
        f"{side:,} by {side:,} pixels, at most 25,000,000", "case.yaml:9:9"
    )


EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/tmp/marker) (w) file closefile\n"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        png(40, 40, cut=60),
        png(40, 40, rows=2),
        EPS,
        b"GIF89a" + bytes(40),
        b"BM" + bytes(60),
        b"\xff\xd8\xff\xe0" + bytes(40),
        b"\x89PNG\r\n\x1a\n" + bytes(40),
    ],
)
def test_c57_images_that_are_broken_or_something_else(case: Case, content: bytes) -> None:
    case.write("content/broken.png", content)
    outcome = case.body("figure: {file: broken.png, alt: x}").refused("case.yaml:9:9", "broken.png")
    assert "the image is broken" in outcome.err or "not a PNG, JPEG or SVG file" in outcome.err


def test_c58_an_image_higher_than_the_page(case: Case) -> None:
    case.write("content/high.png", png(100, 3_000))
    case.body("figure: {file: high.png, alt: A high image}", "text: After it.").prints("After it.")
    with pikepdf.open(case.pdf) as pdf:
        boxes = [e.A.BBox for e in pdf.objects if isinstance(e, pikepdf.Dictionary) and e.get("/S") == "/Figure"]
        assert len(boxes) == 1
        left, bottom, right, top = map(float, boxes[0])
    assert 0 < left < right < 596
    assert 0 < bottom < top < 842
    assert top - bottom == pytest.approx(30 * (right - left), rel=0.01)


@pytest.mark.parametrize("width", ["0", "-10", "0pt", "-10mm", ".nan", ".inf", "nanpt", "1e400pt", "99999cm"])
def test_c59_widths_that_are_none(case: Case, width: str) -> None:
    case.body(f"figure: {{file: images/dot.png, alt: x, width: {width}}}").refused("case.yaml:9:")


def test_c61_no_glyph(case: Case) -> None:
    case.text("The word Ꮹ is in no font.").refused("case.yaml:9:15", "no glyph for U+13E9", "FiraGO")


def test_c62_emoji(case: Case) -> None:
    # FiraGO has no emoji; with a font that has one, its ToUnicode map is our own (tests of paint, astral characters).
    case.text("A face 😀.").refused("case.yaml:9:15", "no glyph for U+1F600")


@pytest.mark.parametrize(("text", "script"), [("রহিম", "Bengali"), ("ជំរាប", "Khmer"), ("அன்பு", "Tamil")])
def test_c63_scripts_that_no_font_here_has(case: Case, text: str, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden(monkeypatch)
    hint = "pip install 'handout[fonts-world]'"
    case.text(text).refused("case.yaml:9:15", f"no font for {script} is installed", hint, "in Latin letters")


def test_c65_composed_and_decomposed_are_the_same(case: Case) -> None:
    case.text("Jose\u0301 Núñez").prints("José Núñez")
    decomposed = case.pdf.read_bytes()
    case.text("José Núñez").render()
    assert case.pdf.read_bytes() == decomposed


def test_c66_special_spaces_keep_the_words_whole(case: Case) -> None:
    # No-break spaces stay so, and don't part their words; soft hyphens go; every line end is a space.
    text = "soft\\u00adhyphen nar\\u202Frow fig\\u2007ure next\\u0085line sep\\u2028arator t\\tab car\\rriage"
    case.body(f'text: "{text}"').prints("softhyphen nar row fig ure next line sep arator t ab car riage")


def test_c67_nothing_for_the_audience(case: Case) -> None:
    case.topic(HEAD.replace("    audience: [patient, clinician]", "    audience: clinician") + "      - text: Words.\n")
    case.refused("no section is for 'patient'", "case.yaml:1:1")
    case.topic(HEAD.replace("[patient, clinician]", "clinician") + "      - text: Words.\n")
    case.refused("'case' is not for the audience 'patient'")


@pytest.mark.parametrize("text", ["{{ 7*7 }}", "{{ patient.name }}"])
def test_c69_expressions_in_titles(case: Case, text: str) -> None:
    topic = HEAD.replace("title: One", f'title: "{text}"') + "      - text: Words.\n"
    case.topic(topic).refused("case.yaml:6:13", "takes no {{ }}")


def test_c69_expressions_in_a_value_are_literal(case: Case, tmp_path: Path) -> None:
    record = tmp_path / "record.yaml"
    record.write_text('name: "{{ 7*7 }} {% set x = 1 %} \\\\{{"\nid: "1"\n')
    case.text("For {{ patient.name }}.").prints("For {{ 7*7 }} {% set x = 1 %} \\{{.", more=("--patient", str(record)))


def test_thousands_of_sections(case: Case) -> None:
    sections = "".join(
        f"  - id: s{n}\n    title: Section {n}\n    audience: patient\n    body: [{{text: Words {n}.}}]\n"
        for n in range(2_000)
    )
    case.topic(HEAD.partition("  - id")[0].replace("[patient, clinician]", "patient") + sections)
    case.prints("Section 0", "Words 1999.")
