"""Random topics: every kind of block, every way to narrow, and a canary (`w12x`) in every text."""

from __future__ import annotations

from random import Random
from typing import Any

from canary.workspace import AUDIENCES

FACETS = {"age": ("child", "adult", "old"), "side": ("left", "right")}
FIRST = 10
"""The number of the first canary; those below it are the facets' labels."""
Readers = tuple[str, ...]


def canary(number: int) -> str:
    return f"w{number}x"


class Author:
    """Writes a topic; a loose one makes mistakes that `check` has to find."""

    def __init__(self, chance: Random, *, loose: bool) -> None:
        self._random, self._loose = chance, loose
        self._count = FIRST - 1
        self._ids = 0
        self.fragments: dict[str, Any] = {}
        self.kinds: set[str] = set()

    def chance(self, most: int = 3) -> bool:
        """Once in so many times."""
        return self._random.randrange(most) == 0

    def some(self, options: Readers) -> Readers:
        """A part of these that isn't empty."""
        return tuple(self._random.sample(options, self._random.randint(1, len(options))))

    def word(self) -> str:
        self._count += 1
        return canary(self._count)

    def address(self) -> str:
        return f"https://x.example/{self.word()}"

    def title(self, readers: Readers) -> Any:
        """A plain text, or one for each audience."""
        if self.chance(4):
            return {name: self.word() for name in self._given(readers)}
        return self.word()

    def text(self, readers: Readers, *, drops: bool = False) -> Any:
        """An inline text, or one for each audience; in a node that `drops`, not for all of them."""
        if self.chance(4):
            return {name: self.inline() for name in (self.some(readers) if drops else self._given(readers))}
        return self.inline()

    def _given(self, readers: Readers) -> Readers:
        return self.some(readers) if self._loose and self.chance(6) else readers

    def inline(self) -> str:
        """A text of one paragraph."""
        form = self._random.choice(
            ["{}", "**{}** {}", "{} *{}*", "[{}](https://x.example)", "{} [{}]{{lang=fr}}", "{} {{{{ clinic.name }}}}"]
        )
        return str(form.format(*(self.word() for _ in range(form.count("{}")))))

    def _link(self) -> str:
        target = self._random.randint(0, 5)
        return f" [](#T{target}) " if self.chance(2) else f" [{self.word()}](#T{target}) "

    def common(self, readers: Readers) -> tuple[dict[str, Any], Readers]:
        """Keys that narrow a node, and who is left."""
        keys: dict[str, Any] = {}
        if self.chance(3):
            readers = self.some(readers)
            keys["audience"] = readers[0] if len(readers) == 1 and self.chance(2) else list(readers)
        if self.chance(4):
            facets = self.some(tuple(FACETS))
            keys["when"] = {facet: list(self.some(FACETS[facet])) for facet in facets}
            if not self.chance(4):
                keys["if-unknown"] = self._random.choice(["keep", "drop"])
        return keys, readers

    def labelled(self, readers: Readers) -> tuple[dict[str, Any], Readers]:
        """The same, now and then with a label for where a facet isn't known."""
        keys, left = self.common(readers)
        if keys.get("if-unknown") == "keep" and self.chance(2):
            keys["label"] = self.title(left)
        return keys, left

    def named(self) -> dict[str, str]:
        """An id, now and then."""
        if not self.chance(3):
            return {}
        self._ids += 1
        return {"id": f"n{self._ids}"}

    def linking(self, readers: Readers, *, paragraphs: bool) -> dict[str, Any]:
        """A text that may link, with what is printed instead where it can't."""
        text = self.text(readers, drops=True)
        if not isinstance(text, str) or not self.chance(3):
            if isinstance(text, str) and paragraphs and self.chance(3):
                text += f"\n\n{self.word()}\n"
            return {"text": text}
        found: dict[str, Any] = {"text": text + self._link()}
        if not self._loose:
            found["else"] = self.text(readers)
        elif not self.chance(4):
            found["else"] = self.word() + (self._link() if self.chance(4) else "")
            if self.chance(4):
                found["else"] = dict.fromkeys(self.some(readers), found["else"])
        return found

    def noted(self, block: dict[str, Any], readers: Readers) -> dict[str, Any]:
        """A text whose mark has a note, now and then."""
        if not self.chance(3):
            return block
        text = block["text"]
        keys, left = self.common(readers)
        marked = {name: f"{each} [^n]" for name, each in text.items()} if isinstance(text, dict) else f"{text} [^n]"
        return {**block, "text": marked, "notes": {"n": {"text": self.text(left), **keys}}}

    def items(self, readers: Readers, depth: int = 0, *, icons: bool = False) -> list[Any]:
        found: list[Any] = []
        for _ in range(self._random.randint(1, 3)):
            if self.chance(2):
                found.append(self.text(readers, drops=True))
                continue
            keys, left = self.labelled(readers)
            item = {**self.linking(left, paragraphs=False), **keys, **self.named()}
            if depth == 0 and self.chance(3):
                item[self._random.choice(["bullets", "steps"])] = self.items(left, 1)
            if depth == 0 and icons:
                item |= self.icon()
            if depth == 0 and self.chance(4):
                item["body"] = [{"text": self.text(left)}, {"bullets": self.items(left, 1)}]
            found.append(item)
        return found

    def icon(self) -> dict[str, Any]:
        """A sign beside a block or an item, now and then."""
        return {"icon": self._random.choice(["pill", "bed"])} if self.chance(4) else {}

    def pairs(self, first: str, second: str, readers: Readers) -> list[Any]:
        found = []
        for _ in range(self._random.randint(1, 2)):
            keys, left = self.common(readers)
            found.append({first: self.title(left), second: self.text(left), **keys})
        return found

    def table(self, readers: Readers) -> dict[str, Any]:
        columns: list[Any] = []
        seen: list[Readers] = []
        for _ in range(self._random.randint(1, 3)):
            left = self.some(readers) if columns and self.chance(3) else readers
            title = self.title(left)
            columns.append(title if left == readers else {"title": title, "audience": list(left)})
            seen.append(left)
        found: dict[str, Any] = {"columns": columns}
        if self.chance(2):
            found["rows"] = self._rows(readers, seen)
        else:
            found["groups"] = []
            for _ in range(self._random.randint(1, 2)):
                keys, left = self.common(readers)
                found["groups"].append({"title": self.title(left), "rows": self._rows(left, seen), **keys})
        if self.chance(2):
            found["caption"] = self.title(readers)
        return found

    def _rows(self, readers: Readers, columns: list[Readers]) -> list[Any]:
        rows: list[Any] = []
        for _ in range(self._random.randint(1, 2)):
            keys, left = self.common(readers)
            both = [tuple(name for name in column if name in left) for column in columns]
            cells = [self.cell(own) if own else self.word() for own in both]
            rows.append({"cells": cells, **keys} if keys else cells)
        return rows

    def cell(self, readers: Readers) -> Any:
        """A text, a block, or several blocks."""
        if not self.chance(4):
            return self.text(readers)
        blocks = [self.cell_block(readers) for _ in range(self._random.randint(1, 2))]
        return blocks if len(blocks) > 1 or self.chance(2) else blocks[0]

    def cell_block(self, readers: Readers) -> dict[str, Any]:
        keys, left = self.common(readers)
        if self.chance(2):
            return {**self.linking(left, paragraphs=True), **keys, **self.named()}
        return {self._random.choice(["bullets", "steps", "checklist"]): self.items(left), **keys}

    def medicines(self, readers: Readers) -> dict[str, Any]:
        rows = []
        for _ in range(self._random.randint(1, 2)):
            keys, left = self.common(readers)
            row = {"name": self.title(left), **keys}
            times = self.some(("morning", "noon", "evening", "bedtime", "as-needed"))
            row |= {key: self.title(left) for key in sorted(times)}
            row |= {key: self.title(left) for key in ("strength", "until") if self.chance(2)}
            row |= {key: self.text(left) for key in ("purpose", "note") if self.chance(2)}
            rows.append(row)
        return {"rows": rows, "blank-rows": 1}

    def value(self, kind: str, readers: Readers, depth: int) -> Any:
        match kind:
            case "bullets" | "steps" | "checklist":
                return self.items(readers, icons=kind == "bullets")
            case "terms":
                return self.pairs("term", "text", readers)
            case "facts":
                return self.pairs("label", "value", readers)
            case "about":
                return ["number", "written-by", "updated"]
            case "timeline":
                events = self.pairs("time", "text", readers)
                if self.chance(3):
                    stated = events[-1].get("audience", list(readers))
                    left = (stated,) if isinstance(stated, str) else tuple(stated)
                    events[-1]["body"] = [{"text": self.text(left)}, {"bullets": self.items(left, 1)}]
                return events
            case "contact":
                return self.pairs("label", "phone", readers)
            case "table":
                return self.table(readers)
            case "medicines":
                return self.medicines(readers)
            case "callout":
                kind = self._random.choice(["important", "get-help", "self-care", "soon"])
                alone = {"prefix": False} if self.chance(2) else {}
                body = self.body(readers, depth + 1)
                return {"kind": kind, "title": self.title(readers), **self.icon(), **alone, "body": body}
            case "section":
                return {"title": self.title(readers), **self.icon(), "body": self.body(readers, depth + 1)}
            case "do-dont":
                return {"do": self.items(readers), "dont": self.items(readers)}
            case "side-by-side":
                return {"left": self.body(readers, depth + 1), "right": self.body(readers, depth + 1)}
            case "slip":
                lists = [{"text": self.text(readers)}, {"bullets": self.items(readers, 1)}]
                return {"title": self.title(readers), "body": lists}
            case "figure":
                caption = {"caption": self.title(readers)} if self.chance(2) else {}
                return {"file": "pixel.png", "alt": self.title(readers), **caption}
            case "writing-lines":
                return {"label": self.title(readers), "count": 2}
            case _:
                return {"url": self.address(), "caption": self.title(readers)}

    def block(self, readers: Readers, depth: int) -> dict[str, Any]:
        kinds = [
            "text",
            "bullets",
            "steps",
            "checklist",
            "do-dont",
            "terms",
            "facts",
            "contact",
            "table",
            "medicines",
            "figure",
        ]
        kinds += [
            "writing-lines",
            "timeline",
            "about",
            "qr",
            *(["callout", "section", "side-by-side"] if depth < 3 else []),
            *(["slip"] if depth < 1 else []),
            *(["use"] if depth < 9 else []),
        ]
        kind = self._random.choice(kinds)
        self.kinds.add(kind)
        keys, left = self.common(readers) if kind == "writing-lines" else self.labelled(readers)
        if kind == "text":
            text = {**self.linking(left, paragraphs=True), **keys, **self.named(), **self.icon()}
            return self.noted(text, left)
        if kind == "use":
            return {"use": self._random.choice(["first", "second"]), **keys}
        return {kind: self.value(kind, left, depth), **keys, **(self.named() if kind in ("section", "table") else {})}

    def body(self, readers: Readers, depth: int) -> list[Any]:
        return [self.block(readers, depth) for _ in range(self._random.randint(1, 3))]

    def fragment(self) -> dict[str, Any]:
        """Without ids, so that it may be used many times, and without links: it doesn't know where it stands."""
        readers, ids = self.some(AUDIENCES), self._ids
        body = [block for block in self.body(readers, 9) if not _names_or_links(block)]
        self._ids = ids
        return {"audience": list(readers), "review": {"status": "draft"}, "body": body or [{"text": self.word()}]}

    def topic(self) -> dict[str, Any]:
        sections = []
        for number in range(self._random.randint(1, 3)):
            readers = self.some(AUDIENCES)
            keys, _ = self.common(readers)
            keys.pop("audience", None)
            body = self.body(readers, 0)
            title = self.title(readers)
            sections.append({"id": f"s{number}", "title": title, "audience": list(readers), "body": body, **keys})
        ceiling = tuple(name for name in AUDIENCES if any(name in section["audience"] for section in sections))
        head: dict[str, Any] = {"title": self.title(ceiling), "audience": list(ceiling), "review": {"status": "draft"}}
        if self.chance(2):
            head["summary"] = self.text(ceiling)
        if "clinician" in ceiling and self.chance(2):
            head["codes"] = {"icd": [self.word()]}
        head |= {"number": self.word(), "authors": [self.word(), self.word()]}
        head["sources"] = [self.source(number, ceiling) for number in range(self._random.randint(0, 2))]
        self.fragments = {name: self.fragment() for name in ("first", "second")}
        return {**head, "sections": sections}

    def source(self, number: int, ceiling: Readers) -> dict[str, Any]:
        readers = self.some(ceiling)
        url = self.address()
        return {"id": f"src{number}", "title": self.title(readers), "url": url, "audience": list(readers)}


def _names_or_links(value: Any) -> bool:
    if isinstance(value, dict):
        return "id" in value or any(_names_or_links(item) for item in value.values())
    if isinstance(value, list):
        return any(_names_or_links(item) for item in value)
    return "(#T" in str(value)
