"""What spreadsheets and databases write where there is no value: `#N/A`, `#REF!` in every language, `NULL`.

A list that is exported keeps them as text, and a document would print them for a name.
"""

from __future__ import annotations

import re
from typing import Final

from handout.source.misread import misread

_ANEW: Final = "type the value again, or export the list anew as UTF-8"
_MEND: Final = "correct it in the spreadsheet, or leave the cell empty"
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
_NOTHING = frozenset(
    ("NULL", "(null)", "(NULL)", "<null>", "[NULL]", "\\N", "NaN", "nan", "NaT", "<NA>", "(blank)", "undefined")
) | {"[object Object]"}
"""What databases and programs export for nothing, each as it is written: somebody may be called Null or Nan."""
_SHORTENED = re.compile(r"[+-]?[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}")
"""A long number as a sheet shows it, 4.85777E+11: its last digits are lost."""
_CODED = re.compile(r"_x[0-9A-F]{4}_")
"""How a workbook's file writes a character that XML can't hold (ECMA-376, 22.4.2.4)."""
_ENTITY = re.compile(
    r"&(?:#[0-9]{1,6}|#[xX][0-9A-Fa-f]{1,5}|apos|quot|nbsp|szlig|[ao]elig|[AO]Elig"
    r"|[A-Za-z](?:uml|acute|grave|circ|tilde|cedil|ring|caron|slash));"
)
"""How a web page writes a letter or a sign, as `O&#39;Neil`."""
_ESCAPED = re.compile(
    r"=[CDE][0-9A-F]=[89AB][0-9A-F]|%[CDE][0-9A-F]%[89AB][0-9A-F]|\\u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}"
)
"""How mail, a web address and JSON write a letter: `M=C3=BCller`, `M%C3%BCller`, `M\\u00fcller`."""
_ADDRESS = re.compile(r"(?:[a-z]+://|www\.)\S+")
"""An address of the web, whose letters are to be written so."""
_PARTS = re.compile(r"[^\W\d_]\^+[^\W\d_]|\^\^")
"""A name, or somebody's, with the signs of HL7 between its parts, as `Smith^Anna^^^Ms`; `10^9` has none."""
_INSIDE = re.compile(r"(?<!\w)#(?:N/A(?!\w)|REF!|VALUE!|DIV/0!|NUM!|NULL!|NAME\?)")
"""In a cell of several lines, or in words that were joined to a value."""
_MARKED = re.compile(r"#[¡¿]?[^\W\d_][\w/]*[!?]")
"""In every language: #BEZUG!, #¡VALOR!, #NOM?, #SPILL!, always in capitals."""


def cell_error(text: str) -> tuple[str, str]:
    """What is wrong with a cell that has no value, or not all of it, and what to do; empty where nothing is."""
    said = text.strip()
    # Nearly all cells have none of the signs that are in each of these.
    sign = "#" in said or ":" in said or said.endswith(("...", "…"))
    if sign and (_PLAIN.fullmatch(said) or ("#" in said and (_marked(said) or _INSIDE.search(said)))):
        return "this is a spreadsheet's error, not a value", _MEND
    if len(said) > 2 and said[:2] == '="' and said[-1] == '"':
        return "this is a formula around a value", 'leave out the sign and the quotes around the value, as ="5" for 5'
    if said in _NOTHING:
        return "this is a database's word for nothing, not a value", "leave the cell empty; a name is written Null"
    if "E+" in said and _SHORTENED.fullmatch(said):
        return "a spreadsheet has shortened this number", "format the column as text, and type the number again"
    if "_x" in said and _CODED.search(said):
        return "this is a workbook's code for a character", _MEND
    if "&" in said and _ENTITY.search(said):
        return "this is a web page's code for a character", _ANEW
    if ("=" in said or "%" in said or "\\u" in said) and _ESCAPED.search(_ADDRESS.sub("", said)):
        return "this is another program's code for a character", _ANEW
    if "^" in said and _PARTS.search(said):
        return "this is a value of HL7, with signs between its parts", "write it as it is to be printed, as Anna Smith"
    if not said.isascii() and ("\ufffd" in said or misread(said)):
        return "letters of it were lost, or read in a wrong encoding, before", _ANEW
    return "", ""


def _marked(said: str) -> bool:
    return said[:1] == "#" and said == said.upper() and _MARKED.fullmatch(said) is not None
