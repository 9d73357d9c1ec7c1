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


def test_whether_a_filled_field_is_there_matters_only_if_something_else_asks() -> None:
    patient = watched(ANNA)
    assert [patient.printed(name) for name in ("ward", "note", "room")] == ["7", None, None]
    assert patient.values.get("note") is None
    assert patient.consulted.unasked(patient.filled) == {"ward", "room"}
    assert patient.consulted.present(ANNA) == ()
    assert [*patient.values] == ["name", "ward"]
    assert patient.consulted.unasked(patient.filled) == frozenset()
    assert patient.consulted.present(ANNA) == ("name", "ward")
