"""The program's own masks: what they hide, and that it is never a dose, a telephone number or a part of something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.compare import mask
from handout.compare.masks import Masks
from handout.i18n.quantities import SYMBOLS, has_unit, is_unit


def covered(text: str, *names: str) -> str:
    return Masks([mask(name) for name in names or ("date", "mrn")]).cover(text).text


HIDDEN = [
    ("MRN A-1001, born 05/03/1961", "MRN ‹mrn›, born ‹date›"),
    ("MRN: 1234567.", "MRN: ‹mrn›."),
    ("MRN 1234567 and MRN 7654321 or 1234567", "MRN ‹mrn› and MRN ‹mrn› or ‹mrn›"),
    ("MRN 1234567 Page 1/2", "MRN ‹mrn› Page 1/2"),
    ("NHS 943 476 5919", "NHS ‹mrn›"),
    ("(5.3.26)", "(‹date›)"),
    ("05.03.25, 10/12/61 and 5.10.26 10:30", "‹date›, ‹date› and ‹date›"),
    ("MRN 500000, Record number: A-1000, Aktennummer 120000", "MRN ‹mrn›, Record number: ‹mrn›, Aktennummer ‹mrn›"),
    ("Next dose due 12/8/24, next meal: 12/08/24", "Next dose due ‹date›, next meal: ‹date›"),
    ("Born 1/1/22, printed on 12/8/24; Geburtsdatum: 1.1.22", "Born ‹date›, printed on ‹date›; Geburtsdatum: ‹date›"),
    ("Termin (12.8.24) vom 3.4.21, Lantus 02/08/24", "Termin (‹date›) vom ‹date›, Lantus ‹date›"),
    ("Ward 5, A-1001 and 1000123", "Ward 5, ‹mrn› and ‹mrn›"),
    ("Seen 2026-03-05T09:30, and on 12/31/2026", "Seen ‹date›, and on ‹date›"),
    ("05-03-2026", "‹date›"),
    ("Weight 70 kg 12.03.2026", "Weight 70 kg ‹date›"),
    ("on 5 March 2026 at 10:30 am", "on ‹date›"),
    ("am 5. März 2026 um 9:30 Uhr", "am ‹date›"),
    ("On Wednesday, 9 December 2026 at 10:15.", "On ‹date›."),
    ("am Mittwoch, 9. Dezember 2026", "am ‹date›"),
    ("el miércoles, 9 de diciembre de 2026", "el ‹date›"),
    ("يوم الأربعاء، 9 ديسمبر 2026", "يوم ‹date›"),
    ("Wednesdays, and on Monday from 9 December 2026", "Wednesdays, and on Monday from ‹date›"),
]


@pytest.mark.parametrize(("text", "shown"), HIDDEN)
def test_what_is_hidden(text: str, shown: str) -> None:
    assert covered(text) == shown


KEPT = [
    # by times of day, with and without a unit
    "10-5-10 mg", "5-10-15", "10-10-20 units", "1.5.10 ml", "5/10/15 mg", "mg: 5/10/15", "1-0-1 Tabletten",
    # a unit behind or before, or behind the rest of a range
    "IU 500000", "1000000 I.U.", "500000 IE", "UI: 1000000", "IU500000", "IU-500000", "Units 500000", "(IU) 500000",
    "500000-unit vial", "500000 to 900000 IU", "500000–900000 IU", "IU 500000 or 900000", "250000/µl", "250000 per µl",
    "1000000 international units", "1000000 internationale Einheiten", "1000000 E/ml", "150000 per microlitre",
    "150000 white cells/mm³", "1000000 copies per ml", "1000000 CFU", "CFU 1000000", "CFU1000000", "KBE: 1000000",
    "1000000 / mm³", "1000000 международных единиц",
    "100000 μg", "100000 comprimidos", "100000 Einheiten", "200000 %", "500000 (IU)",
    # parts of something longer
    "0.123456", "123456.5", "123456,5", "123456-5", "12/03/26/4", "1.5.10.2", "v1.2.2026.3", "NaCl 0.9.%",
    "500000/250000", "1.123456", "+49123456",
    # no date
    "10-20-30", "35/13/26", "45.10.26", "10-10-1000", "2026-13-05", "10/20 mg",
    # telephones, packs
    # doses without their unit: round, taken several times, or by times of day
    "Nystatin 500000 four times a day", "platelets 150000", "INSULIN 500000", "U500000", "U-7500", "3 × 523456",
    "523456 x 2", "500000 [iu]", "1000000 单位", "insulin 8/4/12", "Insulin: 10/8/10 (morning/noon/night)", "10.5.10",
    "10/10/20", "morgens: 8.4.22", "8/6/22 (morning, noon, evening)", "Utro: 30.10.30",
    "Dosierung: 12.8.24", "Dose 12/8/24", "3/4/21 (breakfast/lunch/supper)", "Frühstück-Mittag-Abend 3.4.21",
    "Lantus 12/8/24", "Lantus: 1/1/22", "NovoRapid (12.8.24)", "gliclazide = 2/1/22", "Medication 12/8/24",
    "from Lantus 12/8/24 to 10/8/22",
    "8.4.22 vor dem Essen", "8/4/22 before meals", "pauta 8/4/22",
    "Ring 555 555 0100", "Tel. 01632960123", "call (016) 32960123", "01632 960123", "960123 4711", "Batch AB1234",
    "Lot: 123456", "PZN 12345678", "Telefon 030 123456", "+44 1632960123",
]  # fmt: skip


@pytest.mark.parametrize("text", KEPT)
@pytest.mark.parametrize("around", ["{}", "Give {} as one dose.", "({})"])
def test_what_is_never_hidden(text: str, around: str) -> None:
    assert covered(around.format(text)) == around.format(text)


@given(
    st.integers(100_000, 99_999_999),
    st.sampled_from(sorted(SYMBOLS)),
    st.sampled_from(["{n} {u}", "{n}{u}", "{u} {n}"]),
)
def test_no_number_with_a_unit_is_hidden(number: int, unit: str, form: str) -> None:
    said = f"Give {form.format(n=number, u=unit)} now"
    assert covered(said) == said


@pytest.mark.parametrize(
    "word", ["mg", "mL", "I.U.", "Tabletten", "gotas", "µg", "μg", "MG", "%", "°C", "teaspoonfuls"]
)
def test_units(word: str) -> None:
    assert is_unit(word)


@pytest.mark.parametrize("word", ["Mrs", "a", "to", "with", "me", "", "5"])
def test_words_that_are_none(word: str) -> None:
    assert not is_unit(word)


def test_whose_unit_it_is() -> None:
    assert has_unit("5 mg", 0, 1)
    assert not has_unit("5 men", 0, 1)
    assert not has_unit("70 kg 12", 6, 8)
    assert has_unit("kg 12", 3, 5)
    assert not has_unit("big 12", 4, 6)
