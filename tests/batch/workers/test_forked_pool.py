"""A pool whose workers are forked from the first of them: they have what it had, and none is waited for in vain."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from handout.batch.workers.forked_pool import ForkedPool
from handout.batch.workers.limits import Limits, deadline, guard
from handout.system import processes

pytestmark = pytest.mark.skipif(not processes.forks(), reason="workers aren't forked here")
KNOWN: list[str] = []


def _begin() -> None:
    KNOWN.append("begun")


def _learn(word: str) -> int:
    KNOWN.append(word)
    return os.getpid()


def _known(seconds: float = 0.0) -> tuple[int, list[str]]:
    time.sleep(seconds)
    return os.getpid(), KNOWN


def _work(seconds: float) -> int:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return os.getpid()


def _guarded() -> int:
    guard(Limits())
    with deadline(Limits()):
        return os.getpid()


def _only(more: int) -> None:
    """From now on so many processes can be forked."""
    forked, fork = iter(range(more)), os.fork

    def limited() -> int:
        if next(forked, None) is None:
            raise OSError("no more processes")
        return fork()

    os.fork = limited


def _fail() -> None:
    raise ValueError("wrong")


class _Unlike(Exception):
    """One that can be sent but not made again."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one + other)


def _fail_unlike() -> None:
    raise _Unlike("a", "b")


def _fail_unsendable() -> None:
    raise ValueError(threading.Lock())


def _late(begin: Callable[[], None]) -> None:
    time.sleep(0.3)
    begin()


def _slow_to_begin() -> None:
    """Those that are forked from here."""
    processes.begin = partial(_late, processes.begin)


def _run_out_of_memory() -> None:
    raise MemoryError


@pytest.fixture
def pool() -> Iterator[ForkedPool]:
    made = ForkedPool(3, _begin, 3)
    yield made
    made.shutdown()


def _results(pool: ForkedPool, asked: list[Future[Any]]) -> list[Any]:
    _attended(pool, asked)
    return [future.result(0) for future in asked]


def _attended(pool: ForkedPool, asked: list[Future[Any]]) -> None:
    until = time.monotonic() + 60
    while not all(future.done() for future in asked):
        assert time.monotonic() < until
        pool.attend(0.2)


def _of_all(pool: ForkedPool, call: Callable[..., Any], *given: object) -> list[Any]:
    return _results(pool, [pool.submit(call, *given) for _ in range(12)])


def test_one_process_does_everything_until_the_pool_grows(pool: ForkedPool) -> None:
    assert len(set(_of_all(pool, _learn, "a"))) == 1
    pool.grow()
    pool.grow()
    assert len({pid for pid, _ in _of_all(pool, _known, 0.2)}) == 3


def test_all_have_what_the_first_had(pool: ForkedPool) -> None:
    (first,) = _results(pool, [pool.submit(_learn, "first")])
    pool.grow()
    found = dict(_of_all(pool, _known, 0.2))
    assert first in found
    assert [*found.values()] == [["begun", "first"]] * 3
    assert KNOWN == []


def test_a_worker_that_is_watched_can_be_forked(pool: ForkedPool) -> None:
    """The watch of the deadline is a thread, which isn't in the new process."""
    (first,) = _results(pool, [pool.submit(_guarded)])
    pool.grow()
    assert first in _of_all(pool, _guarded)


def test_where_no_more_processes_can_be_the_others_do_everything(pool: ForkedPool) -> None:
    _results(pool, [pool.submit(_only, 1)])
    pool.grow()
    assert len({pid for pid, _ in _of_all(pool, _known, 0.1)}) == 2


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="the system doesn't say who waits for it")
def test_workers_that_share_a_processor_get_no_others() -> None:
    pool = ForkedPool(3, _begin, 1)
    pool.grow()
    assert len(set(_results(pool, [pool.submit(_work, 0.02) for _ in range(12)]))) == 1
    pool.shutdown()


def test_workers_that_leave_a_processor_to_others_get_others() -> None:
    pool = ForkedPool(3, _begin, 1)
    pool.grow()
    assert len({pid for pid, _ in _results(pool, [pool.submit(_known, 0.1) for _ in range(24)])}) == 3
    pool.shutdown()


def test_what_cannot_be_made_ready_ends_nobody() -> None:
    pool = ForkedPool(1, _fail)
    assert _results(pool, [pool.submit(_learn, "a")]) != [os.getpid()]
    pool.shutdown()


def test_an_error_is_that_of_its_call(pool: ForkedPool) -> None:
    asked = [pool.submit(call) for call in (_fail, os.getpid)]
    _attended(pool, asked)
    assert isinstance(asked[0].exception(), ValueError)
    assert asked[1].result() != os.getpid()


@pytest.mark.parametrize(
    ("call", "type_"), [(_fail_unlike, "_Unlike"), (_fail_unsendable, "ValueError"), (threading.Lock, "TypeError")]
)
def test_what_cannot_be_sent_is_an_error_and_ends_nobody(
    pool: ForkedPool, capfd: pytest.CaptureFixture[str], call: Callable[[], object], type_: str
) -> None:
    asked = pool.submit(call)
    _attended(pool, [asked])
    assert type_ in f"{type(asked.exception()).__name__}: {asked.exception()}"
    assert _results(pool, [pool.submit(_known)])
    assert capfd.readouterr().err == ""


def test_a_worker_without_memory_ends_and_prints_nothing(pool: ForkedPool, capfd: pytest.CaptureFixture[str]) -> None:
    asked = pool.submit(_run_out_of_memory)
    _attended(pool, [asked])
    assert isinstance(asked.exception(), BrokenExecutor)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("grown", [False, True])
def test_workers_that_the_run_no_longer_needs_when_they_begin_print_nothing(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, grown: bool
) -> None:
    """As after Ctrl-C in the first second."""
    if not grown:
        monkeypatch.setattr(processes, "begin", partial(_late, processes.begin))
    pool = ForkedPool(3, _begin, 3)
    if grown:
        _results(pool, [pool.submit(_slow_to_begin)])
        pool.grow()
    pool.shutdown()
    assert capfd.readouterr().err == ""


def test_calls_and_results_of_any_length_get_through(pool: ForkedPool) -> None:
    pool.grow()
    asked = [pool.submit(bytes.upper, b"a" * (1 << 22)) for _ in range(12)]
    assert set(_results(pool, asked)) == {b"A" * (1 << 22)}


@pytest.mark.parametrize("number", range(3))
def test_calls_are_broken_when_any_worker_dies(pool: ForkedPool, number: int) -> None:
    _results(pool, [pool.submit(_learn, "first")])
    pool.grow()
    workers = sorted({pid for pid, _ in _of_all(pool, _known, 0.2)})
    asked = [pool.submit(_known, 10.0) for _ in range(9)]
    os.kill(workers[number], signal.SIGKILL)
    began = time.monotonic()
    _attended(pool, asked)
    assert all(isinstance(future.exception(), BrokenExecutor) for future in asked)
    assert time.monotonic() - began < 5
    assert not any(processes.alive(pid) for pid in workers if pid == min(workers))
    with pytest.raises(BrokenExecutor):
        pool.submit(os.getpid)


def test_what_was_cancelled_is_not_begun(pool: ForkedPool) -> None:
    asked = [pool.submit(_known, 0.2), pool.submit(_known), *(pool.submit(_learn, "cancelled") for _ in range(3))]
    _attended(pool, asked[:1])
    assert [future.cancel() for future in asked[3:]] == [True, True]
    assert len(_results(pool, asked[:3])) == 3
    assert [_results(pool, [pool.submit(_known)])[0][1].count("cancelled")] == [1]


def test_the_last_calls_go_to_whoever_is_free(pool: ForkedPool) -> None:
    pool.grow()
    assert len({pid for pid, _ in _of_all(pool, _known, 0.1)}) == 3
    asked = [pool.submit(_known, seconds) for seconds in (2.0, 0.0, 0.0, 0.0, 0.0, 0.0)]
    began = time.monotonic()
    _attended(pool, asked[1:])
    assert time.monotonic() - began < 2.0
    assert not asked[0].done()
    _attended(pool, asked)


def test_ended_workers_leave_nothing() -> None:
    pool = ForkedPool(2, _begin, 2)
    pool.grow()
    pids = {pid for pid, _ in _of_all(pool, _known, 0.1)}
    pool.shutdown()
    assert len(pids) == 2
    assert not any(processes.alive(pid) for pid in pids)


def test_workers_end_though_another_process_has_their_pipes() -> None:
    """As where a program runs two batches at once, or forks processes of its own."""
    pool = ForkedPool(2, _begin, 2)
    pool.grow()
    pids = {pid for pid, _ in _of_all(pool, _known, 0.1)}
    other = ForkedPool(1, _begin)
    ending = threading.Thread(target=pool.shutdown)
    ending.start()
    ending.join(20)
    ended = not ending.is_alive()
    other.shutdown()
    ending.join()
    assert ended
    assert not any(processes.alive(pid) for pid in pids)
