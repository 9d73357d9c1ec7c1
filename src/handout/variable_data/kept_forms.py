"""The forms that a process keeps, by signature: the ones used last, within a limit of memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

from handout.content.clinic import Clinic
from handout.pipeline import Request
from handout.variable_data.consulted import Consulted
from handout.variable_data.form import FillableForm
from handout.variable_data.signature import Asked, Signature, asked, signature

MOST_BYTES = 64 << 20
"""Of memory, for all forms that are kept: about 150 of four pages each."""


class KeptForms:
    """The forms of each signature; None for one whose documents are laid out one by one."""

    def __init__(self) -> None:
        self._forms: OrderedDict[Signature, list[FillableForm] | None] = OrderedDict()
        self._consulted: dict[Asked, dict[Consulted, None]] = {}
        """What composing such requests has consulted: it may look further in one record than in another."""
        self._bytes = 0
        self.ever = 0
        """How many forms were ever kept."""
        self.dearest = 0.0
        """Seconds that laying out a document took at most."""

    def known(self, request: Request, clinic: Clinic) -> Signature | None:
        """The signature of the forms that are kept for such a request, if there are any."""
        for consulted in self._consulted.get(asked(request), ()):
            key = signature(request, consulted, clinic)
            if key in self._forms:
                self._forms.move_to_end(key)
                return key
        return None

    def __iter__(self) -> Iterator[tuple[Signature, list[FillableForm] | None]]:
        """All that are kept, those that were used the longest time ago in front."""
        return iter(self._forms.items())

    def of(self, key: Signature) -> list[FillableForm] | None:
        """The forms of a signature, the one that was used last in front; empty if there are none."""
        return self._forms.get(key, [])

    def add(self, key: Signature, made: FillableForm | None) -> None:
        """Keeps one more form; None where this signature is to have none."""
        self._consulted.setdefault(key.asked, {})[key.consulted] = None
        if made is None:
            self._forms[key] = None
            return
        spellings = self._forms.setdefault(key, [])
        if spellings is not None:
            spellings.insert(0, made)
            self._bytes += made.size
            self.ever += 1
        while self._bytes > MOST_BYTES:
            self._forget_oldest()

    def _forget_oldest(self) -> None:
        """Forgets the form that was used the longest time ago, of the signature that was."""
        key, spellings = next(iter(self._forms.items()))
        if spellings:
            self._bytes -= spellings.pop().size
        if not spellings:
            del self._forms[key]
