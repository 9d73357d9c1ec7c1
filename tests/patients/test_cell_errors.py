"""What a spreadsheet or a database writes in place of a value is no value, in any language."""

from __future__ import annotations

import pytest

from handout.patients.cell_errors import cell_error


@pytest.mark.parametrize(
    "text",
    [
        *("#N/A", "#NV", "#WERT!", "#¡VALOR!", "#NOM?", "#ССЫЛКА!", "#BAŞV!", "Err:502", "#####", "[NULL]", "(blank)"),
        *("M=C3=BCller", "M%C3%BCller", r"M\u00fcller", r"\u0141ucja", "Smith^Anna^^^Ms", "1234^SMITH^ANNA", "Smith^^"),
    ],
)
def test_it_is_refused_with_what_to_do(text: str) -> None:
    message, hint = cell_error(text)
    assert message.startswith("this is a") and hint


@pytest.mark.parametrize(
    "text",
    [
        "Null",
        "Nan",
        "None",
        "=",
        "= 5 mg",
        "=5",
        "#3 Mill Lane",
        "a=B2",
        "Anna",
        "10^9/L",
        "50% C3",
        "a=C3",
        "2^10",
        "see https://clinic.example/M%C3%BCller?a=C3",
        "www.clinic.example/%C3%9F",
    ],
)
def test_names_and_values_are_not(text: str) -> None:
    assert cell_error(text) == ("", "")
