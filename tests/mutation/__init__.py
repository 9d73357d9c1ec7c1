"""Mutation testing: mutmut changes the modules that the rest relies on, one place at a time, and runs their tests.

A change that no test sees shows a test that is missing, unless it changes nothing that matters.  Those few are listed
in survivors.yaml, each with the reason; `make mutants` fails for any other, and for one that is listed and no longer
survives.  Which modules and tests: `[tool.mutmut]` in pyproject.toml.
"""
