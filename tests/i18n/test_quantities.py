"""Units beside numbers: behind them, before them, and over the rest of a range."""

from __future__ import annotations

import pytest

from handout.i18n.quantities import PHRASES, SYMBOLS, WORDS, has_unit, is_unit


@pytest.mark.parametrize("unit", sorted({*SYMBOLS, *PHRASES, *WORDS}))
def test_each_unit_is_one_on_either_side_of_a_number(unit: str) -> None:
    assert is_unit(unit)
    assert has_unit(f"5 {unit}", 0, 1)
    assert has_unit(f"{unit}: 5", len(unit) + 2, len(unit) + 3)


@pytest.mark.parametrize(
    "text",
    [
        "5mg", "5 TABLETS", "5 mg/kg", "5 to 10 mg", "5-10-20 cm2", "5 per tablet", "5 por ciento", "(5 %)", "5 °C",
        "5 cm² x 5", "ünite: 5", "ÜNİTE 5", "KAŞIK 5", "mmHg 120/5", "I.U. 5", "ti-kiyè 5", "kg 70 to 5",
        "5 kilogrammes", "5 litri", "5 gramów", "5 литров",
    ],
)  # fmt: skip
def test_a_number_with_a_unit(text: str) -> None:
    assert has_unit(text, text.index("5"), text.index("5") + 1)


@pytest.mark.parametrize(
    "text",
    [
        "5",
        "5 men",
        "5mgs",
        "5 per day",
        "5 k",
        "5 %x",
        "70 kg 5",
        "70kg 5",
        "big 5",
        "xmg 5",
        "kg and 5",
        "5  mg",
        "_5",
    ],
)
def test_a_number_without(text: str) -> None:
    assert not has_unit(text, text.index("5"), text.index("5") + 1)
