"""Telephone numbers as sentences have them: which numbers of a text are surely for a telephone, and which aren't.

A number is one if it is known (the clinic's), if it is written as countries write their numbers (`+44 1632 960123`,
`01632 960 123`), or if a word before it says so (`Tel. 960123`, `call us on 960 123`).  An amount with a unit, a date,
a time, a range, a fraction and the number of a record are none.  The words are those of the program's languages,
whatever a document's language is, as with units.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from handout.i18n.quantities import has_unit, words
from handout.source.patterns import apart, uncompiled

_NARROW = apart("\u202f")
_SPACE = f"(?:[ \u00a0]|{_NARROW})"
_GAP = rf"(?:{_SPACE}?[-./\u2010\u2011]{_SPACE}?|{_SPACE})"
_SIGN = f"(?:[%°£$]|{apart('‰')}|{apart('€')})"
_CANDIDATE = uncompiled(
    rf"(?<![\w+/×<>≤≥~=#€£$–−-])(?<!\d[.,:])"
    rf"(?>(?:\+?\d+|\(\+?\d+\){_GAP}?\d+)(?:{_GAP}?\(\d+\){_GAP}?\d+|{_GAP}\d+)*)"
    rf"(?!\w|{_SIGN}|(?:[.,:/-]|{apart('–')})\d|{_SPACE}?(?:[×x*/]|{apart('–')}){_SPACE}?\d|{_SPACE}{_SIGN})"
)
_DATE = uncompiled(r"\d{1,2}\D{1,3}\d{1,2}\D{1,3}(?:\d\d|\d{4})|\d{4}\D{1,3}\d{1,2}\D{1,3}\d{1,2}|\d{4}\D{1,3}\d{4}")
_LATER_STROKE = uncompiled(r"\d[^\d/]+\d.*/|/.*/")
"""A stroke between two numbers, as in 960 123/124; a stroke after the code of a region is part of one number."""
_FIRST_OF_THREE = uncompiled(r"[(+]*\d{3}")
_HOUR = uncompiled(r"(?:[01]\d|2[0-4])(?:[0-5]\d)?")
_TRUNK = uncompiled(rf"(?:0\d{{1,4}}|\(0\d{{1,4}}\)){_GAP}?\d")
"""The digit 0 before the code of a region, which is dialled inside a country only."""

_CALL = words(
    """
    call calls calling ring ringing phone phoning telephone telephoning tel dial dialling dialing mobile helpline
    hotline telefon telefonnummer rufnummer notruf notrufnummer handy mobil rufen anrufen ruf wähle wählen tel
    ☎ ✆ 📞
    teléfono teléfonos tfno tlf móvil llame llamar llama llamando marque marcar marca
    téléphone tél appelez appeler composez telefono chiami chiamate chiamare telefone telemóvel ligue ligar telefoon bel
    telefonu zadzwoń dzwonić ringa
    """
)
_BETWEEN = words(
    """
    us me on at now the our your clinic ward nurse doctor midwife surgery practice line number free is under to
    sie uns unter bitte die der den unsere unserer nummer praxis klinik station lautet ist
    al a nos ahora número el la los nuestro nuestra clínica enfermera médico gratis es
    le au numéro nous il lo numero al o número para het nummer ons naar pod
    """
)
"""What may be between a word that says to call and the number."""
_NO_CALL = words(
    """
    fax telefax isbn issn mrn nhs id ref reference no nr nº account iban hospital patient case batch lot code order
    number nummer konto kundennummer fallnummer patientennummer charge número expediente lote cuenta referencia
    """
)
"""Words before a number that isn't a telephone number."""
_AFTER_SHORT = words("for or if and in at now straight immediately free an oder und wenn o u y si en")
"""Words after a number of three to five digits that show that it is a telephone number."""
_SHORT, _LEAST, _MOST = 5, 6, 15


def telephones(text: str, known: Collection[str]) -> Iterator[re.Match[str]]:
    """The numbers of a text that are surely for a telephone; `known` are the digits of numbers that the clinic has."""
    for match in _CANDIDATE.finditer(text):
        if _surely(text, match, known):
            yield match


def dialled(number: str) -> str:
    """The address of a link that dials a number: `tel:+441632960123` for `+44 (0)1632 960123`."""
    if number.lstrip("(").startswith("+"):
        number = number.replace("(0)", "")
    return "tel:" + re.sub(r"[^0-9+]", "", number)


def digits(number: str) -> str:
    """The digits of a number, in the form that `telephones` expects of known numbers."""
    return re.sub(r"\D", "", number)


def _surely(text: str, match: re.Match[str], known: Collection[str]) -> bool:
    number, plain = match[0], digits(match[0])
    before = [word.strip(".:,;()").casefold() for word in text[max(match.start() - 60, 0) : match.start()].split()]
    called = _called(before)
    if len(plain) > _MOST or (len(plain) <= _SHORT and not called):
        return False
    if has_unit(text, match.start(), match.end()):
        return False
    if plain in known and (called or len(plain) > _SHORT):
        return True
    if before and before[-1] in _NO_CALL and not called:
        return False
    if _DATE.fullmatch(number) or _hours(number) or _LATER_STROKE.search(number):
        return False
    if len(plain) <= _SHORT:
        return called and len(plain) > 2 and plain == number and _ends(text[match.end() :])
    national = _TRUNK.match(number) is not None and len(plain) > 8
    named = called and (len(plain) > 8 or _FIRST_OF_THREE.match(number) is not None)
    return named or national or (number.lstrip("(").startswith("+") and len(plain) > 8)


def _called(before: list[str]) -> bool:
    """Whether the words before a number say that it is called; at most three are between."""
    for word in before[-4:][::-1]:
        if word in _CALL:
            return True
        if word not in _BETWEEN:
            return False
    return False


def _hours(number: str) -> bool:
    """Whether a number is hours of the day in order, as 0830 0900 1200."""
    groups = re.split(r"\D+", number)
    return len(groups) > 1 and all(map(_HOUR.fullmatch, groups)) and groups == sorted({*groups})


def _ends(after: str) -> bool:
    """Whether a sentence ends here, or goes on with a word that follows the number of a helpline."""
    return re.match(r"\s*(?:[.,;:!?)–]|$)", after) is not None or re.split(r"\W+", after.strip())[0] in _AFTER_SHORT
