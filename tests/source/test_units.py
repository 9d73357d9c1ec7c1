from __future__ import annotations

import pytest

from handout.source import units


@pytest.mark.parametrize(
    ("text", "points"),
    [("12pt", 12), ("1in", 72), ("25.4mm", 72), ("2.54cm", 72), ("0pt", 0), (" 9 mm ", 25.511811), ("14400pt", 14400)],
)
def test_a_length_is_points(text: str, points: float) -> None:
    assert units.length(text) == pytest.approx(points)


@pytest.mark.parametrize(
    "text",
    ["", "12", "pt", "12 px", "1e3pt", "1,5cm", ".5in", "5.in", "12pt 3", "inf pt", "٣pt", "1_0pt", "12PT", "+1pt"],
)
def test_what_is_no_length_says_how_one_is_written(text: str) -> None:
    with pytest.raises(ValueError, match="a length is a number and a unit"):
        units.length(text)


@pytest.mark.parametrize("text", ["-1pt", "14401pt", "999999in"])
def test_a_length_fits_on_paper(text: str) -> None:
    with pytest.raises(ValueError, match="between 0 and 14400pt"):
        units.length(text)


def test_a_colour_is_six_digits() -> None:
    assert units.colour("#1A52f6") == "#1a52f6"
    assert units.rgb("#ff8000") == pytest.approx((1, 0.50196, 0), abs=1e-4)


@pytest.mark.parametrize(
    "text", ["", "red", "#fff", "1a5276", "#1a5276aa", "#1a527g", "rgb(1,2,3)", "toColor('red')", "#1a5276 ", "#١a5276"]
)
def test_every_other_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        units.colour(text)


def test_contrast_is_that_of_wcag() -> None:
    assert units.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert units.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert units.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert units.contrast("#123456", "#123456") == 1
    # A channel under the knee of the sRGB curve.
    assert units.luminance("#0a0a0a") == pytest.approx(0.00304, abs=1e-5)
