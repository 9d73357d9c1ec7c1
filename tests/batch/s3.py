"""An S3 store on this machine for a test: its objects, and the requests that were made of it."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import socket
from collections.abc import Callable, Iterator
from typing import Any

import boto3
from moto.server import ThreadedMotoServer
from msgspec import Struct
from pytest import MonkeyPatch

BUCKET = "clinic"
GONE = 0
"""Instead of a status: the connection breaks."""
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing", "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/nowhere", "AWS_SHARED_CREDENTIALS_FILE": "/nowhere",
    "AWS_MAX_ATTEMPTS": "1",
}  # fmt: skip


class Asked(Struct, frozen=True):
    """A request."""

    method: str
    key: str


class Server:
    """A store that counts what is asked of it; something can be done, or refused, on the way."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.act: Callable[[Asked], int | None] = lambda asked: None
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)

    def start(self) -> str:
        """Its URL."""
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._server.start()
        host, port = self._server.get_host_and_port()
        app = self._server._server.app
        self._server._server.app = self._counted(app)
        return f"http://{host}:{port}"

    def _counted(self, app: Any) -> Any:
        def counted(environ: dict[str, Any], start_response: Any) -> Any:
            asked = Asked(environ["REQUEST_METHOD"], environ["PATH_INFO"].removeprefix(f"/{BUCKET}").lstrip("/"))
            self.asked.append(asked)
            refusal = self.act(asked)
            if refusal == GONE:
                environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
                return []
            if refusal is not None:
                environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
                start_response(f"{refusal} No", [("Content-Length", "0"), ("Connection", "close")])
                return [b""]
            return app(environ, start_response)

        return counted

    def stop(self) -> None:
        """Ends it."""
        self._server.stop()

    def puts(self) -> list[str]:
        """The keys that were put, in order."""
        return [asked.key for asked in self.asked if asked.method == "PUT"]


class Objects:
    """What lies below a prefix."""

    def __init__(self, prefix: str) -> None:
        self._client = boto3.client("s3")
        self.prefix = prefix
        self.url = f"s3://{BUCKET}/{prefix}"

    def names(self) -> list[str]:
        found = self._client.list_objects_v2(Bucket=BUCKET, Prefix=f"{self.prefix}/").get("Contents", [])
        return [entry["Key"].removeprefix(f"{self.prefix}/") for entry in found]

    def get(self, name: str) -> bytes:
        content: bytes = self._client.get_object(Bucket=BUCKET, Key=f"{self.prefix}/{name}")["Body"].read()
        return content

    def put(self, name: str, content: bytes, **more: Any) -> None:
        self._client.put_object(Bucket=BUCKET, Key=f"{self.prefix}/{name}", Body=content, **more)

    def metadata(self, name: str) -> dict[str, str]:
        found: dict[str, str] = self._client.head_object(Bucket=BUCKET, Key=f"{self.prefix}/{name}")["Metadata"]
        return found

    def delete(self, name: str) -> None:
        self._client.delete_object(Bucket=BUCKET, Key=f"{self.prefix}/{name}")

    def state(self) -> dict[str, str]:
        """Every object with the hash of what is in it."""
        return {name: hashlib.sha256(self.get(name)).hexdigest() for name in self.names()}


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    """A store with one bucket; the environment says where it is, and who asks."""
    server = Server()
    with MonkeyPatch.context() as patch:
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        patch.setenv("AWS_ENDPOINT_URL", server.start())
        boto3.client("s3").create_bucket(Bucket=BUCKET)
        try:
            yield server
        finally:
            server.stop()
