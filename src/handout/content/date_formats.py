"""The formats that a field's dates may be declared to have, beside year, month, day."""

from __future__ import annotations

from typing import Any, Final

from handout.source.decoder import Decoder
from handout.source.values import Value

DATES: Final = (
    "DD/MM/YYYY", "DD.MM.YYYY", "DD-MM-YYYY", "MM/DD/YYYY", "MM-DD-YYYY", "YYYY/MM/DD", "YYYY.MM.DD", "YYYYMMDD",
)  # fmt: skip
"""How a day is written; if signs are between them, day and month may be without a leading zero."""
CLOCKS: Final = ("24h", "12h")
SERIALS: Final = ("serial", "serial-1904")
"""A spreadsheet's count of days: from 1900, and from 1904 as in workbooks of older Macs."""
FORMATS: Final = (*SERIALS, *DATES, *(f"{day} {clock}" for day in (*DATES, "YYYY-MM-DD") for clock in CLOCKS))


def read_format(value: Value, reader: Decoder) -> Any:
    """A format by its name, or BAD."""
    return reader.choice(value, FORMATS, "format")


def format_schema(_: Any) -> dict[str, Any]:
    """The formats in the schema."""
    return {"enum": list(FORMATS)}
