"""Which numbers of a text are surely for a telephone."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.i18n.telephones import dialled, digits, telephones

KNOWN = {"5550100", "5550199", "112"}
"""Of the clinic: two contacts and the emergency number."""

NUMBERS = {
    "Call 555 0100 now": ["5550100"],
    "555 0100": ["5550100"],
    "(555 0100)": ["5550100"],
    "Tel.: 01632 960 123": ["01632960123"],
    "ring us on 960 123.": ["960123"],
    "+44 (0)1632 960123": ["+441632960123"],
    "(01632) 960123": ["01632960123"],
    "01632/960123": ["01632960123"],
    "030 123 456 78": ["03012345678"],
    "Rufen Sie 112 an": ["112"],
    "Call 112.": ["112"],
    "call 111 if you": ["111"],
    "Llame al 112.": ["112"],
    "Teléfono: 91 555 01 00": ["915550100"],
    "☎555 0100": ["5550100"],
    "+34 900 123 456": ["+34900123456"],
    "0800 555 01 00": ["08005550100"],
    "Call 555-0100.": ["5550100"],
    "555\xa00100": ["5550100"],
    "01632 960 123 or 01632 960 124": ["01632960123", "01632960124"],
    "(+44) 1632 960123": ["+441632960123"],
    "Call 1-800-555-0199": ["18005550199"],
    "☎ 960 123": ["960123"],
    "Telephone 020 7946 0958, extension 3": ["02079460958"],
}

NO_NUMBERS = [
    "Take 555 0100 mg",
    "5 mg",
    "10-20 mg",
    "01.02.2026",
    "call 01.02.2026",
    "12/03/2026",
    "2026-11-29",
    "call by 29 11 2026",
    "0830 0900 1200",
    "100 000 cells",
    "call if below 150 000",
    "1 000 000 IU",
    "NHS 943 476 5919",
    "MRN 0012345678",
    "ISBN 0 306 40615 2",
    "ISBN 978-0-306-40615-7",
    "ring 3 times",
    "call within 24 hours",
    "120/80",
    "call 120 patients",
    "112 patients",
    "page 112",
    "Fax 01632 960 124",
    "patient number 0123 456 789",
    "2025-2026",
    "0.5 555 0100",
    "1:1000",
    "10:30",
    "5550100mg",
    "x5550100",
    "500 000 to 900 000 units",
    "+5 000 000 cells",
    "0900-1700",
    "3 x 100 000",
    "2 000 kcal",
    "Week 12 2026",
    "Take 1 2 3 tablets",
    "code 0123 4567 89",
    "1,234,567",
    "01632 960 123 mg",
    "1/2 tablet",
    "case 01632 960 123",
    "08 12 18 22 24",
    "Call 24 7 365",
    "Call us in 2026",
    "take 1 2 3",
    "call after 3 000 steps",
    "0.125 mg",
    "Version 2.0.1 555",
]


@pytest.mark.parametrize(("text", "found"), NUMBERS.items())
def test_a_telephone_number_is_found(text: str, found: list[str]) -> None:
    assert [dialled(match[0]) for match in telephones(text, KNOWN)] == [f"tel:{number}" for number in found]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_may_be_anything_else_is_no_telephone_number(text: str) -> None:
    assert not [match[0] for match in telephones(text, KNOWN)]


UNITS = ["mg", "ml", "IU", "tablets", "Tabletten", "µg/kg", "%", "kcal", "comprimidos", "drops"]


@given(
    st.integers(100, 10**10), st.sampled_from(UNITS), st.sampled_from(["Take ", "Call ", "", "Nehmen Sie ", "Tel. "])
)
def test_an_amount_with_its_unit_is_never_dialled(number: int, unit: str, before: str) -> None:
    for amount in (str(number), f"{number:,}", f"{number:,}".replace(",", " "), f"{number:,}".replace(",", ".")):
        assert not [*telephones(f"{before}{amount} {unit} at night", {digits(amount)})]


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)), st.sampled_from(["Call by ", "Tel. ", ""]))
def test_a_date_is_never_dialled(date: datetime.date, before: str) -> None:
    for written in ("%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d", "%d %m %Y", "%m/%d/%y", "%d. %m. %Y"):
        assert not [*telephones(f"{before}{date:{written}} or later", set())]
