"""The server over the network: on loopback only, silent, with events for each change; and the command around it."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from handout.diagnostics import OutputError
from handout.preview.board import Board
from handout.preview.making import PreviewOptions, made
from handout.preview.routes import HEADERS
from handout.preview.server import Server, serving
from handout.preview.state import PreviewState
from handout.preview.watching import Watcher, look
from program import environment, files, run, workspace

from .test_making import SECRET, START, edit, wish


@pytest.fixture
def board() -> Board:
    return Board(PreviewState(version=1, topic="dry-skin"))


@pytest.fixture
def server(board: Board) -> Iterator[Server]:
    with serving(board) as server:
        yield server


def ask(server: Server, name: str = "", method: str = "GET", host: str | None = None) -> http.client.HTTPResponse:
    """One request for a name under the token, or for a path."""
    connection = http.client.HTTPConnection("127.0.0.1", server.site.port, timeout=30)
    path = name if name.startswith("/") else f"/{server.site.token}/{name}"
    connection.request(method, path, headers={"Host": host} if host else {})
    response = connection.getresponse()
    response.body = response.read()  # type: ignore[attr-defined]
    connection.close()
    return response


def body(response: http.client.HTTPResponse) -> str:
    content: bytes = response.body  # type: ignore[attr-defined]
    return content.decode()


class Listener:
    """Who follows the events."""

    def __init__(self, server: Server) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", server.site.port, timeout=30)
        self._connection.request("GET", f"/{server.site.token}/events")
        self._response = self._connection.getresponse()
        assert self._response.headers["Content-Type"] == "text/event-stream"

    def next(self) -> tuple[str, str]:
        """The next event and its value."""
        found: dict[str, str] = {}
        while set(found) < {"event", "data"}:
            line = self._response.readline().decode()
            assert line, "the stream has ended"
            name, _, value = line.strip().partition(": ")
            if name in ("event", "data"):
                found[name] = value
        return found["event"], found["data"]

    def close(self) -> None:
        self._response.close()
        self._connection.close()


def test_it_listens_on_loopback_only(server: Server) -> None:
    assert server.socket.getsockname() == ("127.0.0.1", server.site.port)


def test_each_run_has_a_token_of_its_own(board: Board) -> None:
    with serving(board) as one, serving(board) as other:
        assert len(one.site.token) >= 32
        assert one.site.token != other.site.token


def test_every_answer_may_be_neither_kept_nor_framed(server: Server) -> None:
    for name, status in (("", 200), ("nothing", 404), ("/", 404), ("script.js", 200)):
        response = ask(server, name)
        assert response.status == status
        assert {header: response.headers[header] for header in HEADERS} == HEADERS


def test_foreign_names_and_other_methods_are_refused(server: Server) -> None:
    assert ask(server, host="evil.example").status == 403
    assert ask(server, host=f"localhost:{server.site.port}").status == 200
    response = ask(server, method="POST")
    assert (response.status, response.headers["Allow"]) == (405, "GET")
    assert ask(server, method="PROPFIND").status == 405


def test_nothing_is_said_in_the_terminal(server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    ask(server)
    ask(server, "nothing")
    with socket.create_connection(("127.0.0.1", server.site.port)) as leaving:
        leaving.sendall(b"\xff\xfe nonsense\r\n\r\n")
        assert b"400" in leaving.recv(1000)
    with socket.create_connection(("127.0.0.1", server.site.port)) as leaving:
        leaving.sendall(
            f"GET /{server.site.token}/events HTTP/1.0\r\nHost: 127.0.0.1:{server.site.port}\r\n\r\n".encode()
        )
    ask(server)
    assert capfd.readouterr() == ("", "")


def test_a_bug_is_told_without_values(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(state: PreviewState) -> str:
        raise ValueError("Anna Canary")

    monkeypatch.setattr("handout.preview.view.page", fail)
    response = ask(server)
    assert response.status == 500
    assert body(response) == "a bug of handout (ValueError); please report it\n"


def test_listeners_are_told_of_each_change_and_of_the_end(board: Board) -> None:
    with serving(board) as server:
        one, other = Listener(server), Listener(server)
        assert one.next() == other.next() == ("change", "1")
        board.show(PreviewState(version=2, topic="dry-skin"))
        assert one.next() == other.next() == ("change", "2")
        late = Listener(server)
        assert late.next() == ("change", "2")
    for listener in (one, other, late):
        assert listener.next() == ("end", "end")
        listener.close()


def test_from_an_edit_to_the_page(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    before = files(folder)
    wanted: PreviewOptions = wish(folder)
    board = Board(START)
    watch = Watcher(board, lambda: look(folder), lambda state: made(wanted, state, SECRET))
    with serving(board) as server:
        listener = Listener(server)
        assert listener.next() == ("change", "0")
        assert "Making the pages" in body(ask(server))

        def turns() -> str:
            for _ in range(3):
                watch.turn()
            return body(ask(server, "view"))

        assert "Some words." in turns()
        assert listener.next() == ("change", "1")
        edit(folder, "Some words.", "Quite other words.")
        assert "Quite other words." in turns()
        assert listener.next() == ("change", "2")
        edit(folder, "  - id: first", "  - idd: first")
        assert "did you mean &#39;id&#39;?" in (html := turns())
        assert html.count("Last good version") == 2
        assert "Quite other words." in html
        assert listener.next() == ("change", "3")
        edit(folder, "  - idd: first", "  - id: first")
        assert "Last good version" not in turns()
        assert listener.next() == ("change", "4")
        listener.close()
    assert files(folder) == before


def test_a_port_that_is_taken(server: Server, tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    outcome = run("preview", "plain", "--watch", "--port", str(server.site.port), cwd=folder)
    assert (outcome.code, outcome.out) == (6, "")
    assert outcome.err == (
        f"--port: error: the port {server.site.port} can't be used: Address already in use\n"
        "  hint: name another with --port, or leave it out\n"
    )


def test_a_library_reads_of_a_taken_port_without_an_option(server: Server) -> None:
    port = server.site.port
    with pytest.raises(OutputError) as refused, serving(Board(START), port):
        pass
    (problem,) = refused.value.diagnostics
    assert (problem.span.file, problem.hint) == ("`port`", "name another with `port`, or leave it out")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_the_command_from_its_start_to_its_end(tmp_path: Path, number: int, code: int) -> None:
    folder = workspace(tmp_path)
    (folder / "anna.yaml").write_text("id: A-1\nname: Anna Canary\nbirth_date: 1961-04-05\n", encoding="utf-8")
    before = files(folder)
    process = subprocess.Popen(
        [sys.executable, "-m", "handout", "preview", "plain", "--watch", "--patient", "anna.yaml"],
        cwd=folder, env=environment({}), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    place, _, token = address.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(place, timeout=60)
    connection.request("GET", f"/{token}events")
    events = connection.getresponse()
    while events.readline().decode() != "data: 1\n":
        pass
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    events.close()
    connection.close()
    assert (process.returncode, out) == (code, "")
    assert [line for line in err.splitlines() if line] == [
        "open this address in your browser; Ctrl-C ends the preview", "stopped; nothing was written",
    ]  # fmt: skip
    assert "Canary" not in address
    assert files(folder) == before
