"""An import finds another module for a while, and nothing is left of it."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

import pytest

from handout.replaced_modules import replaced


def test_an_import_gives_the_other_module() -> None:
    other, known = ModuleType("json"), import_module("json")
    with replaced({"json": other}):
        assert import_module("json") is other
    assert import_module("json") is known


def test_an_import_of_nothing_fails() -> None:
    with replaced({"json": None}), pytest.raises(ImportError):
        import_module("json")
    assert sys.modules["json"] is not None


def test_a_module_that_wasn_t_imported_isn_t_afterwards() -> None:
    with replaced({"there.is.none": ModuleType("there.is.none")}):
        assert "there.is.none" in sys.modules
    assert "there.is.none" not in sys.modules


def test_all_is_as_before_if_the_import_fails() -> None:
    known = import_module("json")

    def fail() -> None:
        with replaced({"json": None, "there.is.none": None}):
            raise OSError

    with pytest.raises(OSError):
        fail()
    assert import_module("json") is known
    assert "there.is.none" not in sys.modules
