"""The pytest plugin: the fixture `handout_golden`, which compares the words of a PDF with a golden beside the test.

It is loaded into every run of pytest where handout is installed, so nothing here imports more than pytest has already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handout.pytest_plugin.ci import under_ci
from handout.pytest_plugin.ledger import LEDGER, Ledger

if TYPE_CHECKING:
    from handout.pytest_plugin.fixture import Goldens


def pytest_addoption(parser: pytest.Parser) -> None:
    """The plugin's options."""
    group = parser.getgroup("handout", "words of PDFs (handout)")
    group.addoption(
        "--handout-update", action="store_true", help="write the goldens of the tests that run anew; never under CI"
    )
    group.addoption(
        "--handout-evidence", metavar="DIR", default="handout-evidence",
        help="where new PDFs, pictures and texts are kept when a test fails",
    )  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """Refuses to write goldens where nobody would read them, and starts the ledger of goldens and their tests."""
    if config.getoption("--handout-update") and under_ci():
        raise pytest.UsageError("--handout-update: goldens are not written under CI; write them on your own machine")
    ledger = Ledger(config)
    config.stash[LEDGER] = ledger
    config.pluginmanager.register(ledger, "handout-ledger")


@pytest.fixture
def handout_golden(request: pytest.FixtureRequest) -> Goldens:
    """Compare a PDF's words and tags with a golden beside the test, or render a topic of a workspace.

    `handout_golden(pdf, name=None, masks=(), moved=False)` compares; `handout_golden.render(workspace, topic,
    audience=…)` gives the PDF of a topic.
    """
    from handout.pytest_plugin.fixture import Goldens

    return Goldens(request)
