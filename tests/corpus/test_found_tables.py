"""Tables and doses that came apart on paper in real use."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .found import Found


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


@pytest.mark.parametrize("more", [(), ("--text", "large"), ("--text", "giant"), ("--page", "Letter")])
def test_a_telephone_number_and_a_dose_stay_on_one_line(found: Callable[[str], Found], more: tuple[str, ...]) -> None:
    printed = lines(found("phone-break").printed("patient", *more))
    assert any("01632 960 123" in line for line in printed)
    assert sum("2.5 ml" in line for line in printed) == 2
    printed = lines(found("dose-break").printed("patient", *more))
    assert any("2.5 ml" in line for line in printed)


@pytest.mark.parametrize("more", [(), ("--text", "large"), ("--text", "giant"), ("--page", "Letter")])
def test_a_number_keeps_its_unit_and_its_sign(found: Callable[[str], Found], more: tuple[str, ...]) -> None:
    printed = lines(found("dose-parted").printed("patient", *more))
    for whole in ("37.5 mg", "2.5 mg", "10.25 × 10⁹/L", "< 5 mg/L", "Week 1", "Week 3"):
        assert any(whole in line for line in printed), whole
    assert sum("37.5 mg" in line for line in printed) == 2
