"""The web server of the preview: on the loopback interface only, and without a log."""

from __future__ import annotations

import secrets
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from handout.diagnostics import OutputError, option
from handout.preview.board import Board
from handout.preview.routes import HEADERS, Response, Site, plain
from handout.system import ports

HEARTBEAT = 15.0
"""Seconds between two comments in the stream of events; writing one fails if the page was closed."""


class Server(ThreadingHTTPServer):
    """One thread for each request; the state comes from the board."""

    allow_reuse_address = ports.REUSE

    def __init__(self, board: Board, port: int) -> None:
        self.board = board
        super().__init__(("127.0.0.1", port), _Handler)
        self.site = Site(self.server_address[1], secrets.token_urlsafe(24))

    def server_bind(self) -> None:
        """Bind without asking a name server for this machine's name."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Log nothing when a client closes the connection, because a log may be kept."""


@contextmanager
def serving(board: Board, port: int = 0) -> Iterator[Server]:
    """A server in a thread of its own, on any free port if none is named; HandoutError if the port can't be used."""
    try:
        server = Server(board, port)
    except OSError as error:
        hint = f"name another with {option('port')}, or leave it out"
        message = f"the port {port} can't be used: {error.strerror or 'unknown'}"
        raise OutputError.at(option("port"), message, hint, "port") from None
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), name="preview", daemon=True)
    thread.start()
    try:
        yield server
    finally:
        board.close()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version, sys_version = "handout", ""
    timeout = 30
    error_message_format, error_content_type = "%(code)d %(message)s\n", "text/plain; charset=utf-8"

    def __getattr__(self, name: str) -> Any:
        # BaseHTTPRequestHandler looks for `do_<METHOD>`; every method is answered below.
        if name.startswith("do_"):
            return self._answered
        raise AttributeError(name)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing is logged: the token is part of each address."""

    def _answered(self) -> None:
        board, site = self.server.board, self.server.site
        try:
            answer = site.answer(self.command, self.path, self.headers.get_all("Host", []), board.state)
        except Exception as error:
            # A bug of the program: its type, without the values of its variables.
            answer = plain(500, f"a bug of handout ({type(error).__name__}); please report it")
        self._send(answer)
        if answer.events:
            self._events()

    def _send(self, answer: Response) -> None:
        self.send_response(answer.status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", answer.kind)
        if answer.status == 405:
            self.send_header("Allow", "GET")
        if not answer.events:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _events(self) -> None:
        """A line for each new version until the client leaves, the current version first."""
        board, version = self.server.board, -1
        self._tell("retry: 1000\n\n")
        while not board.closed:
            state = board.wait(version, HEARTBEAT)
            version = state.version if state else version
            self._tell(f"event: change\ndata: {version}\n\n" if state else ": still here\n\n")
        self._tell("event: end\ndata: end\n\n")

    def _tell(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()
