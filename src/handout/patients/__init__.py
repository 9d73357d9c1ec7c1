"""Patients' records: one, or a list of them, and the types of their values."""

from __future__ import annotations

from handout.patients.record import NOBODY, Patient, age, patient_of, unborn, unidentified, values_of
from handout.patients.record_file import RecordRefused, read_patient, without_quotes

__all__ = [
    "NOBODY", "Patient", "RecordRefused", "age", "patient_of", "read_patient", "unborn", "unidentified",
    "values_of", "without_quotes",
]  # fmt: skip
