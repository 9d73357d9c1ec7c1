"""Lists behind URLs: copied, told in our words, looked at again; and nothing of it is loaded for a plain path."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fsspec import filesystem
from fsspec.registry import _registry

from handout.diagnostics import HandoutError
from handout.files import object_store
from handout.patients.lists import Records, open_records
from handout.workspace.load import load
from program import SMALL, environment

LIST = "id,name\nA-1,Anna Quayle\nA-2,Jürgen Straßer\n"
CLINIC = load(SMALL).clinic


@pytest.fixture
def memory() -> Iterator[Any]:
    found = filesystem("memory")
    yield found
    found.store.clear()


def opened(url: str | Path) -> Records:
    return open_records(url, CLINIC)


def test_a_url_gives_the_records_of_its_file(memory: Any, tmp_path: Path) -> None:
    memory.pipe_file("/night/list.csv", LIST.encode())
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    with opened("memory://night/list.csv") as one, opened(tmp_path / "list.csv") as other:
        assert one.check() == other.check()
        assert [*one] == [*other]
        assert (one.name, one.digest) == (Path(other.name).name, other.digest)


def test_a_file_url_is_the_path(tmp_path: Path) -> None:
    (tmp_path / "a list.csv").write_text(LIST, encoding="utf-8")
    with opened(f"file://{tmp_path}/a%20list.csv") as found:
        assert (found.name, found.check().count) == (str(tmp_path / "a list.csv"), 2)


def test_the_format_is_told_by_the_name_in_the_url(memory: Any) -> None:
    memory.pipe_file("/list.jsonl", b'{"id": "A-1", "name": "Anna"}\n')
    with opened("memory://list.jsonl") as found:
        assert found.check().count == 1


def test_a_file_that_is_changed_is_noticed_and_one_out_of_reach_is_not(
    memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe_file("/list.csv", LIST.encode())
    with opened("memory://list.csv") as found:
        assert not found.changed()
        with monkeypatch.context() as patch:
            patch.setattr(type(memory), "info", lambda self, path: (_ for _ in ()).throw(ConnectionError("ZZPHI")))
            assert not found.changed(), "its bytes are here"
        memory.pipe_file("/list.csv", LIST.replace("Anna", "Bella").encode())
        assert found.changed()
        memory.rm("/list.csv")
        assert found.changed()


@pytest.mark.parametrize(
    ("url", "code", "said"),
    [
        ("memory://nowhere/list.csv", 3, "no such file"),
        ("nothing://nowhere/list.csv", 2, "no URL that can be opened"),
        ("file://host/list.csv", 2, "write file:///host/list.csv"),
    ],
)
def test_a_url_that_gives_nothing(memory: Any, url: str, code: int, said: str) -> None:
    with pytest.raises(HandoutError) as refused:
        opened(url)
    assert (refused.value.exit_code, said in str(refused.value)) == (code, True), refused.value


def test_a_read_that_breaks_off_is_told_without_what_the_store_says(
    memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe_file("/list.csv", LIST.encode())
    monkeypatch.setattr(type(memory), "open", lambda self, *_: (_ for _ in ()).throw(ConnectionError("ZZPHI")))
    with pytest.raises(HandoutError) as refused:
        opened("memory://list.csv")
    assert (refused.value.exit_code, str(refused.value)) == (
        3, "memory://list.csv: can't be read: the store doesn't answer",
    )  # fmt: skip


def test_a_package_that_lacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    monkeypatch.delitem(_registry, "s3", raising=False)  # what another test has loaded
    with pytest.raises(HandoutError) as refused:
        opened("s3://bucket/list.csv")
    assert refused.value.exit_code == 2
    assert "pip install 'handout[s3]'" in str(refused.value)


def test_no_password_or_signature_is_shown() -> None:
    assert (
        object_store.shown("https://me:secret@host.example/a/list.csv?signature=1") == "https://host.example/a/list.csv"
    )
    assert object_store.last_name("https://host.example/a/list%201.csv?signature=1") == "list 1.csv"


def test_a_plain_path_loads_nothing_for_urls(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    script = (
        "import sys\nfrom pathlib import Path\nfrom handout.workspace.load import load\n"
        "from handout.patients.lists import open_records\nimport handout.batch, handout.cli.batch\n"
        f"print(open_records(Path({str(tmp_path / 'list.csv')!r}), load(Path({str(SMALL)!r})).clinic).check().count)\n"
        "print(*{name.partition('.')[0] for name in sys.modules} & {'fsspec', 's3fs', 'botocore', 'distributed'})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment({}), capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "2\n\n"
