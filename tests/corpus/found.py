"""Inputs that failed when the program was tried for real: each a folder, laid over a workspace of `handout init`."""

from __future__ import annotations

import shutil
from pathlib import Path

from handout import extract
from program import Outcome, run

FOUND = Path(__file__).parent / "real_use"


class Found:
    """A workspace of the starter with one of the folders in `real_use/` laid over it."""

    def __init__(self, name: str, folder: Path) -> None:
        self.folder = folder / name
        assert run("init", self.folder, cwd=folder).code == 0
        shutil.copytree(FOUND / name, self.folder, dirs_exist_ok=True)

    def run(self, *arguments: str | Path) -> Outcome:
        """The program in this workspace; it never ends with a traceback or as a bug of its own."""
        outcome = run(*arguments, cwd=self.folder)
        assert "Traceback" not in outcome.said
        assert outcome.code != 1, outcome.err
        return outcome

    def printed(self, audience: str = "patient", *more: str, topic: str = "t") -> str:
        """The text of the topic's PDF for an audience, which must be made without an error."""
        pdf = self.folder / f"{topic}.{audience}.pdf"
        outcome = self.run("render", topic, "--audience", audience, "-o", pdf, *more)
        assert outcome.code == 0, outcome.err
        return "\n".join(extract.pages(pdf))
