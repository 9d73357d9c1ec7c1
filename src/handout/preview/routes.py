"""The server's response to a request, without the network: who may ask, and for what.

Patients' values may be on the pages, and any site that is open in the same browser can send requests to this machine.
So each address begins with a token that only the terminal has shown; the Host header must be this server's own,
because a foreign name may lead here (DNS rebinding); nothing but GET is answered; no response may be cached or framed;
and no address holds anything of a document.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from handout.preview import view
from handout.preview.state import PreviewState

HERE = Path(__file__).parent
STATIC = {
    "style.css": "text/css; charset=utf-8",
    "script.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
POLICY = "; ".join(
    [
        "default-src 'none'", "img-src 'self'", "style-src 'self'", "script-src 'self'", "connect-src 'self'",
        "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
    ]
)  # fmt: skip
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""The headers of every response."""


class Response(Struct, frozen=True):
    """A response; the stream of events has no body."""

    status: int
    kind: str
    body: bytes
    events: bool = False


class Site(Struct, frozen=True):
    """Where the page is: its port, and the token that its addresses begin with."""

    port: int
    token: str

    @property
    def address(self) -> str:
        """The page's own address."""
        return f"http://127.0.0.1:{self.port}/{self.token}/"

    def answer(self, method: str, target: str, hosts: Sequence[str], state: PreviewState) -> Response:
        """The response to a method and a target, with the values of the request's Host headers."""
        if len(hosts) != 1 or hosts[0].lower() not in self._names():
            return plain(403, "this is not the preview's address")
        token, slash, name = target.removeprefix("/").partition("/")
        if not slash or not hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode()):
            return plain(404, "there is nothing here; the address is the one that handout has printed")
        if method != "GET":
            return plain(405, "the preview can only be read")
        return _found(name, state)

    def _names(self) -> tuple[str, ...]:
        """The values that a Host header may have; a browser leaves out port 80."""
        port = "" if self.port == 80 else f":{self.port}"
        return (f"127.0.0.1{port}", f"localhost{port}")


def _found(name: str, state: PreviewState) -> Response:
    if name == "":
        return Response(200, "text/html; charset=utf-8", view.page(state).encode())
    if name == "view":
        return Response(200, "text/html; charset=utf-8", view.fragment(state).encode())
    if name == "events":
        return Response(200, "text/event-stream", b"", events=True)
    if name in STATIC:
        return Response(200, STATIC[name], (HERE / name).read_bytes())
    folder, _, file = name.partition("/")
    png = state.png(file.removesuffix(".png")) if folder == "page" and file.endswith(".png") else None
    return plain(404, "there is nothing here") if png is None else Response(200, "image/png", png)


def plain(status: int, text: str) -> Response:
    """A response with a line of text."""
    return Response(status, "text/plain; charset=utf-8", f"{text}\n".encode())
