from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from handout.diagnostics import HandoutError
from handout.files.publish import make_folder, publish, suitable, withdraw
from handout.system import durable


def refused(*files: Path, clobber: bool = True) -> str:
    with pytest.raises(HandoutError) as error:
        publish(dict.fromkeys(files, b"new"), clobber=clobber)
    assert error.value.exit_code == 6
    return error.value.diagnostics[0].message


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_whole_and_its_owner_s(tmp_path: Path) -> None:
    publish({tmp_path / "a.pdf": b"one", tmp_path / "b.pdf": b"two"})
    assert [(tmp_path / name).read_bytes() for name in ("a.pdf", "b.pdf")] == [b"one", b"two"]
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == 0o600
    assert names(tmp_path) == ["a.pdf", "b.pdf"]


def test_an_old_file_is_replaced_not_written_into(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    path.chmod(0o644)
    with path.open("rb") as reading:
        publish({path: b"new"})
        assert reading.read() == b"old"
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_without_clobbering_nothing_is_replaced_and_nothing_written(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").write_bytes(b"old")
    assert refused(tmp_path / "a.pdf", tmp_path / "b.pdf", clobber=False) == "the file exists"
    assert names(tmp_path) == ["b.pdf"]
    publish({tmp_path / "a.pdf": b"new"}, clobber=False)
    assert names(tmp_path) == ["a.pdf", "b.pdf"]


def test_a_file_that_comes_to_be_meanwhile_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "b.pdf"
    monkeypatch.setattr(durable, "sync", lambda handle: path.write_bytes(b"another's"))
    assert refused(tmp_path / "a.pdf", path, clobber=False) == "the file exists"
    assert names(tmp_path) == ["b.pdf"]
    assert path.read_bytes() == b"another's"


@pytest.mark.parametrize(("kind", "message"), [("link", "a symlink"), ("folder", "a folder"), ("pipe", "no file")])
def test_only_a_regular_file_is_replaced(tmp_path: Path, kind: str, message: str) -> None:
    path = tmp_path / "a.pdf"
    (tmp_path / "elsewhere").write_bytes(b"old")
    if kind == "link":
        path.symlink_to("elsewhere")
    elif kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    assert refused(path) == f"it is {message}, and is not replaced"
    assert (tmp_path / "elsewhere").read_bytes() == b"old"


def test_an_error_while_writing_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        if len(names(tmp_path)) > 1:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable, "sync", full)
    assert refused(tmp_path / "a.pdf", tmp_path / "b.pdf") == "can't be written: No space left on device"
    assert names(tmp_path) == []


def test_an_error_while_renaming_takes_back_what_was_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "b.pdf":
            raise OSError(5, "Input/output error")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    assert refused(tmp_path / "a.pdf", tmp_path / "b.pdf") == "can't be written: Input/output error"
    assert names(tmp_path) == []


def test_a_folder_that_can_t_be_looked_into(tmp_path: Path) -> None:
    assert refused(tmp_path / "no" / "a.pdf") == "the folder doesn't exist"
    (tmp_path / "file").write_bytes(b"")
    assert refused(tmp_path / "file" / "a.pdf") == "not a folder"
    assert "can't be written to" in refused(tmp_path / "file" / "x" / "a.pdf")
    assert refused(tmp_path / ("x" * 300)) == "can't be written: File name too long"


def test_a_folder_open_to_everybody_is_not_written_into(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o777)
    assert refused(folder / "a.pdf") == "everybody may write into the output folder"
    # Where only owners may take their files away, as in /tmp, nobody else can replace them.
    folder.chmod(0o1777)
    publish({folder / "a.pdf": b""})


def test_a_folder_without_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert refused(tmp_path / "a.pdf") == "no right to write into the folder"


def test_the_output_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    make_folder(tmp_path / "output")
    make_folder(tmp_path / "output")
    assert stat.S_IMODE((tmp_path / "output").stat().st_mode) == 0o700
    with pytest.raises(HandoutError, match="no: the folder doesn't exist\n  hint: make it first"):
        make_folder(tmp_path / "no" / "output")
    with pytest.raises(HandoutError, match="the folder can't be made"):
        make_folder(tmp_path / ("x" * 300))
    (tmp_path / "link").symlink_to("output")
    with pytest.raises(HandoutError, match="the output folder is a symlink"):
        make_folder(tmp_path / "link")
    suitable(tmp_path / "link", named=False)


def test_taking_away_takes_regular_files_only(tmp_path: Path) -> None:
    path, link = tmp_path / "a.pdf", tmp_path / "link.pdf"
    path.write_bytes(b"old")
    link.symlink_to("a.pdf")
    withdraw(link)
    withdraw(tmp_path / "no.pdf")
    assert names(tmp_path) == ["a.pdf", "link.pdf"]
    withdraw(path)
    assert names(tmp_path) == ["link.pdf"]


def test_a_folder_that_can_t_be_synced_is_written_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def files_only(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", files_only)
    publish({tmp_path / "a.pdf": b"new"})
    assert names(tmp_path) == ["a.pdf"]
