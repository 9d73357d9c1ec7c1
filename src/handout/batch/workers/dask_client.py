"""The connection to a Dask scheduler."""

from __future__ import annotations

import logging
from typing import Any

from handout.diagnostics import OutputError, UsageError


def unprotected(address: str) -> bool:
    """Whether others can read what is sent to a scheduler."""
    protocol, _, rest = address.rpartition("://")
    host = rest.rpartition(":")[0].strip("[]")
    return protocol in ("", "tcp", "ws") and host not in ("localhost", "127.0.0.1", "::1")


def connected(address: str, patience: float) -> Any:
    """A client of Dask; HandoutError if none is there (6), or if the address is invalid or Dask isn't installed (2)."""
    try:
        import dask
        from distributed import Client
    except ImportError:
        raise UsageError.at(
            address, "a scheduler needs another package", "pip install 'handout[dask]'", "scheduler"
        ) from None
    # The program reports once what Dask would log; and Dask's warning of large messages is expected here.
    for name in ("distributed", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GiB"})
    try:
        return Client(address, timeout=patience, set_as_default=False, name="handout")
    except (OSError, TimeoutError):
        raise OutputError.at(
            address, "no scheduler answers there", "start one with: dask scheduler", "scheduler"
        ) from None
    except (ValueError, TypeError, ImportError):
        raise UsageError.at(
            address, "no address of a scheduler", "write tcp://host:8786 or tls://host:8786", "scheduler"
        ) from None
