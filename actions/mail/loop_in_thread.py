"""An event loop in a thread of its own, so that threads can wait for asynchronous work.

`asyncio.run` would do for each call, but it ends only when its helper threads have ended, and one of those
may hang in a look-up of a name for as long as the resolver likes.
"""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import CancelledError
from threading import Lock, Thread
from typing import Any, TypeVar

_T = TypeVar("_T")
GRACE_SECONDS = 1.0
"""For work that is slow to stop, or never hears of it: in Python 3.11 a `wait_for` may swallow that."""


class LoopInThread:
    """The thread begins with the first work, and does not keep the process alive."""

    def __init__(self, name: str, grace_seconds: float = GRACE_SECONDS) -> None:
        self._name = name
        self._grace_seconds = grace_seconds
        self._lock = Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None

    def run(self, work: Coroutine[Any, Any, _T], seconds: float) -> _T:
        """What `work` returns or raises. Raises `TimeoutError` when it is not done in time; it is stopped."""
        future = asyncio.run_coroutine_threadsafe(asyncio.wait_for(work, seconds), self._running_loop())
        try:
            return future.result(seconds + self._grace_seconds)
        except (TimeoutError, CancelledError):
            future.cancel()
            raise TimeoutError from None

    def close(self) -> None:
        """Stops the thread. Work under way ends in `TimeoutError` for whoever waits for it."""
        with self._lock:
            loop, thread, self._loop, self._thread = self._loop, self._thread, None, None
        if loop is None or thread is None:
            return
        loop.call_soon_threadsafe(loop.stop)
        thread.join(self._grace_seconds)

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = Thread(target=_turn, args=(self._loop,), name=self._name, daemon=True)
                self._thread.start()
            return self._loop


def _turn(loop: asyncio.AbstractEventLoop) -> None:
    try:
        loop.run_forever()
    finally:
        loop.run_until_complete(_cancel(asyncio.all_tasks(loop)))
        loop.close()


async def _cancel(tasks: set[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
