"""A fair gate for writers, across threads and processes: whoever comes first goes first.

Threads of one process stand in a queue of their own. The first of each process takes part in a two-door gate of file
locks: who holds the outer door is next, and waits there for the inner one. A process that has just been inside finds
the outer door taken by the next, so that none starves.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_PAUSE = 0.0002  # seconds between two looks at a door


class GateBusy(Exception):
    """No turn came in time; nothing was changed."""


class _Queue:
    """A lock that threads get in the order in which they asked for it."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._taken = False
        self._waiting: deque[Lock] = deque()

    def enter(self, patience: float) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        if turn.acquire(timeout=patience):
            return
        with self._guard:
            if turn in self._waiting:
                self._waiting.remove(turn)
                raise GateBusy
        # The turn came at the very moment at which patience ended: it is ours.

    def leave(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()  # stays taken, by the next
            else:
                self._taken = False


_queue = _Queue()


@contextmanager
def through_gate(path: str, *, patience: float) -> Iterator[None]:
    """Be alone inside, among all threads and processes that use this path. Raises GateBusy after `patience` seconds."""
    deadline = time.monotonic() + patience
    _queue.enter(patience)
    try:
        with open(path, "a", opener=_private) as inner, open(f"{path}-next", "a", opener=_private) as outer:
            _lock(outer.fileno(), deadline)
            _lock(inner.fileno(), deadline)
            fcntl.flock(outer, fcntl.LOCK_UN)
            yield
    finally:
        _queue.leave()


def _lock(door: int, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise GateBusy from None
            time.sleep(_PAUSE)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
