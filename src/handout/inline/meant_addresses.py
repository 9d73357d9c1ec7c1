"""Addresses that were written without their beginning, as `www.clinic.example`: what is probably meant."""

from __future__ import annotations

from handout.source.patterns import uncompiled

_WEB = uncompiled(r"(?:www\.\S+|(?:[\w-]+\.)+(?:com|edu|example|gov|info|net|nhs\.uk|org|org\.uk)(?:/\S*)?)")
_MAIL = uncompiled(r"[^\s@:/]+@(?:[\w-]+\.)+[A-Za-z]{2,}")
_PHONE = uncompiled(r"\+?[0-9][0-9 ()-]{4,}")


def meant_address(text: str) -> str:
    """A hint with the whole address; empty where none can be told."""
    if _WEB.fullmatch(text):
        return f"write https://{text}"
    if _MAIL.fullmatch(text):
        return f"write mailto:{text}"
    if _PHONE.fullmatch(text):
        return f"write tel:{''.join(sign for sign in text if sign.isdigit() or sign == '+')}"
    return ""
