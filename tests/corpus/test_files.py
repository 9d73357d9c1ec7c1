"""F02–F12 as far as they are about one run of `render`: where documents are written, and what stays when that fails."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from handout.files.names import LONGEST_NAME
from program import environment, files, run

from .case import Case

PERSON = ("--set", "name=Anna Nguyen")


@pytest.fixture
def plain(case: Case) -> Case:
    return case.body("text: Words.")


@pytest.mark.parametrize(
    "name",
    [
        "a b",
        "a/b",
        "../x",
        "..",
        ".",
        "-rf",
        ".hidden",
        "CON",
        "nul",
        "COM1",
        "con.x",
        "a\nb",
        "x\x7f",
        "x.",
        "é",
        "a:b",
        "*",
    ],
)
def test_f02_ids_that_are_no_names_of_files(plain: Case, name: str) -> None:
    before = files(plain.folder)
    outcome = run("render", "case", "--audience", "patient", *PERSON, "--set", f"id={name}", cwd=plain.folder)
    assert (outcome.code, files(plain.folder)) == (3, before)
    assert "Anna" not in outcome.said


@pytest.mark.parametrize("name", ["x\0y", "x\u202ey", "x\u200by"])
def test_f02_ids_that_cannot_be_seen(plain: Case, name: str) -> None:
    record = plain.write("record.yaml", f'name: Anna\nid: "{name.encode("unicode_escape").decode()}"\n')
    before = files(plain.folder)
    outcome = run("render", "case", "--audience", "patient", "--patient", record, cwd=plain.folder)
    assert (outcome.code, files(plain.folder)) == (3, before)
    assert "U+" in outcome.err


@pytest.mark.parametrize("name", ["x" * 100, "x" * 101, "x" * 300, "é" * 126])
def test_f03_ids_that_are_too_long(plain: Case, name: str) -> None:
    outcome = run("render", "case", "--audience", "patient", *PERSON, "--set", f"id={name}", cwd=plain.folder)
    assert outcome.code == (0 if name == "x" * 100 else 3)
    made = [path for path in files(plain.folder) if path.endswith(".pdf")]
    assert all(len(Path(path).name) <= LONGEST_NAME for path in made)


def test_f04_a_file_that_exists(plain: Case) -> None:
    plain.pdf.write_bytes(b"old")
    outcome = plain.render("--no-clobber")
    assert (outcome.code, plain.pdf.read_bytes()) == (6, b"old")
    assert "case.pdf: error: the file exists" in outcome.err
    assert plain.render().code == 0
    assert plain.pdf.read_bytes().startswith(b"%PDF-")


def test_f04_untouched_when_the_run_fails(plain: Case) -> None:
    plain.pdf.write_bytes(b"old")
    plain.body("timelin: {}").render()
    assert plain.pdf.read_bytes() == b"old"


@pytest.mark.parametrize("fault", ["record", "topic", "layout", "folder"])
def test_f04_a_patients_file_is_withdrawn_when_the_run_fails(plain: Case, fault: str) -> None:
    """What handout made for this record goes; what it didn't make stays, see test_found_output.py."""
    more = ["--set", "id=1", *PERSON]
    assert plain.render(*more).code == 0
    if fault == "record":
        more += ["--set", "birth_date=yesterday"]
    elif fault == "topic":
        plain.body("text: '{{ patient.mrn }}'")
    elif fault == "layout":
        more += ["--layout", "nope"]
    else:
        more += ["--no-clobber"]
    outcome = plain.render(*more)
    assert outcome.code == (6 if fault == "folder" else 3)
    assert plain.pdf.exists() == (fault == "folder")
    assert ("the older document of the same record was removed" in outcome.err) == (fault != "folder")


def test_f04_an_expected_name_is_withdrawn_too(plain: Case) -> None:
    wanted = ["render", "case", "--audience", "patient", *PERSON, "--set", "id=4711"]
    assert run(*wanted, cwd=plain.folder).code == 0
    assert files(plain.folder / "output") == ["case.patient.4711.pdf"]
    assert run(*wanted, "--set", "birth_date=yesterday", cwd=plain.folder).code == 3
    assert files(plain.folder / "output") == []


def test_f04_nobodys_file_stays_when_a_patients_run_fails(plain: Case) -> None:
    assert run("render", "case", "--audience", "patient", cwd=plain.folder).code == 0
    assert run("render", "case", "--audience", "patient", *PERSON, cwd=plain.folder).code == 3
    assert files(plain.folder / "output") == ["case.patient.pdf"]


def folder_of(case: Case, kind: str) -> Path:
    folder = case.folder / "there"
    if kind == "symlink":
        (case.folder / "real").mkdir()
        folder.symlink_to("real")
    elif kind == "file":
        folder.write_bytes(b"")
    elif kind != "missing":
        folder.mkdir()
        folder.chmod({"open": 0o777, "read-only": 0o555}[kind])
    return folder


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("symlink", "the output folder is a symlink"),
        ("file", "not a folder"),
        ("missing", "the folder doesn't exist"),
        ("open", "everybody may write"),
        ("read-only", "no right to write"),
    ],
)
def test_f06_folders_that_will_not_do(plain: Case, kind: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(plain, kind)
    if kind == "read-only" and os.access(folder, os.W_OK):
        # The administrator may write everywhere, so the system's answer is given for it.
        real = os.access
        monkeypatch.setattr(
            os, "access", lambda path, mode: not (path == folder and mode & os.W_OK) and real(path, mode)
        )
    before = files(plain.folder)
    outcome = run("render", "case", "--audience", "patient", "-o", folder, cwd=plain.folder)
    assert (outcome.code, files(plain.folder)) == (6, before)
    assert f"{folder}: error: {said}" in outcome.err
    if kind in ("file", "missing", "open"):
        inside = run("render", "case", "--audience", "patient", "-o", folder / "x.pdf", cwd=plain.folder)
        assert (inside.code, files(plain.folder)) == (6, before)


def test_f06_the_output_folder_itself(plain: Case) -> None:
    (plain.folder / "real").mkdir()
    (plain.folder / "output").symlink_to("real")
    outcome = run("render", "case", "--audience", "patient", cwd=plain.folder)
    assert (outcome.code, files(plain.folder / "real")) == (6, [])
    assert "the output folder is a symlink" in outcome.err


@pytest.mark.parametrize("kind", ["symlink", "dangling", "folder", "fifo", "device"])
def test_f06_files_that_are_not_replaced(plain: Case, kind: str) -> None:
    other = plain.write("other.pdf", b"precious")
    if kind == "symlink":
        plain.pdf.symlink_to(other)
    elif kind == "dangling":
        plain.pdf.symlink_to(plain.folder / "nowhere.pdf")
    elif kind == "folder":
        (plain.folder / "case.pdf" / "case.patient.pdf").mkdir(parents=True)
    elif kind == "fifo":
        os.mkfifo(plain.pdf)
    target = Path("/dev/null") if kind == "device" else plain.pdf
    before = files(plain.folder)
    outcome = run("render", "case", "--audience", "patient", "-o", target, cwd=plain.folder)
    if kind == "device":
        assert outcome.code == 6
    else:
        assert (outcome.code, files(plain.folder)) == (6, before)
        assert "is not replaced" in outcome.err
    assert other.read_bytes() == b"precious"
    assert not (plain.folder / "nowhere.pdf").exists()


@pytest.mark.parametrize("call", ["open", "fsync", "write", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EFBIG, errno.EROFS])
def test_f07_f08_writing_fails(plain: Case, call: str, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    plain.pdf.write_bytes(b"old")
    fails_once(call, number, monkeypatch)
    before = files(plain.folder)
    outcome = plain.render()
    assert (outcome.code, files(plain.folder), plain.pdf.read_bytes()) == (6, before, b"old")
    assert f"case.pdf: error: can't be written: {os.strerror(number)}" in outcome.err


def fails_once(call: str, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of the calls with which a file is published answers with an error of the system."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    if call == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    elif call == "write":
        real = os.fdopen

        def fdopen(handle: int, mode: str = "r", *more: object, **named: object) -> object:
            file = real(handle, mode)
            return _Full(file, fail) if "w" in mode else file

        monkeypatch.setattr(os, "fdopen", fdopen)
    elif call == "open":
        opened = os.open

        def only_temporary(path: object, flags: int, *more: int) -> int:
            if flags & os.O_CREAT:
                fail()
            return opened(path, flags, *more)  # type: ignore[arg-type]

        monkeypatch.setattr(os, "open", only_temporary)
    else:
        monkeypatch.setattr(os, call, fail)


class _Full:
    """A file that takes a little and then fails."""

    def __init__(self, file: object, fail: object) -> None:
        self._file, self._fail = file, fail

    def __enter__(self) -> _Full:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()  # type: ignore[attr-defined]

    def write(self, content: bytes) -> int:
        self._file.write(content[:100])  # type: ignore[attr-defined]
        self._fail()  # type: ignore[operator]
        return 0


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
sys.argv[0] = "handout"
from handout.cli import main
main()
"""


def test_f08_a_limit_of_the_system(plain: Case) -> None:
    plain.pdf.write_bytes(b"old")
    before = files(plain.folder)
    done = subprocess.run(
        [sys.executable, "-B", "-c", LIMITED, "render", "case", "--audience", "patient", "-o", plain.pdf],
        cwd=plain.folder,
        env=environment({}),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 6, done.stderr
    assert b"File too large" in done.stderr
    assert (files(plain.folder), plain.pdf.read_bytes()) == (before, b"old")


KILLED = """
import os, signal, sys
from pathlib import Path
from handout.files import publish
from handout.files.names import LONGEST_NAME
kind, number = sys.argv.pop(1), int(sys.argv.pop(1))
signal.signal(signal.SIGINT, signal.default_int_handler)  # it is ignored where the tests run in the background
def killed(*_, **__):
    os.kill(os.getpid(), number)
    signal.pause()
if kind == "layout":
    import handout.layout
    handout.layout.layout = killed
elif kind == "fsync":
    publish.os.fsync = killed
else:
    Path.replace = killed
sys.argv[0] = "handout"
from handout.cli import main
main()
"""


def killed(case: Case, kind: str, number: int) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            KILLED,
            kind,
            str(int(number)),
            "render",
            "case",
            "--audience",
            "patient",
            "-o",
            case.pdf,
        ],
        cwd=case.folder,
        env=environment({}),
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("kind", ["fsync", "replace"])
def test_f10_killed_while_writing(plain: Case, kind: str) -> None:
    assert plain.render().code == 0
    old = plain.pdf.read_bytes()
    assert killed(plain, kind, signal.SIGKILL).returncode == -signal.SIGKILL
    assert plain.pdf.read_bytes() == old
    # Nobody can tidy up after that signal; what is left bears no name of a document or a person.
    left = [name for name in files(plain.folder) if name.endswith(".tmp")]
    assert len(left) == 1
    assert left[0].startswith(".handout-")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)], ids=["TERM", "HUP", "INT"]
)
@pytest.mark.parametrize("kind", ["layout", "fsync", "replace"])
def test_x02_x03_stopped(plain: Case, kind: str, number: signal.Signals, code: int) -> None:
    plain.pdf.write_bytes(b"old")
    before = files(plain.folder)
    done = killed(plain, kind, number)
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"stopped" in done.stderr
    assert (files(plain.folder), plain.pdf.read_bytes()) == (before, b"old")


def test_f12_files_and_folders_are_their_owners(plain: Case) -> None:
    old = os.umask(0o022)
    try:
        assert run("render", "case", "--audience", "patient", cwd=plain.folder).code == 0
        plain.pdf.write_bytes(b"old")
        plain.pdf.chmod(0o666)
        assert plain.render().code == 0
    finally:
        os.umask(old)
    assert stat.S_IMODE((plain.folder / "output").stat().st_mode) == 0o700
    assert stat.S_IMODE((plain.folder / "output" / "case.patient.pdf").stat().st_mode) == 0o600
    assert stat.S_IMODE(plain.pdf.stat().st_mode) == 0o600


def test_several_documents_are_all_written_or_none(plain: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    (plain.folder / "output").mkdir()
    (plain.folder / "output" / "case.clinician.pdf").mkdir()
    before = files(plain.folder)
    outcome = run("render", "case", "--audience", "all", cwd=plain.folder)
    assert (outcome.code, files(plain.folder)) == (6, before)
    (plain.folder / "output" / "case.clinician.pdf").rmdir()
    real, calls = Path.replace, []

    def second_fails(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", second_fails)
    assert run("render", "case", "--audience", "all", cwd=plain.folder).code == 6
    assert files(plain.folder) == before
    assert len(calls) == 2


def test_one_refused_document_writes_none(plain: Case) -> None:
    plain.body("text: {patient: Words., clinician: Ꮹ}")
    before = files(plain.folder)
    outcome = run("render", "case", "plain", "--audience", "all", cwd=plain.folder)
    assert (outcome.code, files(plain.folder)) == (3, before)
