"""Whether the tests run under continuous integration, where no golden is written."""

import os


def under_ci() -> bool:
    """Whether this is a run of continuous integration: nearly all systems set the variable CI."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")
