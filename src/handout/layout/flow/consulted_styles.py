"""A document's styles, and which of them were consulted: what was made with some styles is the same with equal ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handout.document import Style


class ConsultedStyles(Mapping[str, Style]):
    """The styles of a look by role; it notes each role that is asked for, whether it has a style or not."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self._styles = styles
        self.consulted: set[str] = set()
        """The roles, since this was last cleared."""

    def __getitem__(self, role: str) -> Style:
        self.consulted.add(role)
        return self._styles[role]

    def __iter__(self) -> Iterator[str]:
        self.consulted.update(self._styles)
        return iter(self._styles)

    def __len__(self) -> int:
        self.consulted.update(self._styles)
        return len(self._styles)

    def found(self) -> dict[str, Style | None]:
        """The roles that were consulted with their styles; None for a role without one."""
        return {role: self._styles.get(role) for role in self.consulted}

    def agree(self, found: Mapping[str, Style | None]) -> bool:
        """Whether these styles are the same as those that were found in others."""
        return all(self._styles.get(role) == style for role, style in found.items())
