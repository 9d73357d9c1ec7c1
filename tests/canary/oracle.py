"""Who gets which words, by a second and naive walk: plain YAML, no positions, no model, nothing of the program's own.

What it says is format.md's rules 1 to 7.  It is written to be read, not to be quick.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import yaml

MARKS = re.compile(r"\(#(?P<target>[a-z0-9]+)\)|(?P<word>w\d+x)|(?P<title>\[\](?=\(#))")
COMMON = {"id", "audience", "when", "if-unknown", "label", "else", "notes"}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Words = list[str]


class FacetUnknown(Exception):
    """A node depends on a facet that nobody knows, and nobody says what to do then."""


class Reader(NamedTuple):
    audience: str
    facets: Mapping[str, str]
    omit: tuple[str, ...] = ()
    order: tuple[str, ...] = ("*",)
    contents: bool = False


class Said(NamedTuple):
    """What a document says: its words in reading order, and those of its alternative texts and addresses."""

    words: Words
    alts: Words
    ids: set[str]


class Oracle:
    """Knows a topic's files as plain YAML."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._plain = {name: yaml.load(text, Loader=LOADER) for name, text in files.items()}

    def said(self, reader: Reader) -> Said | None:
        """What the document for a reader says; None where nothing is left for them."""
        fragments = {name.split("/")[-1][:-5]: value for name, value in self._plain.items() if "fragments/" in name}
        return _Walk(self._plain["clinic.yaml"], self._plain["content/t.yaml"], fragments, reader).document()


class _Walk:
    def __init__(self, clinic: Any, topic: Any, fragments: Any, reader: Reader) -> None:
        self.clinic, self.topic, self.fragments, self.reader = clinic, topic, fragments, reader
        self.present: set[str] | None = None
        self.ids: set[str] = set()
        self.alts: Words = []

    def document(self) -> Said | None:
        # The first walk finds which ids there are, the second which links are whole.
        self.sections()
        self.present, self.ids, self.alts = self.ids, set(), []
        sections = self.sections()
        if not sections:
            return None
        topic = self.topic
        words = self.inline(self.own(topic["title"]))
        if "codes" in topic and not self.clinic["audiences"][self.reader.audience]["for-patients"]:
            words += [code for codes in topic["codes"].values() for code in codes]
        if "summary" in topic:
            words += self.inline(self.own(topic["summary"]))
        if self.reader.contents:
            words += [word for _, _, title, _ in sections for word in title]
        words += [word for _, labels, title, body in sections for word in labels + title + body]
        for source in topic.get("sources", []):
            if self.reader.audience in source["audience"]:
                words += self.inline(self.own(source["title"])) + words_in(source["url"])
        return Said(words, self.alts, self.ids)

    def sections(self) -> list[tuple[str, Words, Words, Words]]:
        """The sections that are left, in the layout's order: id, labels, title, and what stands below it."""
        found = []
        by_id = {section["id"]: section for section in self.topic["sections"]}
        rest = [name for name in by_id if name not in self.reader.order]
        for name in [name for entry in self.reader.order for name in (rest if entry == "*" else [entry])]:
            if name in by_id and name not in self.reader.omit and self.allowed(by_id[name]):
                section = by_id[name]
                before = len(self.alts), set(self.ids)
                body = self.body(section["body"])
                title = self.own(section["title"])
                if body is None or title is None:
                    del self.alts[before[0] :]
                    self.ids = before[1]
                    continue
                self.ids.add(name)
                found.append((name, self.labels(section), self.inline(title), body))
        return found

    # What lets a node through.

    def allowed(self, node: Any) -> bool:
        if "audience" in node and self.reader.audience not in _many(node["audience"]):
            return False
        when = node.get("when", {})
        if any(self.reader.facets.get(name, values[0]) not in values for name, values in when.items()):
            return False
        unknown = [self.unknown(node, name) for name in when if name not in self.reader.facets]
        if "drop" in unknown:
            return False
        if None in unknown:
            raise FacetUnknown
        return True

    def unknown(self, node: Any, facet: str) -> str | None:
        policy: str | None = node.get("if-unknown", self.clinic["facets"][facet].get("if-unknown"))
        return policy

    def labels(self, node: Any) -> Words:
        """The node's own label, or those of the values that it is for, where nobody knows which holds."""
        found: Words = []
        if "label" in node and not node.keys() & {"value", "phone"}:
            unknown = node.get("when", {}).keys() - self.reader.facets.keys()
            return self.inline(self.own(node["label"])) if unknown else found
        for facet, wanted in node.get("when", {}).items():
            if facet not in self.reader.facets:
                found += [label for value, label in self.clinic["facets"][facet]["values"].items() if value in wanted]
        return found

    # Texts.

    def own(self, text: Any) -> str | None:
        """The text for the reader, or None."""
        return text.get(self.reader.audience) if isinstance(text, dict) else text

    def inline(self, text: str | None, alternative: Any = None) -> Words:
        """The words of a text; those of its `else` where it links to what isn't there."""
        found: Words = []
        for mark in MARKS.finditer(text or ""):
            if mark["word"]:
                found.append(mark["word"])
            elif mark["target"] and self.present is not None and mark["target"] not in self.present:
                assert alternative is not None, "a link to nowhere"
                return self.inline(self.own(alternative))
            elif mark["target"] and text is not None and text[: mark.start()].endswith("[]"):
                found += self.title_of(mark["target"])
        return found

    def title_of(self, name: str) -> Words:
        for node in _nodes(self.topic):
            if node.get("id") == name:
                inner = node if "title" in node else node["section"]
                return self.inline(self.own(inner["title"]))
        raise AssertionError(name)

    # Blocks; None is a block that isn't there.

    def body(self, blocks: list[Any]) -> Words | None:
        return self.several(blocks, self.block)

    def several(self, nodes: list[Any], one: Callable[[Any], Words | None]) -> Words | None:
        """The words of those that are there; None where none is."""
        found = [words for node in nodes if (words := self.kept(node, one)) is not None]
        return [word for words in found for word in words] if found else None

    def kept(self, node: Any, one: Callable[[Any], Words | None]) -> Words | None:
        """The words of a node, its labels before them, if it is let through and something is left of it."""
        keys = node if isinstance(node, dict) else {}
        if "use" in keys and self.reader.audience not in self.fragments[keys["use"]]["audience"]:
            return None
        if not self.allowed(keys):
            return None
        before = len(self.alts), set(self.ids)
        words = one(node)
        if words is None:
            del self.alts[before[0] :]
            self.ids = before[1]
            return None
        if "id" in keys:
            self.ids.add(keys["id"])
        return self.labels(keys) + words

    def block(self, block: Any) -> Words | None:
        kind = next(key for key in block if key not in COMMON)
        value = block[kind]
        match kind:
            case "text":
                own = self.own(value)
                return None if own is None else self.inline(own, block.get("else")) + self.notes(block, own)
            case "bullets" | "steps" | "checklist":
                return self.several(value, self.item)
            case "timeline":
                return self.several(value, self.event)
            case "terms" | "facts" | "contact":
                keys = "term", "label", "text", "value", "phone"
                return self.several(value, lambda pair: self.texts(pair, keys))
            case "table":
                return self.table(value)
            case "medicines":
                return self.several(value["rows"], lambda row: self.texts(row, MEDICINE))
            case "callout" | "section" | "slip":
                body = self.body(value["body"])
                return None if body is None else self.texts(value, ("title",)) + body
            case "side-by-side":
                sides = [words for side in ("left", "right") if (words := self.body(value[side])) is not None]
                return [word for words in sides for word in words] if sides else None
            case "about":
                return [self.topic["number"], *self.topic["authors"]]
            case "do-dont":
                lists = [words for key in ("do", "dont") if (words := self.several(value[key], self.item)) is not None]
                return [word for words in lists for word in words] if lists else None
            case "use":
                return self.body(self.fragments[value]["body"])
            case "figure" | "writing-lines" | "qr":
                self.alts += self.texts(value, ("alt",)) + words_in(value.get("url", ""))
                return self.texts(value, ("caption", "label")) + words_in(value.get("url", ""))
        raise AssertionError(kind)

    def notes(self, block: Any, text: str) -> Words:
        """The words of a note whose mark is printed: it is the last thing of its text."""
        gone = {mark["target"] for mark in MARKS.finditer(text) if mark["target"]} - (self.present or set())
        if "[^n]" not in text or (self.present is not None and gone):
            return []
        return self.kept(block["notes"]["n"], self.note) or []

    def note(self, note: Any) -> Words | None:
        own = self.own(note["text"])
        return None if own is None else self.inline(own)

    def event(self, event: Any) -> Words:
        return self.texts(event, ("time", "text")) + ((self.body(event["body"]) or []) if "body" in event else [])

    def texts(self, node: Any, keys: tuple[str, ...]) -> Words:
        return [word for key in keys if key in node for word in self.inline(self.own(node[key]))]

    def item(self, item: Any) -> Words | None:
        if not isinstance(item, dict) or "text" not in item:
            own = self.own(item)
            return None if own is None else self.inline(own)
        own = self.own(item["text"])
        if own is None:
            return None
        nested = [self.body(item["body"]) or []] if "body" in item else []
        nested += [self.several(item[key], self.item) or [] for key in ("bullets", "steps") if key in item]
        return self.inline(own, item.get("else")) + [word for words in nested for word in words]

    def cell(self, cell: Any) -> Words:
        """The words of a cell; it is there in any case, for its row has one for each column."""
        if isinstance(cell, dict) and cell.keys() & {"text", "bullets", "steps", "checklist"}:
            cell = [cell]
        return (self.body(cell) or []) if isinstance(cell, list) else self.inline(self.own(cell))

    def table(self, table: Any) -> Words | None:
        columns = [
            column if isinstance(column, dict) and "title" in column else {"title": column}
            for column in table["columns"]
        ]
        seen = [at for at, column in enumerate(columns) if self.allowed(column)]

        def row(row: Any) -> Words:
            cells = row["cells"] if isinstance(row, dict) else row
            return [word for at in seen for word in self.cell(cells[at])]

        def group(group: Any) -> Words | None:
            rows = self.several(group["rows"], row)
            return None if rows is None else self.texts(group, ("title",)) + rows

        body = self.several(table["groups"], group) if "groups" in table else self.several(table["rows"], row)
        if body is None or not seen:
            return None
        head = [word for at in seen for word in self.texts(columns[at], ("title",))]
        return self.texts(table, ("caption",)) + head + body


MEDICINE = ("name", "strength", "purpose", "morning", "noon", "evening", "bedtime", "as-needed", "until", "note")


def words_in(text: str) -> Words:
    """The canaries of an address."""
    return re.findall(r"w\d+x", text)


def _many(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _nodes(item)
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item)
