"""Small pictures of indexed colours are read without Pillow, and a PDF shows Pillow's pixels; others are left to it."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngImageFile

from handout.document import Picture
from handout.pdf.file import FileWriter, complete, ref, stream
from handout.pdf.images import embed
from handout.raster import indexed, png
from handout.raster.examined import ImageRefused, examine

ROOT = Path(__file__).parents[2]
LOGO = ROOT / "content" / "images" / "logo.png"
FILTERS = range(5)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + zlib.crc32(kind + data).to_bytes(4)


def filtered(rows: Sequence[bytes], kinds: Sequence[int]) -> bytes:
    """Rows as a PNG packs them (ISO/IEC 15948, 9.2), each with its own filter."""
    found, above = bytearray(), bytes(len(rows[0]))
    for row, kind in zip(rows, kinds, strict=True):
        found.append(kind)
        for at, value in enumerate(row):
            left, corner, up = row[at - 1] if at else 0, above[at - 1] if at else 0, above[at]
            nearest = min((left, up, corner), key=lambda each: abs(left + up - corner - each))
            found.append(value - (0, left, up, (left + up) // 2, nearest)[kind] & 255)
        above = row
    return bytes(found)


def made(
    chance: random.Random, *, bits: int = 8, colours: int = 0, more: Sequence[bytes] = (), stale: bytes = b""
) -> bytes:
    """A file of random indexes, in stretches as pictures have them, under random filters."""
    width, height, count = chance.randint(1, 40), chance.randint(1, 20), colours or chance.randint(1, 1 << bits)
    rows = []
    for _ in range(height):
        row: list[int] = []
        while len(row) < width:
            row += [chance.randrange(count)] * chance.randint(1, 12)
        row = row[:width]
        packed = row if bits == 8 else [16 * a + b for a, b in zip(row[::2], [*row[1::2], 0], strict=False)]
        rows.append(bytes(packed))
    data = zlib.compress(filtered(rows, [chance.choice(FILTERS) for _ in rows])) + stale
    at = chance.randrange(len(data))
    header = struct.pack(">IIBBBBB", width, height, bits, 3, 0, 0, 0)
    palette = chance.randbytes(3 * count)
    parts = [(b"IHDR", header), (b"PLTE", palette), (b"IDAT", data[:at]), (b"IDAT", data[at:]), (b"IEND", b"")]
    chunks = [chunk(*part) for part in parts]
    return b"".join((png.SIGNATURE, chunks[0], *more, *chunks[1:]))


def by_pillow(content: bytes) -> Image.Image:
    image = PngImageFile(BytesIO(png.essential(content)))
    assert not image.has_transparency_data
    return image.convert("RGB")


def in_pdf(content: bytes) -> tuple[bytes, int]:
    """A file with one page, which the picture fills, and the number of the picture."""
    writer = FileWriter()
    image = embed(Picture(content=content, format="PNG", width=1, height=1), writer)
    drawn = writer.add_stream(stream(b"q 90 0 0 90 0 0 cm /I Do Q"))
    tree = writer.reserve()
    entries = b"/MediaBox[0 0 90 90]/Resources<</XObject<</I %s>>>>/Contents %s" % (ref(image), ref(drawn))
    page = writer.add(b"<</Type/Page/Parent %s%s>>" % (ref(tree), entries))
    writer.add(b"<</Type/Pages/Count 1/Kids[%s]>>" % ref(page), tree)
    root = writer.add(b"<</Type/Catalog/Pages %s>>" % ref(tree))
    return complete(writer.finish(root, None), {}).content, image


def shown(content: bytes) -> Image.Image:
    """What qpdf and pikepdf make of the picture in a PDF."""
    pdf, number = in_pdf(content)
    with pikepdf.open(BytesIO(pdf)) as opened:
        found = opened.get_object(number, 0)
        assert isinstance(found, pikepdf.Stream)
        assert found.ColorSpace[0] == "/Indexed"
        return pikepdf.PdfImage(found).as_pil_image().convert("RGB")


def by_pdfium(content: bytes) -> Image.Image:
    """What pdfium makes of it."""
    with pypdfium2.PdfDocument(in_pdf(content)[0]) as opened:
        (image,) = opened[0].get_objects()
        drawn: Image.Image = image.get_bitmap().to_pil().convert("RGB")
        return drawn


def same(one: Image.Image, other: Image.Image) -> bool:
    return (one.size, one.tobytes()) == (other.size, other.tobytes())


@pytest.mark.parametrize("bits", [4, 8])
def test_a_pdf_shows_pillow_s_pixels(bits: int) -> None:
    for seed in range(60):
        content = made(random.Random(seed), bits=bits)
        assert indexed.read(content) is not None
        assert same(shown(content), by_pillow(content))
        assert same(by_pdfium(content), by_pillow(content))


def test_the_logo_is_read_here() -> None:
    assert indexed.read(LOGO.read_bytes()) is not None
    assert same(shown(LOGO.read_bytes()), by_pillow(LOGO.read_bytes()))


def test_a_pdf_has_the_colours_and_the_packed_rows_of_the_file() -> None:
    content = made(random.Random(3), bits=4)
    found = indexed.read(content)
    assert found is not None
    pdf, _ = in_pdf(content)
    assert found.palette in pdf
    assert found.packed in pdf
    assert b"/BitsPerComponent 4" in pdf


@pytest.mark.parametrize(("kind", "read"), [(0, True), (1, False)])
def test_a_large_one_is_read_here_if_its_rows_have_no_filters(kind: int, read: bool) -> None:
    chance, width, height = random.Random(4), 800, 400
    rows = [bytes(chance.randrange(3) for _ in range(8)) * (width // 8) for _ in range(height)]
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)), (b"PLTE", chance.randbytes(9)),
        (b"IDAT", zlib.compress(filtered(rows, [kind] * height))), (b"IEND", b""),
    )  # fmt: skip
    content = png.SIGNATURE + b"".join(chunk(*part) for part in parts)
    found = indexed.read(content)
    assert (found is not None) is read
    assert found is None or same(shown(content), by_pillow(content))
    assert examine(content).width == width


def test_the_darkest_colour_is_one_that_is_shown() -> None:
    for seed in range(40):
        content = made(random.Random(seed), bits=4 + 4 * (seed % 2))
        found = indexed.read(content)
        assert found is not None
        assert found.darkest == min(by_pillow(content).tobytes())


@pytest.mark.parametrize(("width", "height"), [(30_001, 1), (1, 30_001)])
def test_one_that_is_too_long_is_refused_whoever_reads_it(width: int, height: int) -> None:
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    rows = zlib.compress(bytes((width + 1) * height))
    parts = ((b"IHDR", header), (b"PLTE", bytes(3)), (b"IDAT", rows), (b"IEND", b""))
    with pytest.raises(ImageRefused, match="at most 30,000 a side"):
        examine(png.SIGNATURE + b"".join(chunk(*part) for part in parts))


@pytest.mark.parametrize(
    "more",
    [
        chunk(b"pHYs", struct.pack(">IIB", 3000, 3000, 1)),
        chunk(b"sRGB", b"\0"),
        chunk(b"tEXt", b"Software\0A program"),
    ],
)
def test_what_changes_no_pixel_may_be_in_the_file(more: bytes) -> None:
    assert indexed.read(made(random.Random(1), more=[more])) is not None


@pytest.mark.parametrize(
    "more",
    [
        chunk(b"gAMA", struct.pack(">I", 45455)),
        chunk(b"cHRM", bytes(32)),
        chunk(b"iCCP", b"a\0\0" + zlib.compress(b"a profile")),
        chunk(b"eXIf", b"MM\0*\0\0\0\x08\0\0"),
        chunk(b"tRNS", b"\0"),
        chunk(b"neWs", b""),
        chunk(b"PLTE", b"\0\0\0"),
        chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 3, 0, 0, 0)),
        chunk(b"IDAT", b""),
        chunk(b"tEXt", b"Title\0A title")[:-1] + b"?",
    ],
)
def test_what_may_change_a_pixel_or_is_wrong_is_left_to_pillow(more: bytes) -> None:
    assert indexed.read(made(random.Random(1), more=[more])) is None


def test_bytes_behind_the_rows_are_left_to_pillow_and_never_in_a_pdf() -> None:
    content = made(random.Random(5), stale=b"more")
    assert indexed.read(content) is None
    assert indexed.read(made(random.Random(5))) is not None


def test_an_index_without_a_colour_is_left_to_pillow() -> None:
    content = made(random.Random(2), colours=9)
    at = content.index(b"PLTE") - 4
    short = chunk(b"PLTE", content[at + 8 : at + 8 + 3])
    assert indexed.read(content[:at] + short + content[at + 12 + 3 * 9 :]) is None


def test_a_header_of_another_length_is_left_to_pillow() -> None:
    content = made(random.Random(2))
    longer = chunk(b"IHDR", content[16:29] + b"\0")
    assert indexed.read(png.SIGNATURE + longer + content[33:]) is None


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGB", "RGBA"])
def test_other_modes_are_left_to_pillow(mode: str) -> None:
    out = BytesIO()
    Image.radial_gradient("L").resize((30, 20)).convert(mode).save(out, "PNG")
    assert indexed.read(out.getvalue()) is None


@pytest.mark.parametrize("bits", [1, 2])
def test_fewer_bits_are_left_to_pillow(bits: int) -> None:
    out = BytesIO()
    Image.new("P", (30, 20)).save(out, "PNG", bits=bits)
    assert indexed.read(out.getvalue()) is None


def test_a_large_picture_is_left_to_pillow() -> None:
    for height, small in ((indexed.LARGEST_PLAIN // 256, True), (indexed.LARGEST_PLAIN // 256 + 1, False)):
        out = BytesIO()
        Image.linear_gradient("L").resize((256, height)).convert("P").save(out, "PNG")
        assert (indexed.read(out.getvalue()) is not None) == small


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Some bytes changed in one chunk, whose sum is made right again, or the file cut off."""
    if chance.randrange(8) == 0:
        return content[: chance.randrange(len(content))]
    chunks = [(kind, data) for kind, data, _ in png.chunks(content)]
    at = chance.randrange(len(chunks))
    kind, data = chunks[at][0], bytearray(chunks[at][1])
    for _ in range(chance.randint(1, 3)):
        if data:
            data[chance.randrange(len(data))] = chance.choice((0, 1, 3, 4, 5, 8, chance.randrange(256)))
    chunks[at] = kind, bytes(data[: chance.randint(0, len(data))]) if chance.randrange(4) == 0 else bytes(data)
    if chance.randrange(6) == 0:
        chance.shuffle(chunks)
    return png.SIGNATURE + b"".join(chunk(*each) for each in chunks)


def agree(seed: int) -> bool:
    """Whether a damaged file is read here; if it is, Pillow gives the same pixels."""
    chance = random.Random(seed)
    content = damaged(made(chance, bits=chance.choice((4, 8)), stale=chance.choice((b"", b"", b"more"))), chance)
    found = indexed.read(content)
    if found is not None:
        assert same(shown(content), by_pillow(content))
    return found is not None


def test_what_is_read_of_a_damaged_file_is_what_pillow_reads() -> None:
    assert {agree(seed) for seed in range(1500)} == {True, False}


@pytest.mark.deep
def test_what_is_read_of_very_many_damaged_files_is_what_pillow_reads() -> None:
    for seed in range(1500, 60_000):
        agree(seed)
