"""Valid files of every kind, changed at random: what the program may do with them, and that the trial sees the rest.

The same cases are tried every time; `make deep` tries twenty thousand of them.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from fuzz import runs
from fuzz.case import Case, drawn
from fuzz.limits import Limits
from fuzz.runs import Failure, tried
from fuzz.seeds import DONE, KINDS
from fuzz.smaller import smaller
from program import Outcome

DEEP = {"topics": 6_000, "layouts": 3_000, "clinics": 3_000, "records": 4_000, "pdfs": 4_000}
PART = 500
"""Cases of one test of `make deep`, so that they can be spread over processors."""


def told(failures: list[Failure]) -> str:
    return "\n\n".join(map(str, failures))


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_was_changed_is_printed_or_refused(kind: str) -> None:
    report = tried(kind, 0, 24)
    assert not report.failures, told(report.failures)
    assert DONE in report.codes, "nothing is right any more"
    assert len(report.codes) > 1, "nothing is refused"


@pytest.mark.deep
@pytest.mark.parametrize(("kind", "first"), [(kind, at) for kind, most in DEEP.items() for at in range(0, most, PART)])
def test_twenty_thousand_changes_are_printed_or_refused(kind: str, first: int) -> None:
    report = tried(kind, first, PART)
    assert not report.failures, told(report.failures)


@pytest.mark.parametrize("kind", KINDS)
def test_a_case_is_the_same_every_time_and_mostly_changed(kind: str) -> None:
    cases = [drawn(KINDS[kind], number) for number in range(30)]
    assert cases == [drawn(KINDS[kind], number) for number in range(30)]
    assert sum(content != seed.files[seed.target] for seed, content in cases) > 20
    assert len({content for _, content in cases}) > 20


@pytest.mark.parametrize("kind", KINDS)
def test_unchanged_files_are_right(kind: str, tmp_path: Path) -> None:
    """Else a change would tell nothing."""
    runs.in_this_process()
    for number, seed in enumerate(KINDS[kind].seeds()):
        case = Case(seed, tmp_path / str(number))
        assert case.fault(seed.files[seed.target], Limits(seconds=60, memory=100_000)) == ""
        assert case.codes <= {DONE, 4}, seed.target


# The trial sees each fault.


def of(program: Callable[[Path], Outcome], folder: Path, kind: str = "topics") -> str:
    """What is found wrong with a program that does this."""
    seed = KINDS[kind].seeds()[0]
    case = Case(seed, folder)
    return case.fault(seed.files[seed.target], Limits(60, 100_000), lambda *_, cwd: program(cwd))


@pytest.mark.parametrize(
    ("outcome", "fault"),
    [
        (
            Outcome(1, "", "  a.py:1 in f\nerror: a bug of handout (KeyError); please report the lines above"),
            "a traceback",
        ),
        (Outcome(3, "", "Traceback (most recent call last):\nKeyError: 1"), "a traceback"),
        (Outcome(6, "", "error: no room"), "exit code 6"),
        (Outcome(3, "", ""), "exit code 3, and nothing said"),
        (Outcome(3, "", "error: the input is too large for this machine"), "too large for this machine"),
        (Outcome(3, "", "t.yaml:1: error: x\n  hint: please report this"), "found by verification only"),
    ],
)
def test_an_end_that_may_not_be_is_seen(tmp_path: Path, outcome: Outcome, fault: str) -> None:
    assert fault in of(lambda _: outcome, tmp_path)


def test_files_that_may_not_be_written_are_seen(tmp_path: Path) -> None:
    def writes(name: str, code: int, content: bytes = b"x") -> Callable[[Path], Outcome]:
        def program(folder: Path) -> Outcome:
            (folder / "output").mkdir(exist_ok=True)
            (folder / name).write_bytes(content)
            return Outcome(code, "", "error: no")

        return program

    assert "though it was refused with 3" in of(writes("output/t.pdf", 3), tmp_path / "refused")
    assert "outside of the folder for documents" in of(writes("content/t.pdf", 0), tmp_path / "outside")
    assert "a file that was there is another one" in of(writes("clinic.yaml", 0), tmp_path / "changed")
    assert of(writes("output/t.pdf", 0), tmp_path / "right") == ""


def test_hangs_deaths_and_memory_are_seen(tmp_path: Path) -> None:
    def child(act: Callable[[], object], limits: Limits) -> tuple[int, str]:
        seed = KINDS["topics"].seeds()[0]
        read, write = os.pipe()
        pid = os.fork()
        if not pid:

            def program(*_: str | Path, cwd: Path) -> Outcome:
                act()
                return Outcome(0, "", "")

            os.write(write, Case(seed, tmp_path).fault(b"x", limits, program).encode())
            os._exit(0)
        os.close(write)
        _, status = os.waitpid(pid, 0)
        with os.fdopen(read, "rb") as pipe:
            return os.waitstatus_to_exitcode(status), pipe.read().decode()

    def busy() -> None:
        while True:
            pass

    def dead() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    assert runs.death(child(busy, Limits(0.1, 100_000))[0]) == "a hang: it works on and on"
    assert runs.death(child(dead, Limits(60, 100_000))[0]) == "the process died: SIGKILL"
    assert "more than 10 MiB of memory" in child(lambda: bytearray(30 << 20), Limits(60, 10))[1]


def test_an_input_is_made_as_small_as_it_fails() -> None:
    content = b"one\ntwo\nthree: [x, needle, y]\nfour\n" * 3 + b"rest"
    assert smaller(content, lambda part: b"needle" in part) == b"needle"
    assert smaller(content, lambda part: part.count(b"needle") > 1) == b"needleneedle"
    assert len(smaller(content, lambda part: b"needle" in part, tries=5)) < len(content)
