"""Imports PyYAML without compiling its patterns, of which its parser in C uses none."""

from __future__ import annotations

from importlib import import_module

from handout.replaced_modules import replaced
from handout.source.late_patterns import late_patterns

with replaced(late_patterns("yaml")):
    import_module("yaml")
