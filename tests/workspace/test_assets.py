from __future__ import annotations

import io
import os
import socket
from pathlib import Path

import pytest
from PIL import Image

from canary.workspace import CLINIC, PIXEL, loaded
from handout.diagnostics import HandoutError, Span
from handout.document import Picture
from handout.raster import examined
from handout.workspace import assets
from handout.workspace.assets import Assets

HERE = Span("content/t.yaml", 3, 5)


def picture(root: Path, file: str) -> Picture:
    return Assets(root).picture(file, HERE)


def refused(root: Path, file: str) -> str:
    with pytest.raises(HandoutError) as error:
        picture(root, file)
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.span == HERE
    return diagnostic.message


def image(path: Path, kind: str = "PNG", size: tuple[int, int] = (3, 2), **more: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size).save(path, kind, **more)
    return path


def test_a_picture_knows_its_size_and_holds_its_file(tmp_path: Path) -> None:
    path = image(tmp_path / "content" / "a.png")
    found = picture(tmp_path, "a.png")
    assert (found.format, found.width, found.height, found.content) == ("PNG", 3, 2, path.read_bytes())
    image(tmp_path / "b.jpg", "JPEG")
    assert picture(tmp_path, "../b.jpg").format == "JPEG"


def test_a_picture_is_opened_once(tmp_path: Path) -> None:
    image(tmp_path / "content" / "a.png")
    store = Assets(tmp_path)
    assert store.picture("a.png", HERE) is store.picture("../content/a.png", HERE)


def test_a_camera_on_its_side_swaps_the_sides(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image(tmp_path / "content" / "a.jpg", "JPEG", exif=exif)
    found = picture(tmp_path, "a.jpg")
    assert (found.width, found.height) == (2, 3)


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("no.png", "'no.png': no such file"),
        ("../../x.png", "'../../x.png': is outside the workspace"),
        ("/etc/passwd", "'/etc/passwd': not a path in the workspace"),
        ("https://x.example/a.png", "'https://x.example/a.png': not a path in the workspace"),
        ("file:///a.png", "'file:///a.png': not a path in the workspace"),
        ("a\x00.png", "'a\x00.png': not a path"),
        ("x" * 300 + ".png", f"'{'x' * 80}': can't be read: File name too long"),
        (".", "'.': not a regular file"),
        ("a.txt", "'a.txt': not a PNG, JPEG or SVG file"),
        ("cut.png", "'cut.png': the image is broken"),
        ("empty.png", "'empty.png': not a PNG, JPEG or SVG file"),
    ],
)
def test_what_is_no_image_of_the_workspace_is_refused(tmp_path: Path, file: str, message: str) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "a.txt").write_text("GIF89a")
    (folder / "cut.png").write_bytes(PIXEL[:40])
    (folder / "empty.png").write_bytes(b"")
    assert refused(tmp_path, file) == message


def test_links_out_of_the_workspace_and_devices_are_refused(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "content").mkdir(parents=True)
    (root / "content" / "out.png").symlink_to(image(tmp_path / "out.png"))
    os.mkfifo(root / "content" / "pipe.png")
    (root / "content" / "loop.png").symlink_to("loop.png")
    assert refused(root, "out.png") == "'out.png': is outside the workspace"
    assert refused(root, "pipe.png") == "'pipe.png': not a regular file"
    assert refused(root, "loop.png").startswith("'loop.png': ")


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path / "content")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.png")
        assert refused(tmp_path, "s.png").startswith("'s.png': can't be read")


def test_too_many_pixels_or_bytes_are_refused_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image(tmp_path / "content" / "a.png", size=(30, 20))
    monkeypatch.setattr(examined, "MOST_PIXELS", 599)
    assert refused(tmp_path, "a.png") == "'a.png': 30 by 20 pixels, at most 599 are accepted"
    monkeypatch.setattr(assets, "LARGEST_IMAGE", 10)
    assert "over 0 MiB" in refused(tmp_path, "a.png")


def test_a_bomb_s_warning_of_the_library_s_own_is_no_matter(tmp_path: Path) -> None:
    """Pillow warns above 89 million pixels by itself, and warnings are errors here."""
    header = io.BytesIO()
    Image.new("1", (9500, 9500)).save(header, "PNG")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.png").write_bytes(header.getvalue())
    assert "9,500 by 9,500 pixels" in refused(tmp_path, "a.png")


def test_fonts_are_read_by_style_and_each_that_can_t_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"regular")
    fonts = "fonts: {families: {House: {regular: a.ttf, bold: no.ttf, italic: ../../x.ttf}}}\n"
    workspace = loaded(tmp_path, {"clinic.yaml": CLINIC + fonts})
    with pytest.raises(HandoutError) as error:
        Assets(tmp_path).fonts(workspace.clinic)
    assert [d.message for d in error.value.diagnostics] == [
        "'../../x.ttf': is outside the workspace",
        "'no.ttf': no such file",
    ]
    workspace = loaded(tmp_path, {"clinic.yaml": CLINIC + "fonts: {families: {House: {regular: a.ttf}}}\n"})
    assert Assets(tmp_path).fonts(workspace.clinic) == {"House": {"regular": b"regular"}}


def test_an_image_that_is_too_narrow_or_stored_in_too_many_scans_is_refused(tmp_path: Path) -> None:
    image(tmp_path / "content" / "thin.png", size=(1, 30_001))
    assert refused(tmp_path, "thin.png") == "'thin.png': 1 by 30,001 pixels, at most 30,000 a side are accepted"
    photo = image(tmp_path / "content" / "a.jpg", "JPEG", progressive=True)
    content = photo.read_bytes()
    at = content.rindex(b"\xff\xda")
    photo.write_bytes(content[:at] + content[at:-2] * 100 + content[-2:])
    assert refused(tmp_path, "a.jpg") == "'a.jpg': it is stored in too many scans"


CLEAR = {
    "rgba": Image.new("RGBA", (3, 2), (200, 0, 0, 0)),
    "faint": Image.new("RGBA", (3, 2), (200, 0, 0, 7)),
    "grey": Image.new("LA", (3, 2), (0, 0)),
}
SEEN = {"rgba": Image.new("RGBA", (3, 2), (200, 0, 0, 0)), "grey": Image.new("LA", (3, 2), (0, 8))}
SEEN["rgba"].putpixel((2, 1), (200, 0, 0, 90))


@pytest.mark.parametrize("name", [*CLEAR, "palette", "colour", "black"])
def test_a_wholly_transparent_picture_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "content").mkdir()
    path = tmp_path / "content" / "a.png"
    if name in CLEAR:
        CLEAR[name].save(path)
    else:
        mode, clear = {"palette": ("P", b"\0"), "colour": ("RGB", (0, 0, 0)), "black": ("L", 0)}[name]
        Image.new(mode, (3, 2)).save(path, transparency=clear)
    assert refused(tmp_path, "a.png") == "'a.png': all of it is transparent"
    (problem,) = Assets(tmp_path).picture_problems("a.png", HERE)
    assert (problem.code, problem.hint) == ("image-empty", "save it again with its colours")


LOGO = Image.new("RGBA", (9, 9), (0, 0, 0, 0))
LOGO.paste((255, 255, 255, 255), (3, 3, 6, 6))
WHITE = {
    "on nothing": LOGO,
    "nearly": Image.new("RGB", (3, 2), (250, 255, 250)),
    "grey": Image.new("L", (3, 2), 255),
    "palette": Image.new("RGB", (3, 2), "white").quantize(2),
    "half clear": Image.new("LA", (3, 2), (255, 90)),
}


@pytest.mark.parametrize("name", WHITE)
def test_a_wholly_white_picture_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "content").mkdir()
    WHITE[name].save(tmp_path / "content" / "a.png")
    assert refused(tmp_path, "a.png") == "'a.png': all of it is white"
    (problem,) = Assets(tmp_path).picture_problems("a.png", HERE)
    assert problem.hint == "paper is white: save it again in colours"


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "L", "P", "1"])
def test_a_white_picture_with_one_dark_pixel_is_not(tmp_path: Path, mode: str) -> None:
    (tmp_path / "content").mkdir()
    dotted = LOGO.copy()
    dotted.putpixel((4, 4), (0, 0, 0, 255))
    flat = dotted if mode == "RGBA" else Image.alpha_composite(Image.new("RGBA", (9, 9), "white"), dotted)
    (flat.convert("RGB").quantize(2) if mode == "P" else flat.convert(mode)).save(tmp_path / "content" / "a.png")
    assert picture(tmp_path, "a.png").width == 9


@pytest.mark.parametrize("name", [*SEEN, "palette", "colour"])
def test_one_that_shows_somewhere_is_not(tmp_path: Path, name: str) -> None:
    (tmp_path / "content").mkdir()
    path = tmp_path / "content" / "a.png"
    if name in SEEN:
        SEEN[name].save(path)
    else:
        mode, clear = {"palette": ("P", b"\xff\0"), "colour": ("RGB", (0, 0, 1))}[name]
        Image.new(mode, (3, 2)).save(path, transparency=clear)
    assert picture(tmp_path, "a.png").width == 3


def test_an_image_is_read_once_however_often_it_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image(tmp_path / "content" / "a.png")
    (tmp_path / "content" / "b.png").write_text("no image")
    store, read = Assets(tmp_path), list[bytes]()

    def examine(content: bytes) -> examined.Raster:
        read.append(content)
        return examined.examine(content)

    monkeypatch.setattr(assets, "examine", examine)
    for _ in range(3):
        assert store.picture_problems("a.png", HERE) == []
        (problem,) = store.picture_problems("b.png", HERE)
        assert problem.message == "'b.png': not a PNG, JPEG or SVG file"
    assert len(read) == 2


def test_a_colour_profile_that_can_t_be_used_is_a_warning(tmp_path: Path) -> None:
    image(tmp_path / "content" / "a.png", icc_profile=b"no profile")
    (problem,) = Assets(tmp_path).picture_problems("a.png", HERE)
    assert (problem.severity, problem.span, problem.code) == ("warning", HERE, "colour-profile")


@pytest.mark.parametrize("asked", ["Foot.JPG", "foot.png", "foott.jpg"])
def test_a_picture_that_is_there_is_proposed_before_one_that_can_t_be_printed(tmp_path: Path, asked: str) -> None:
    image(tmp_path / "content" / "foot.jpg", "JPEG")
    image(tmp_path / "content" / "foot.webp", "WEBP")
    image(tmp_path / "content" / "foot.bmp", "BMP")
    with pytest.raises(HandoutError) as error:
        picture(tmp_path, asked)
    assert error.value.diagnostics[0].hint.endswith("; did you mean 'foot.jpg'?")


@pytest.mark.parametrize("page", [b"<html><p>Sign in", b"\n<!DOCTYPE HTML>\n<title>404</title>"])
def test_a_web_page_is_no_picture(tmp_path: Path, page: bytes) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "foot.png").write_bytes(page)
    assert refused(tmp_path, "foot.png") == "'foot.png': not a picture but a web page"
