"""What to write instead of an address that isn't taken, as of `www.clinic.example`, which has no beginning."""

from __future__ import annotations

from handout.inline.addresses import SCHEMES, is_target
from handout.source.decoder import shown
from handout.source.patterns import uncompiled

_WEB = uncompiled(r"(?:www\.\S+|(?:[\w-]+\.)+(?:com|edu|example|gov|info|net|nhs\.uk|org|org\.uk)(?:/\S*)?)")
_MAIL = uncompiled(r"[^\s@:/]+@(?:[\w-]+\.)+[A-Za-z]{2,}")
_PHONE = uncompiled(r"\+?[0-9][0-9 ()-]{4,}")
_HOW = {
    "https": "write https:// and the name of the site",
    "http": "write http:// and the name of the site",
    "mailto": "write mailto:name@clinic.example",
    "tel": "write tel: and the number",
}
TAKEN = f"{', '.join(SCHEMES[:-1])} and {SCHEMES[-1]}"


def link_problem(address: str) -> tuple[str, str]:
    """The message and the hint for the address of a link that isn't taken."""
    scheme, colon, _ = address.partition(":")
    hint = instead_of(address, f"links take {TAKEN}, or '#' and the id of a section")
    whole = "".join(address.split())
    if whole != address and is_target(whole):
        return f"the address '{shown(address)}' has a space in it", _meant(
            address
        ) or "take the space out, or write %20"
    if colon and scheme.lower() in SCHEMES:
        return f"the address '{shown(address)}' leads nowhere", hint
    return f"a link to '{scheme}:' is not allowed" if colon else f"'{address}' is not an address", hint


def instead_of(address: str, otherwise: str = f"it takes {TAKEN}") -> str:
    """A hint with the whole address where it can be told, else with how the addresses of its scheme begin."""
    return _meant(address) or _HOW.get(address.partition(":")[0].lower(), otherwise)


def _meant(text: str) -> str:
    """A hint with the whole address; empty where none can be told."""
    if _WEB.fullmatch(text):
        return f"write https://{text}"
    if _MAIL.fullmatch(text):
        return f"write mailto:{text}"
    if _PHONE.fullmatch(text):
        return f"write tel:{''.join(sign for sign in text if sign.isdigit() or sign == '+')}"
    return ""
