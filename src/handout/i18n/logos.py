"""Words of a logo's description that say no more than the clinic's name, in the program's languages."""

from __future__ import annotations

from handout.i18n.quantities import words

WORDS = {
    "en": "logo of the clinic",
    "de": "logo von der des die klinik praxis",
    "es": "logotipo de del la el clínica",
}
"""By language; a description may be in another language than the document, so all of them count."""
EMPTY = words(" ".join(WORDS.values()))
