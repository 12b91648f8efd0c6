"""The thread that carries mail away after a commit: one for each process, and only while there is something to do."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from threading import Lock, Thread, Timer

from flask import Flask

Errand = Callable[[Flask], None]


class Courier:
    """Runs errands one after another; whoever calls while it is under way gets another round.

    For what is held back it can be reminded: one alarm clock, set to the earliest moment that anybody named.
    """

    def __init__(self) -> None:
        self._forget()
        # A child of fork has the parent's notes, but not the thread, and perhaps a lock that nobody will open.
        os.register_at_fork(after_in_child=self._forget)

    def _forget(self) -> None:
        self._guard = Lock()
        self._wanted: list[tuple[Flask, Errand]] = []
        self._thread: Thread | None = None
        self._alarm: Timer | None = None
        self._rings_at = 0.0

    def remind(self, app: Flask, what: Callable[[Flask], None], *, seconds: float) -> None:
        """Have `what` called in so many seconds, unless an earlier call is due already: that one asks again."""
        rings_at = time.monotonic() + seconds
        with self._guard:
            if self._alarm is not None and self._alarm.is_alive() and self._rings_at <= rings_at:
                return
            if self._alarm is not None:
                self._alarm.cancel()
            alarm = Timer(seconds, self._ring, (app, what))
            alarm.name, alarm.daemon = "held mail", True
            alarm.start()
            self._alarm, self._rings_at = alarm, rings_at

    def _ring(self, app: Flask, what: Callable[[Flask], None]) -> None:
        with self._guard:
            self._alarm = None
        what(app)

    def call(self, app: Flask, errand: Errand) -> None:
        """Have the errand run soon. Raises RuntimeError where no thread can start, as when Python shuts down."""
        with self._guard:
            if (app, errand) not in self._wanted:
                self._wanted.append((app, errand))
            if self._thread is None:
                thread = Thread(target=self._work, name="mail", daemon=True)
                thread.start()
                self._thread = thread

    def _work(self) -> None:
        while (wanted := self._next()) is not None:
            app, errand = wanted
            try:
                errand(app)
            except Exception as error:  # its words could name somebody; the kind says enough
                app.logger.error("mail was not delivered: %s", type(error).__name__)

    def _next(self) -> tuple[Flask, Errand] | None:
        with self._guard:
            if not self._wanted:
                self._thread = None
                return None
            return self._wanted.pop(0)


courier = Courier()
