"""The objects below one URL of an S3 store: put whole or not at all, many at a time.

OSError from all of it, with a reason that names no key.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import Any, TypeVar

from msgspec import Struct

from handout.files import object_store
from handout.files.object_store import StoreError

PROTOCOLS = ("s3", "s3a")
AT_ONCE = 16
"""Requests at the same time."""
_TAKEN = ("PreconditionFailed", "ConditionalRequestConflict")
_MAY_BE_ABSENT = ("head_object", "get_object", "delete_object")
"""Requests about an object that may not be there; of any other, *not found* is a failure."""
T = TypeVar("T")


class Taken(Exception):
    """An object isn't what a conditional put asked for."""


class StoredObject(Struct, frozen=True, kw_only=True):
    """What a store says about an object."""

    size: int
    etag: str
    metadata: Mapping[str, str]


class Bucket:
    """One prefix of a bucket."""

    def __init__(self, url: str) -> None:
        self._system, path = object_store.opened(url)
        self._bucket, _, prefix = path.strip("/").partition("/")
        self._prefix = f"{prefix}/" if prefix else ""

    def each(self, work: Callable[[T], Awaitable[object]], items: Iterable[T]) -> None:
        """Does something with each item, some at a time; a failure doesn't stop the others."""

        async def all_of_them() -> None:
            import asyncio

            free = asyncio.Semaphore(AT_ONCE)

            async def one(item: T) -> None:
                async with free:
                    await work(item)

            for result in await asyncio.gather(*map(one, items), return_exceptions=True):
                if isinstance(result, BaseException):
                    raise result

        self._done(all_of_them)

    def put(self, name: str, content: bytes, **more: Any) -> None:
        """Puts a whole object, durable on return."""
        self._done(lambda: self.putting(name, content, **more))

    def find(self, name: str) -> StoredObject | None:
        """What is known of an object; None if there is none."""
        return self._done(lambda: self.finding(name))

    def get(self, name: str) -> bytes | None:
        """An object's bytes; None when there is none."""
        return self._done(lambda: self._getting(name))

    def delete(self, name: str) -> None:
        """Deletes an object, if it is there."""
        self._done(lambda: self.deleting(name))

    def names(self, most: int = 1000) -> Iterator[str]:
        """The names below the prefix, in order; `most` are asked for at a time."""
        more: dict[str, Any] = {}
        while True:
            asked = partial(self._call, "list_objects_v2", Prefix=self._prefix, MaxKeys=most, **more)
            page = self._done(asked)
            for entry in page.get("Contents", ()):
                yield entry["Key"][len(self._prefix) :]
            if not page.get("IsTruncated"):
                return
            more = {"ContinuationToken": page["NextContinuationToken"]}

    async def putting(self, name: str, content: bytes, **more: Any) -> None:
        """See `put`; Taken when a condition (IfNoneMatch, IfMatch) doesn't hold."""
        await self._call("put_object", Key=self._prefix + name, Body=content, **more)

    async def finding(self, name: str) -> StoredObject | None:
        """See `find`."""
        found = await self._call("head_object", Key=self._prefix + name)
        if found is None:
            return None
        return StoredObject(size=found["ContentLength"], etag=found["ETag"], metadata=found.get("Metadata", {}))

    async def deleting(self, name: str) -> None:
        """See `delete`."""
        await self._call("delete_object", Key=self._prefix + name)

    async def _getting(self, name: str) -> bytes | None:
        found = await self._call("get_object", Key=self._prefix + name)
        if found is None:
            return None
        try:
            content: bytes = await found["Body"].read()
        except Exception as error:
            raise StoreError(object_store.reason(error)) from None
        return content

    async def _call(self, method: str, **more: Any) -> Any:
        """The response to a request; None for an object that isn't there."""
        try:
            return await self._system._call_s3(method, Bucket=self._bucket, **more)
        except Exception as error:
            refusal = object_store.code(error)
            if isinstance(error, FileNotFoundError) and refusal != "NoSuchBucket":
                if method in _MAY_BE_ABSENT:
                    return None
                raise StoreError("there is no such bucket") from None
            if isinstance(error, FileExistsError) or refusal in _TAKEN:
                raise Taken from None
            raise StoreError(object_store.reason(error)) from None

    def _done(self, work: Callable[[], Awaitable[T]]) -> T:
        from fsspec.asyn import sync

        done: T = sync(self._system.loop, work)
        return done


def bucket(url: str) -> Bucket:
    """The bucket of a URL, opened once in each process: a connection can't be used after a fork."""
    return _bucket(url, os.getpid())


@cache
def _bucket(url: str, _process: int) -> Bucket:
    return Bucket(url)
