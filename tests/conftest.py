"""The switch that writes goldens anew; never on a machine that only checks."""

from __future__ import annotations

import os

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="Write the goldens of the tests that run anew.")


@pytest.fixture
def updating(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are written instead of compared."""
    wanted = bool(request.config.getoption("--update-goldens"))
    if wanted and os.environ.get("CI"):
        pytest.fail("goldens are not written under CI")
    return wanted
