"""Pages of the documentation as the examples in them.

A page's examples are its fenced blocks, in order:

- `yaml` whose first line is a path in a comment (`# content/asthma.yaml`), and `json`, `csv` or `svg` with a path
  behind the fence, or `python` with a file's name there, is a file of the page's workspace;
- `yaml` that begins with `# in clinic.yaml`, `# in a topic` or `# in a layout` holds keys that replace those of a small
  file of that kind, and any other `yaml` the blocks of a small topic: all are checked, and must be right;
- `yaml wrong` must give the messages in the `text` block after it;
- `console` holds commands after `$ ` with what they print; `…` stands for any words, alone on a line for any lines.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
MANUAL = ROOT / "docs" / "manual"

_FENCE = re.compile(r"^```(\S*)[ ]*([^\n]*)\n(.*?)^```[ ]*$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# ((?:[\w.-]+/)*[\w.-]+\.yaml)\n")


class Example(NamedTuple):
    """A fenced block: its language, what stands behind it, its text, and the line where that begins."""

    language: str
    info: str
    text: str
    line: int

    @property
    def file(self) -> str | None:
        """The path of the file that it is, if it is one; others than YAML say it behind the fence."""
        if self.language in ("json", "csv", "svg"):
            return self.info
        if self.language == "python" and re.fullmatch(r"\w+\.py", self.info):
            return self.info
        match = _FILE.match(self.text)
        return match[1] if match and self.language == "yaml" else None


def examples(page: Path) -> list[Example]:
    """A page's fenced blocks in order."""
    text = page.read_text(encoding="utf-8")
    return [
        Example(match[1], match[2].strip(), match[3], text.count("\n", 0, match.start(3)) + 1)
        for match in _FENCE.finditer(text)
    ]


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def chapters(page: Path) -> dict[str, str]:
    """A page's text under each of its headings of level two and three, by the heading as it is written."""
    parts = re.split(r"^#{2,3} (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def anchors(page: Path) -> set[str]:
    """What `#…` in a link may name: the page's headings, as GitHub makes anchors of them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def table(text: str) -> list[list[str]]:
    """The rows of the tables in a text, without their header rows; cells without outer spaces."""
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in row] for row in rows]
    rules = [at for at, row in enumerate(cells) if all(set(cell) <= {"-", ":"} for cell in row)]
    heads = {at - 1 for at in rules} | set(rules)
    return [row for at, row in enumerate(cells) if at not in heads]
