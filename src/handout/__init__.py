"""Patient handouts and clinician summaries from one source, each audience only its own words."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handout.diagnostics import (
        Diagnostic,
        HandoutError,
        InputError,
        LayoutError,
        OutputError,
        Span,
        UsageError,
        VerificationError,
    )
    from handout.patients import Patient, read_patient
    from handout.patients.from_python import patient_from
    from handout.pipeline import Rendered, Request, render
    from handout.version import __version__ as __version__
    from handout.workspace.load import Workspace, load

__all__ = [
    "Diagnostic", "HandoutError", "InputError", "LayoutError", "OutputError", "Patient", "Rendered", "Request",
    "Span", "UsageError", "VerificationError", "Workspace", "load", "patient_from", "read_patient", "render",
]  # fmt: skip

_WHERE = {
    "diagnostics": (
        "Diagnostic", "HandoutError", "InputError", "LayoutError", "OutputError", "Span", "UsageError",
        "VerificationError",
    ),
    "patients": ("Patient", "read_patient"),
    "patients.from_python": ("patient_from",),
    "pipeline": ("Rendered", "Request", "render"),
    "version": ("__version__",),
    "workspace.load": ("Workspace", "load"),
}  # fmt: skip
_MODULES = {name: module for module, names in _WHERE.items() for name in names}


def __getattr__(name: str) -> Any:
    """The public names, imported when they are used (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(name)
    return getattr(import_module(f"handout.{_MODULES[name]}"), name)
