"""A record given as values of Python is held to the rules of a file, and no message has a value."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

import handout
from handout.content.clinic import Clinic
from program import workspace

SECRET = "Quetzal"


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    return handout.load(workspace(tmp_path_factory.mktemp("workspace"))).clinic


def test_values_are_typed_and_what_is_none_is_left_out(clinic: Clinic) -> None:
    when = datetime.datetime(2026, 12, 3, 9, 30)  # noqa: DTZ001 (the clinic's own time)
    birth = datetime.date(1961, 4, 5)
    given = {"id": 7, "name": f"{SECRET} = 1", "birth_date": birth, "appointment": when, "sex": None}
    patient = handout.patient_from(given, clinic)
    assert patient.values == {"id": "7", "name": f"{SECRET} = 1", "birth_date": birth, "appointment": when}
    assert patient.personal


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": SECRET}, "a personalised document needs 'name', and 'birth_date' or 'id'"),
        ({"name": SECRET, "id": 1, "nmae": SECRET}, "there is no field 'nmae'"),
        ({"name": SECRET, "id": 1, "birth_date": SECRET}, "field 'birth_date': a date is written as 2026-11-01"),
        ({"name": SECRET, "id": 1, "a b=c": SECRET}, "expected NAME=VALUE"),
    ],
)
def test_what_a_file_would_be_refused_for_is_refused(clinic: Clinic, values: dict[str, Any], message: str) -> None:
    with pytest.raises(handout.InputError) as caught:
        handout.patient_from(values, clinic)
    assert [problem.message for problem in caught.value.diagnostics] == [message]
    assert str(caught.value).startswith("patient: ")
    assert SECRET not in str(caught.value)


def test_a_patient_made_by_hand_without_identifiers_is_refused(tmp_path: Path) -> None:
    loaded = handout.load(workspace(tmp_path))
    anna = handout.Patient(values={"name": SECRET}, personal=True)
    with pytest.raises(handout.InputError, match="a personalised document needs"):
        handout.render(loaded, [handout.Request(topics=("plain",), audience="patient", patient=anna)])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"topics": ("nope",)}, "there is no topic 'nope'"),
        ({"audience": "patients"}, "there is no audience 'patients'"),
        ({"paper": "A5"}, "there is no paper 'A5'"),
        ({"scale": "huge"}, "there is no scale 'huge'"),
    ],
)
def test_a_request_with_an_unknown_name_is_refused(tmp_path: Path, given: dict[str, Any], message: str) -> None:
    loaded = handout.load(workspace(tmp_path))
    request = handout.Request(**{"topics": ("plain",), "audience": "patient", **given})
    with pytest.raises(handout.InputError, match=message):
        handout.render(loaded, [request])
