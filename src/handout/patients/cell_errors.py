"""What spreadsheets write where a formula has no value: `#N/A`, `#REF!`, in the language of who wrote the sheet.

A list that is exported keeps them as text, and a document would print them for a name.
"""

from __future__ import annotations

import re

_WORDS = (
    *("N/A", "NA", "N/D", "N/B", "I/T", "Н/Д", "NV", "NAME", "REF", "VALUE", "NUM", "NULL", "DIV/0"),
    *("GETTING_DATA", "DATEN_WERDEN_ABGERUFEN", "OBTENIENDO_DATOS", "CHARGEMENT_DONNEES", "HIÁNYZIK", "YOK"),
    *("NENÍ_K_DISPOZICI", "ERROR", "BUSY"),
)
"""Those without a mark behind them, in Excel, LibreOffice and Google Sheets."""
_PLAIN = re.compile(
    rf"#(?:{'|'.join(_WORDS)})|#N/A .*"
    # Cells that were too narrow, exported as they were shown.
    r"|#{2,}"
    # LibreOffice's own, as Err:502.
    r"|(?:err|error|erreur|erro|fehler|fout|fel|feil|fejl|virhe|błąd|chyba|hiba|hata|ошибка)\s?:\s?[0-9]{3}"
    r"|loading(?:\.\.\.|…)",
    re.IGNORECASE,
)
_MARKED = re.compile(r"#[¡¿]?[^\W\d_][\w/]*[!?]")
"""In every language: #BEZUG!, #¡VALOR!, #NOM?, #SPILL!, always in capitals."""


def is_cell_error(text: str) -> bool:
    """Whether a cell says, and says no more than, that a spreadsheet had no value for it."""
    said = text.strip()
    if _PLAIN.fullmatch(said):
        return True
    return said[:1] == "#" and said == said.upper() and _MARKED.fullmatch(said) is not None
