"""What all tests share: how hypothesis runs, and the switch that writes texts beside tests anew."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import settings

from extra_fonts import use_small_fonts
from handout.fonts import drawn_faces, glyphs, signs

pytest_plugins = ["pytester"]

# A busy machine is no failure; and where a run only checks, the same examples are tried every time.
settings.register_profile("handout", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("handout")

use_small_fonts()

# A shell's background job, as of `make test &`, ignores Ctrl-C, and the programs that tests begin would too.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    text = "Write the texts beside the tests that run anew; --handout-update does so for the words of PDFs."
    parser.addoption("--update-goldens", action="store_true", help=text)


@pytest.fixture(autouse=True)
def _fresh_faces() -> None:
    """Each test reads its fonts itself, for some change what is read: all workspaces of a process share it."""
    for shared in (glyphs.built_in_faces, glyphs.packaged_faces, signs.sign_faces, drawn_faces.own_face):
        shared.cache_clear()


@pytest.fixture
def updating(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are written instead of compared."""
    wanted = bool(request.config.getoption("--update-goldens"))
    if wanted and os.environ.get("CI"):
        pytest.fail("goldens are not written under CI")
    return wanted
