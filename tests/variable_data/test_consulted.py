"""A watched record tells what was read of it: names that were looked up, or all of them."""

from __future__ import annotations

from handout.patients import Patient
from handout.variable_data.consulted import watched

ANNA = Patient(values={"name": "Anna", "ward": "7"}, personal=True)


def test_names_that_are_looked_up_are_noted_whether_they_are_there_or_not() -> None:
    patient = watched(ANNA)
    assert patient.values["name"] == "Anna"
    assert patient.values.get("note") is None
    assert "room" not in patient.values
    assert (patient.consulted.fields, patient.consulted.all) == (("name", "note", "room"), False)


def test_a_loop_over_the_record_asks_for_all_of_it() -> None:
    patient = watched(ANNA)
    assert sorted(patient.values) == ["name", "ward"]
    assert patient.consulted.all
