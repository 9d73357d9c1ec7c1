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


WAYS = [
    (audience, *more)
    for audience in ("patient", "clinician")
    for more in ((), ("--page", "Letter"), ("--text", "large"), ("--text", "giant", "--page", "Letter"))
]


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_a_number_keeps_its_unit_and_its_sign(found: Callable[[str], Found], way: tuple[str, ...]) -> None:
    printed = lines(found("dose-parted").printed(*way))
    for whole in ("37.5 mg", "2.5 mg", "10.25 × 10⁹/L", "< 5 mg/L", "Week 1", "Week 3"):
        assert any(whole in line for line in printed), whole
    assert sum("37.5 mg" in line for line in printed) == 2


ENGLISH = ("Morning", "Noon", "Evening", "Bedtime", "2 tablets", "2 fingertip units", "thin layer", "200 mg", "1 %")
GERMAN = ("Medikament", "Morgens", "Mittags", "Abends", "1 Tablette", "eine halbe Tablette", "12,5 mg")


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_titles_and_doses_of_medicines_stay_whole(found: Callable[[str], Found], way: tuple[str, ...]) -> None:
    workspace = found("medicine-grid")
    printed = lines(workspace.printed(*way))
    assert [whole for whole in ENGLISH if not any(whole in line for line in printed)] == []
    printed = lines(workspace.printed(*way, topic="u"))
    assert [whole for whole in GERMAN if not any(whole in line for line in printed)] == []
    assert {"Hydrochlorothiazid", "Bluthochdruckbehandlung"} <= set(" ".join(printed).split())


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_titles_of_medicines_stay_whole_in_spanish(found: Callable[[str], Found], way: tuple[str, ...]) -> None:
    workspace = found("medicine-grid")
    topic = workspace.folder / "content" / "t.yaml"
    topic.write_text(topic.read_text().replace("title: My", "language: es\ntitle: My"))
    printed = " ".join(lines(workspace.printed(*way))).split()
    assert {"Medicamento", "Mañana", "Tarde", "tablets"} <= set(printed)


def fields(text: str, label: str) -> int:
    """How often a label stands on the page."""
    return sum(line.startswith(label) or f" {label}" in line for line in lines(text))


@pytest.mark.parametrize(
    "more", [(), ("--page", "Letter"), ("--text", "large"), ("--text", "giant", "--page", "Letter")]
)
def test_a_form_keeps_its_fields(found: Callable[[str], Found], more: tuple[str, ...]) -> None:
    printed = found("wide-diary").printed("patient", *more)
    labels = ("Day", "Date", "Pain", "0 to 10", "Redness", "Discharge", "Temperature", "Dressing", "Notes")
    # Letter is wide enough for a grid: each label stands once, over a row for each day.
    times = 1 if more[:1] == ("--page",) else 3
    assert {label: fields(printed, label) for label in labels} == dict.fromkeys(labels, times)
    days = [line for line in lines(printed) if line in ("1", "2", "3")]
    assert times == 3 or days == ["1", "2", "3"]
    printed = found("diary-large").printed("patient", *more)
    if "--text" in more:
        for label, times in (("Day", 3), ("Date", 3), ("Pain", 3), ("Notes", 3), ("Medicine", 3), ("Nappies", 3)):
            assert fields(printed, label) == times, label
