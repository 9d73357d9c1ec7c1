"""A run of `handout batch` over a list of patients: what is put in, and what must come of it wherever one looks."""

from __future__ import annotations

import json
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from handout import extract
from program import Outcome, files, run

from .case import Case, folded

SECRET = "ZZPHI-4711"
HEADER = "id,name,weight\n"
FIRST = "A-1,Anna Quayle,61.5\n"
LAST = "A-9,Zoë Ostrander,70\n"
NEIGHBOURS = {"A-1": "For Anna Quayle, weighing 61.5.", "A-9": "For Zoë Ostrander, weighing 70."}
"""What the documents of the good records beside the bad ones say."""
_VALUES = ("Quayle", "Ostrander", "61.5", SECRET)


class Ran(Struct, frozen=True):
    """What came of a run."""

    outcome: Outcome
    lines: tuple[dict[str, Any], ...]
    """The manifest's."""
    papers: Mapping[str, str]
    """What the documents say, by the records' ids."""

    @property
    def code(self) -> int:
        return self.outcome.code

    @property
    def err(self) -> str:
        return self.outcome.err

    @property
    def told(self) -> str:
        """What was said, less the hints."""
        return "".join(line for line in self.err.splitlines(keepends=True) if not line.startswith("  hint: "))

    def faults(self, record: int) -> list[str]:
        """The codes of what is wrong with a record."""
        (line,) = (line for line in self.lines if line["record"] == record)
        assert line["status"] == "failed" and line["file"] is None
        return [fault["code"] for fault in line["error"]]


class Patients:
    """Lists of patients for the topic `case`, whose documents go to `out`."""

    def __init__(self, case: Case, folder: Path) -> None:
        self.case = case.text("For {{ patient.name }}, weighing {{ patient.weight }}.")
        self.folder, self.out = folder, folder / "out"
        self.temporary = folder / "temporary"
        self.temporary.mkdir()

    def write(self, content: str | bytes, name: str = "list.csv") -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def arguments(self, path: Path, *more: str, out: Path | None = None) -> list[str]:
        asked = ("batch", "case", "--audience", "patient", "--workers", "1")
        return [*asked, "--patients", str(path), "-o", str(out or self.out), *more]

    def batch(self, content: str | bytes, *more: str, name: str = "list.csv") -> Ran:
        """A run over a list, with all that must hold whatever is in it."""
        path = self.write(content, name)
        before = self._outside()
        outcome = run(*self.arguments(path, *more), cwd=self.case.folder)
        assert self._outside() == before, "a file outside of the output folder"
        return self.judged(outcome)

    def judged(self, outcome: Outcome) -> Ran:
        """A run that is over, and the folder that it left."""
        manifest = self.out / "manifest.jsonl"
        told = manifest.read_text(encoding="utf-8") if manifest.exists() else ""
        lines = tuple(json.loads(line) for line in told.splitlines())
        names = {line["id"]: line["file"] for line in lines if line["status"] == "done"}
        there = set(files(self.out)) if self.out.exists() else set()
        assert there == ({"manifest.jsonl", *names.values()} if told else set()), there
        assert all(stat.S_IMODE((self.out / name).stat().st_mode) == 0o600 for name in there)
        seen = outcome.said + told + str(there)
        assert [value for value in _VALUES if value in seen] == [], seen
        assert "Traceback" not in outcome.said and "a bug of handout" not in seen
        papers = {id: folded("\n".join(extract.pages(self.out / name))) for id, name in names.items()}
        return Ran(outcome, lines, papers)

    def makes(self, content: str | bytes, says: Mapping[str, str], *more: str, name: str = "list.csv") -> Ran:
        """Every record has its document, which says this and nothing of the others."""
        ran = self.batch(content, *more, name=name)
        assert (ran.code, ran.err) == (0, ""), ran.outcome.said
        _say(ran.papers, says)
        return ran

    def fails(self, content: str | bytes, faults: Mapping[int, str], *more: str, name: str = "list.csv") -> Ran:
        """The records of these numbers have no document, for the reason with this code; their neighbours have."""
        ran = self.batch(content, *more, name=name)
        assert ran.code == 4, ran.outcome.said
        found = {number: ran.faults(number)[0] for number in faults}
        assert found == faults, found
        assert f"{len(faults)} failed\n" in ran.outcome.out
        _say(ran.papers, NEIGHBOURS)
        return ran

    def refused(self, content: str | bytes, *words: str, code: int = 3, name: str = "list.csv") -> None:
        """The whole list is: these words are said, and there is not even a folder."""
        ran = self.batch(content, name=name)
        assert ran.code == code, ran.outcome.said
        assert [word for word in words if word not in ran.err] == [], ran.err
        assert not self.out.exists()

    def _outside(self) -> list[str]:
        left = files(self.temporary)
        assert left == [], left
        return [name for name in files(self.folder) if not name.startswith("out/")]


def between(*rows: str) -> str:
    """A list with bad rows between two good ones; the first of the bad is record 2, in line 3."""
    return HEADER + FIRST + "".join(f"{row}\n" for row in rows) + LAST


def lines_between(*records: str) -> str:
    """The same as JSON Lines; the first bad one is record 2, in line 2."""
    first = '{"id": "A-1", "name": "Anna Quayle", "weight": 61.5}'
    last = '{"id": "A-9", "name": "Zoë Ostrander", "weight": "70"}'
    return "\n".join([first, *records, last]) + "\n"


def _say(papers: Mapping[str, str], says: Mapping[str, str]) -> None:
    """Each paper says its own words, and none says another's."""
    assert papers.keys() == says.keys()
    for id, paper in papers.items():
        assert folded(says[id]) in paper, paper
        others = (folded(words) for other, words in says.items() if other != id and words != says[id])
        assert [words for words in others if words in paper] == []
