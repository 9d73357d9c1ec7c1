"""One bad input: a small workspace, what is put into it, and what must come of it."""

from __future__ import annotations

import re
from pathlib import Path

from handout import extract
from program import Outcome, files, run, workspace

HEAD = """\
title: A case
audience: [patient, clinician]
review: {status: draft}
sections:
  - id: one
    title: One
    audience: [patient, clinician]
    body:
"""


class Case:
    """A workspace whose topic `case` is printed for patients, as `case.pdf`."""

    def __init__(self, folder: Path) -> None:
        self.folder = workspace(folder)
        self.pdf = folder / "case.pdf"

    def write(self, path: str, content: str | bytes) -> Path:
        """A file of the workspace."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def topic(self, content: str | bytes) -> Case:
        """The topic as a whole file."""
        self.write("content/case.yaml", content)
        return self

    def body(self, *blocks: str) -> Case:
        """The topic with these blocks in its only section, each written at the left margin."""
        lines = [line for block in blocks for line in f"- {block}".replace("\n", "\n  ").split("\n")]
        return self.topic(HEAD + "".join(f"      {line}\n" for line in lines))

    def text(self, words: str) -> Case:
        """The topic with one text, word for word as in a block scalar."""
        return self.body("text: |\n" + "\n".join(f"  {line}" for line in words.split("\n")))

    def layout(self, content: str) -> Case:
        """A plain topic, and a layout for patients that is printed with `--layout case`."""
        self.write("layouts/case.yaml", content)
        return self.body("text: Words.")

    def render(self, *more: str, audience: str = "patient") -> Outcome:
        """The topic printed, in this process."""
        outcome = run("render", "case", "--audience", audience, "-o", self.pdf, *more, cwd=self.folder)
        assert "Traceback" not in outcome.said
        assert "a bug of handout" not in outcome.said
        return outcome

    def refused(self, *words: str, more: tuple[str, ...] = (), code: int = 3, audience: str = "patient") -> Outcome:
        """It is refused, these words are said, and nothing is written anywhere."""
        before = files(self.folder)
        outcome = self.render(*more, audience=audience)
        assert outcome.code == code, outcome.err
        assert [word for word in words if word not in outcome.err] == [], outcome.err
        assert files(self.folder) == before
        return outcome

    def prints(self, *words: str, more: tuple[str, ...] = (), audience: str = "patient") -> str:
        """It is printed, these words are in it, and nothing else but the file is left."""
        before = set(files(self.folder))
        outcome = self.render(*more, audience=audience)
        assert outcome.code == 0, outcome.err
        assert set(files(self.folder)) == before | {"case.pdf"}
        found = folded("\n".join(extract.pages(self.pdf)))
        assert [word for word in words if folded(word) not in found] == [], found
        return found


def folded(text: str) -> str:
    """A text with its white space as single spaces."""
    return re.sub(r"\s+", " ", text)
