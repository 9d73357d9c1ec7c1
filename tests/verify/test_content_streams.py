"""The strings of page content: those of a file's own fonts, whatever other file had the same content."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from handout.pdf.file import FileWriter, complete, flate, ref, refs
from handout.verify.content_streams import FURTHER, further_characters, stretches
from handout.verify.pdf_objects import File

CONTENT = b"/P <</MCID 0>> BDC BT /F0 12 Tf (\\000\\001\\000\\002) Tj ET EMC"


def file(content: bytes, letters: str) -> File:
    """A file of one page whose font draws these letters with the codes 1, 2, ..."""
    writer = FileWriter()
    pairs = b"\n".join(b"<%04X> <%04X>" % (code, ord(letter)) for code, letter in enumerate(letters, 1))
    to_unicode = writer.add_stream(flate(b"endcodespacerange\n" + pairs))
    font = writer.add(b"<</Type/Font/ToUnicode %s>>" % ref(to_unicode))
    resources = writer.add(b"<</Font<</F0 %s>>>>" % ref(font))
    drawn = writer.add_stream(flate(content))
    page = writer.add(b"<</Type/Page/Resources %s/Contents%s>>" % (ref(resources), refs([drawn])))
    root = writer.add(b"<</Pages %s>>" % ref(writer.add(b"<</Kids%s>>" % refs([page]))))
    return File(complete(writer.finish(root, writer.add(b"<<>>")), {}).content)


def test_the_same_content_is_read_by_each_file_s_own_font() -> None:
    """What is kept of a stream is kept by its fonts' maps too."""
    for letters in ("ab", "xy", "ab"):
        assert stretches(file(CONTENT, letters)) == ((letters,),)


def test_other_content_with_the_same_font_is_read_anew() -> None:
    other = CONTENT.replace(b"\\001", b"\\002")
    assert [stretches(file(each, "ab")) for each in (CONTENT, other, CONTENT)] == [(("ab",),), (("bb",),), (("ab",),)]


OF_THREE = st.sampled_from([b"\xe2\x80\xa6", b"\xe0\xa4\x85", b"\xef\xbc\xa1"])
PIECES = st.one_of(OF_THREE, st.binary(max_size=3), st.sampled_from([b"a", b"    ", b"<br>", b"\xe2\x80", b"\x80\x80"]))


@given(st.lists(PIECES, max_size=24).map(b"".join))
@example(3 * b"\xe2\x80\xa6" + b"\x00" + 4 * b"\xe2\x80\xa6" + b"abcd" + b"\xe2\x80\xa6" + b"abcde" + b"\xe2\x80\xa6")
@example(b"\xe2\x80\x80\xe2\x80\xa6\xe2" + 5 * b"\xe2\x80\xa6")
def test_characters_of_three_bytes_are_found_wherever_they_are(content: bytes) -> None:
    assert [*further_characters(content)] == FURTHER.findall(content)
