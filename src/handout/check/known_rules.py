"""What breaks the rules of a workspace, each looked for at the first time only, as a workspace is frozen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from handout.check.layout import check_layout, check_pair
from handout.check.topic import check_topic
from handout.content.clinic import Clinic
from handout.content.topic import Topic
from handout.diagnostics import Diagnostic
from handout.source.values import Value
from handout.styles.layout import Layout

_Problems = tuple[Diagnostic, ...]


class KnownRules:
    """The problems of topics, of layouts, and of both together, for all who ask for them."""

    def __init__(self, clinic: Clinic, files: Mapping[str, Value]) -> None:
        """With what the files held, which shows some places more exactly."""
        self._clinic, self._files = clinic, files
        self._found: dict[tuple[str, ...], _Problems] = {}
        """By what it is of."""

    def of_topic(self, topic: Topic) -> _Problems:
        """As `check_topic`."""
        return self._once(("topic", topic.file), lambda: check_topic(topic, self._clinic, self._files))

    def of_layout(self, layout: Layout) -> _Problems:
        """As `check_layout`."""
        return self._once(("layout", layout.id), lambda: check_layout(layout, self._clinic, self._files))

    def of_pair(self, topic: Topic, layout: Layout, audience: str) -> _Problems:
        """As `check_pair`."""
        key = ("pair", topic.file, layout.id, audience)
        return self._once(key, lambda: check_pair(topic, layout, self._clinic, audience))

    def _once(self, key: tuple[str, ...], rules: Callable[[], Iterable[Diagnostic]]) -> _Problems:
        if key not in self._found:
            self._found[key] = tuple(rules())
        return self._found[key]
