"""URLs of object stores: opened through fsspec, which is asked for only when there is one.

Whatever goes wrong in a store, the reason is given in words of our own: those of a store name keys and requests.
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from handout.diagnostics import UsageError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

PACKAGES = {"s3": "handout[s3]", "s3a": "handout[s3]"}
"""What has to be installed for a protocol, where we say so ourselves."""
_SECONDS = {"connect_timeout": 10, "read_timeout": 20}
_TRIES = 3
"""How often a request is tried."""


class StoreError(OSError):
    """What a store didn't do, and why, in words that name no key and no value."""

    def __init__(self, reason: str) -> None:
        super().__init__(errno.EIO, reason)


def is_url(text: str) -> bool:
    """Whether a path is a URL rather than a name in the file system."""
    return "://" in text


def shown(url: str) -> str:
    """A URL as a message may show it: without a password, and without a query, which may be a signature."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def last_name(url: str) -> str:
    """What a URL's file is called."""
    return Path(unquote(urlsplit(url).path)).name or shown(url)


def local(url: str) -> Path | None:
    """The path that a `file://` URL is another way to write; None for all others."""
    parts = urlsplit(url)
    if parts.scheme.lower() not in ("file", "local"):
        return None
    if parts.netloc not in ("", "localhost"):
        raise UsageError.at(
            shown(url), "a file:// URL has three slashes", f"write file:///{parts.netloc}{parts.path}", "url"
        )
    return Path(unquote(parts.path))


def opened(url: str) -> tuple[AbstractFileSystem, str]:
    """The file system of a URL, and the path in it; HandoutError, exit code 2, if a package for it isn't installed."""
    protocol = urlsplit(url).scheme.lower()
    more: dict[str, Any] = {}
    if protocol in ("s3", "s3a"):
        # Listings are never taken from memory, and nothing waits for ever.
        more = {"use_listings_cache": False, "config_kwargs": _SECONDS}
    try:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(url, skip_instance_cache=True, **more)
        if more:
            system.retries = _TRIES
    except ImportError:
        package = PACKAGES.get(protocol, "")
        hint = f"pip install '{package}'" if package else "install fsspec, and what it needs for this protocol"
        raise UsageError.at(shown(url), f"{protocol}:// needs another package", hint, "url") from None
    except ValueError:
        raise UsageError.at(
            shown(url), "no URL that can be opened", "write a path, or s3://bucket/path", "url"
        ) from None
    return system, path


def reason(error: Exception) -> str:
    """Why a store refused, in words of our own."""
    refusal = code(error)
    if isinstance(error, StoreError):
        return str(error.strerror)
    if refusal == "NoSuchBucket":
        return "there is no such bucket"
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if type(error).__name__ in ("NoCredentialsError", "PartialCredentialsError", "ProfileNotFound"):
        return "there are no credentials for the store"
    if isinstance(error, PermissionError) or refusal in ("SignatureDoesNotMatch", "403", "Forbidden"):
        return "the store refuses these credentials"
    named = {kind.__name__ for kind in type(error).__mro__}
    if named & {"HTTPClientError", "ConnectionError", "TimeoutError", "ClientConnectionError", "FSTimeoutError"}:
        return "the store doesn't answer"
    return f"the store refused ({refusal or type(error).__name__})"


def code(error: BaseException | None) -> str:
    """What an S3 store calls its refusal."""
    while error is not None:
        response = getattr(error, "response", None)
        if isinstance(response, dict):
            return str(response.get("Error", {}).get("Code", ""))
        error = error.__cause__
    return ""
