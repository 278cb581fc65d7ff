"""Runs the journal's blocking calls in a few threads, so that the event loop never waits for a database."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from gateway.errors import Busy

_P = ParamSpec("_P")
_T = TypeVar("_T")


class JournalCalls:
    """At most `threads` calls at a time and `most_waiting` in all; beyond that, and after `seconds`, `Busy`.

    A call that took too long may still be carried out: clients repeat a message with the same id.
    """

    def __init__(self, threads: int = 8, most_waiting: int = 512, seconds: float = 10) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="journal")
        self._most_waiting = most_waiting
        self._seconds = seconds
        self._under_way = 0

    async def run(self, call: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """What `call` returns or raises. Raises `Busy`."""
        if self._under_way >= self._most_waiting:
            raise Busy("Too much is going on. Try again in a moment.")
        self._under_way += 1
        # The count falls when the thread is done, not when the client has gone away meanwhile.
        future = self._pool.submit(partial(call, *args, **kwargs))
        waiting = asyncio.wrap_future(future)
        waiting.add_done_callback(self._count_down)
        try:
            async with asyncio.timeout(self._seconds):
                return await asyncio.shield(waiting)
        except TimeoutError:
            raise Busy("The conversation could not be reached in time. Try again in a moment.") from None

    def close(self) -> None:
        """Takes no more calls. Those under way are finished."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _count_down(self, waiting: "asyncio.Future[_T]") -> None:
        self._under_way -= 1
        if not waiting.cancelled():
            waiting.exception()  # Nobody may be waiting any more; asyncio would call that an unread error.
