"""What an address of a link is: its scheme, and enough behind it to lead somewhere."""

from __future__ import annotations

from handout.source.patterns import uncompiled

SCHEMES = ("https", "http", "mailto", "tel")
WEB = SCHEMES[:2]
_NEVER = uncompiled(r"[\s<>\"{}|\\^`]")
_SITE, _MAILBOX, _DIGIT = uncompiled(r"//[^\W_]"), uncompiled(r"[^@]+@[^@]+"), uncompiled(r".*[0-9]")
_ID = uncompiled(r"#[a-z][a-z0-9_-]*")
_ENDS = {"https": _SITE, "http": _SITE, "mailto": _MAILBOX, "tel": _DIGIT}
"""What each scheme's address goes on with: a site's name, a mailbox, a number."""


def is_address(text: str, schemes: tuple[str, ...] = SCHEMES) -> bool:
    """Whether a text is an address of one of these schemes, with nothing in it that an address can't have."""
    scheme, colon, rest = text.partition(":")
    scheme = scheme.lower()
    return bool(colon) and scheme in schemes and not _NEVER.search(text) and bool(_ENDS[scheme].match(rest))


def is_target(text: str) -> bool:
    """Whether a link may lead there: an address, or `#` and the id of a section."""
    return _ID.fullmatch(text) is not None if text.startswith("#") else is_address(text)
