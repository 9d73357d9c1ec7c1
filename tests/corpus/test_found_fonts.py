"""Pictures, signs and typefaces that went wrong in real use: `real_use/photo-colours` and others."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
from PIL import Image

from fonts.font_files import built_in, changed, character_map, without
from handout.fonts.glyphs import FontBook

from .found import Found


def test_a_photo_keeps_the_colours_of_its_profile(found: Callable[[str], Found]) -> None:
    """The profile exchanges red and blue: the square is blue in every viewer."""
    workspace = found("photo-colours")
    images = workspace.folder / "content" / "images"
    with Image.open(images / "swap.jpg") as photo:
        photo.save(images / "swap.png", icc_profile=photo.info["icc_profile"])
    assert workspace.run("check", "t").out == "no errors\n"
    workspace.printed()
    with pikepdf.open(workspace.folder / "t.patient.pdf") as pdf:
        every = [
            pikepdf.PdfImage(item) for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Width" in item
        ]
        squares = [image.as_pil_image().convert("RGB") for image in every if (image.width, image.height) == (240, 80)]
    assert len(squares) == 2
    for square in squares:
        red, green, blue = square.getpixel((120, 40))  # type: ignore[misc]
        assert (abs(red - 30) < 6, abs(green - 30) < 6, abs(blue - 200) < 6) == (True, True, True)


def test_the_signs_that_word_processors_put_into_a_text_print(found: Callable[[str], Found]) -> None:
    workspace = found("word-symbols")
    assert workspace.run("check", "t").out == "no errors\n"
    said = "Bullets • and ticks ✓ ✔ ☐ ☑ ✗ → ≥ ½ ² ™ ☎ 📞 ⚠ ❌ ✅"  # Word's own bullet is a bullet
    assert said in " ".join(workspace.printed().split())
    tags = workspace.run("text", "--tags", "t.patient.pdf").out
    assert "ticks [Span (tick): ✓]" in tags
    assert "[Span (telephone): ☎] [Span (telephone): 📞] [Span (warning): ⚠]" in tags


def _house(workspace: Found, italic: bytes) -> None:
    """The typeface of the house: its regular and its bold have a sign that is in no other font of the list."""
    folder = workspace.folder / "fonts"
    folder.mkdir()
    glyphs = FontBook().face("FiraGO-Regular").metrics.glyphs
    signed = changed(built_in(), {"cmap": character_map({**glyphs, ord("\u2e19"): glyphs[ord("%")]})})
    for name, content in (("House", signed), ("House-Bold", signed), ("House-Italic", italic)):
        (folder / f"{name}.ttf").write_bytes(content)
    topic = workspace.folder / "content" / "t.yaml"
    topic.write_text(topic.read_text(encoding="utf-8").replace("✓", "\u2e19"), encoding="utf-8")


def test_a_sign_that_the_italic_lacks_is_printed_by_the_regular(found: Callable[[str], Found]) -> None:
    """Check passed it, and printing it ended as a bug."""
    workspace = found("italic-glyph")
    _house(workspace, built_in("FiraGO-Italic"))
    assert workspace.run("check", "t").out == "no errors\n"
    assert "Put a tick \u2e19 here, or a tick \u2e19 there." in " ".join(workspace.printed().split())


def test_the_tick_of_the_report_prints(found: Callable[[str], Found]) -> None:
    workspace = found("italic-glyph")
    _house(workspace, built_in("FiraGO-Italic"))
    topic = workspace.folder / "content" / "t.yaml"
    topic.write_text(topic.read_text(encoding="utf-8").replace("\u2e19", "✓"), encoding="utf-8")
    assert "Put a tick ✓ here, or a tick ✓ there." in " ".join(workspace.printed().split())


def test_a_letter_that_the_italic_lacks_is_a_warning_and_prints(found: Callable[[str], Found]) -> None:
    workspace = found("italic-glyph")
    _house(workspace, without("łŁ", built_in("FiraGO-Italic")))
    clinic = workspace.folder / "clinic.yaml"
    clinic.write_text(clinic.read_text(encoding="utf-8").replace("[House, FiraGO]", "[House]"), encoding="utf-8")
    topic = workspace.folder / "content" / "t.yaml"
    topic.write_text(topic.read_text(encoding="utf-8").replace("or a tick", "Łódź"), encoding="utf-8")
    told = workspace.run("check", "t").said
    assert "no glyph for U+0141 near" in told
    assert "in the italic of House; House's regular is printed" in told
    assert "Łódź \u2e19 there." in workspace.printed()


def test_a_patient_s_name_may_have_what_the_italic_lacks(found: Callable[[str], Found]) -> None:
    workspace = found("italic-glyph")
    _house(workspace, without("łŁ", built_in("FiraGO-Italic")))
    topic = workspace.folder / "content" / "t.yaml"
    text = topic.read_text(encoding="utf-8").replace("or a tick", "{{ patient.name }}")
    topic.write_text(text.replace("Put", "**{{ patient.name }}** put"), encoding="utf-8")
    record = ("--set", "name=Łucja \u2e19 ☎", "--set", "id=A-1")
    assert "Łucja \u2e19 ☎ put a tick" in " ".join(workspace.printed("patient", *record).split())


def test_a_character_that_only_the_bold_lacks_is_refused_nowhere(found: Callable[[str], Found]) -> None:
    workspace = found("italic-glyph")
    _house(workspace, built_in("FiraGO-Italic"))
    (workspace.folder / "fonts" / "House-Bold.ttf").write_bytes(without("ł"))
    clinic = workspace.folder / "clinic.yaml"
    clinic.write_text(clinic.read_text(encoding="utf-8").replace("[House, FiraGO]", "[House]"), encoding="utf-8")
    topic = workspace.folder / "content" / "t.yaml"
    topic.write_text(topic.read_text(encoding="utf-8").replace("title: How", "title: Złoty"), encoding="utf-8")
    assert workspace.run("check", "t").code == 0
    assert "Złoty" in workspace.printed()
