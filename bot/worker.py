"""Takes messages from the journal, lets Rasa think, and writes what came of it: many conversations at once.

Database calls run in threads of their own, so that nothing blocks the event loop on which all turns think.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import structlog

from bot import replies
from bot.errors import TurnError, TurnPostponed
from bot.repetition import first_unsaid
from conversations.bell import Bell, Topic
from conversations.entries import Outcome, Speaker, TurnEnd, Words
from conversations.errors import JournalUnavailable, LeaseLost
from conversations.journal import LEASE, ClaimedTurn, Journal, TurnResult

Think = Callable[[ClaimedTurn], Awaitable[TurnResult]]
AsksForPerson = Callable[[ClaimedTurn, str], Awaitable[bool]]
"""Whether a text that was written after the turn's message wants somebody from the team."""

LOOK_EVERY_SECONDS = 1.0
"""How often a worker looks for work that no bell announced."""

MOST_ATTEMPTS = 3
"""A message that took down its worker this often is answered with an apology instead of a fourth try."""

_LONGEST_PAUSE = timedelta(seconds=4)
_DATABASE_THREADS = 4

log = structlog.get_logger()


async def _nobody_asks(_turn: ClaimedTurn, _text: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class ForLater:
    """The message has to wait: something that the answer needs is away. `did` is what was done already."""

    did: str | None


class Worker:
    """`run` works until `stop` is called; then it finishes the turns that have begun."""

    def __init__(
        self,
        journal: Journal,
        bell: Bell,
        think: Think,
        *,
        name: str,
        asks_for_person: AsksForPerson = _nobody_asks,
        turns_at_once: int = 32,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._journal = journal
        self._bell = bell
        self._think = think
        self._name = name
        self._asks_for_person = asks_for_person
        self._postponed: set[str] = set()
        self._turns_at_once = turns_at_once
        self._now = now
        self._sleep = sleep
        self._threads = ThreadPoolExecutor(_DATABASE_THREADS, thread_name_prefix="journal")
        self._turns: set[asyncio.Task[None]] = set()
        self._held_back: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._is_stopping = False

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        stop_listening = self._bell.listen(
            frozenset({Topic.WORK}), lambda *_: loop.call_soon_threadsafe(self._wake.set)
        )
        try:
            while not self._is_stopping:
                await self._claim_what_waits()
                await self._sleep_until_woken()
        finally:
            stop_listening()
            await asyncio.gather(*self._turns, *self._held_back, return_exceptions=True)
            self._threads.shutdown(wait=False)

    def stop(self) -> None:
        self._is_stopping = True
        self._wake.set()

    async def _sleep_until_woken(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), LOOK_EVERY_SECONDS)

    async def _claim_what_waits(self) -> None:
        self._wake.clear()
        while not self._is_stopping and len(self._turns) < self._turns_at_once:
            turn = await self._claim()
            if turn is None:
                return
            task = asyncio.create_task(self._take(turn, self._now()))
            self._turns.add(task)
            task.add_done_callback(self._finished)

    async def _claim(self) -> ClaimedTurn | None:
        try:
            return await self._in_thread(self._journal.claim_turn, self._name)
        except JournalUnavailable:
            log.warning("journal.unavailable")
            return None

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._turns.discard(task)
        self._held_back.discard(task)
        self._wake.set()  # the conversation may hold another message, and there is a place free
        if not task.cancelled() and task.exception() is not None:
            log.error("turn.broke", error=type(task.exception()).__name__)

    async def _take(self, turn: ClaimedTurn, claimed_at: datetime) -> None:
        renewing = asyncio.create_task(self._keep_lease(turn))
        try:
            result = await self._result_of(turn)
            if isinstance(result, ForLater):
                pause = _pause_after(turn, self._now())
                await self._in_thread(self._journal.release_turn, turn, pause, result.did)
            else:
                await self._hold_back(claimed_at, result.not_before)
                end = await self._in_thread(self._journal.commit_turn, turn, result)
                log.debug("turn.ended", outcome=end.outcome.value, reason=end.reason)
        except LeaseLost:
            log.warning("turn.lease_lost", conversation=turn.conversation_id)
        except JournalUnavailable:
            log.warning(
                "turn.not_written", conversation=turn.conversation_id
            )  # the lease runs out, it comes again
        finally:
            renewing.cancel()

    async def _hold_back(self, claimed_at: datetime, not_before: timedelta) -> None:
        """Waits for the moment at which the result may be written: its place is free for another meanwhile.

        Work that took longer than `not_before` waits for the next multiple of it, and tells its time no more
        than any other. However the clock is set meanwhile, nobody waits longer than `not_before`.
        """
        task = asyncio.current_task()
        if not not_before or task is None:
            return
        self._turns.discard(task)
        self._held_back.add(task)
        self._wake.set()
        left = not_before - (self._now() - claimed_at) % not_before
        await self._sleep(left.total_seconds())

    async def _result_of(self, turn: ClaimedTurn) -> TurnResult | ForLater:
        if turn.attempt > MOST_ATTEMPTS:
            return await self._failed(turn, replies.WENT_WRONG, "given up after it took down its worker")
        if turn.conversation_id in self._postponed and await self._is_person_wanted(turn):
            return await self._given_up(turn)
        try:
            result = await self._think(turn)
            self._postponed.discard(turn.conversation_id)
            return result
        except TurnPostponed as postponed:
            log.warning("turn.postponed", conversation=turn.conversation_id)
            self._postponed.add(turn.conversation_id)
            if await self._is_person_wanted(turn):
                return await self._given_up(turn, postponed.did)
            if self._now() - turn.inbound.at < postponed.patience:
                return ForLater(postponed.did)
            self._postponed.discard(turn.conversation_id)
            return await self._given_up(turn, postponed.did)
        except JournalUnavailable:
            raise  # a look at what was said before: nothing is wrong with the message
        except Exception as error:
            log.error("turn.voided", conversation=turn.conversation_id, error=type(error).__name__)
            did = error.did if isinstance(error, TurnError) else None
            return await self._failed(turn, replies.WENT_WRONG, type(error).__name__, did)

    async def _is_person_wanted(self, turn: ClaimedTurn) -> bool:
        """By a message behind this one: then it keeps nobody from a person any longer."""
        later = await self._in_thread(self._journal.read_entries, turn.conversation_id, turn.inbound.seq)
        texts = [entry.text for entry in later if entry.speaker is Speaker.CUSTOMER]
        for text in texts:
            if await self._asks_for_person(turn, text):
                return True
        return False

    async def _given_up(self, turn: ClaimedTurn, did: str | None = None) -> TurnResult:
        return await self._failed(turn, replies.STILL_AWAY, "something it needs stayed away", did)

    async def _failed(
        self, turn: ClaimedTurn, wordings: Sequence[Words], reason: str, did: str | None = None
    ) -> TurnResult:
        """An honest word that this conversation has not heard yet; none when it heard them all.

        `did` is what was done before it failed.
        """

        async def find_said(texts: Sequence[str]) -> Mapping[str, int]:
            said: Mapping[str, int] = await self._in_thread(self._journal.said, turn.conversation_id, texts)
            return said

        words = await first_unsaid(replies.done_but(did) if did else wordings, find_said)
        return TurnResult(TurnEnd(Outcome.FAILED, reason), (words,) if words else (), note=did)

    async def _keep_lease(self, turn: ClaimedTurn) -> None:
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            with suppress(JournalUnavailable, LeaseLost):
                await self._in_thread(self._journal.renew_lease, turn)

    def _in_thread(self, call: Callable[..., Any], *arguments: Any) -> Awaitable[Any]:
        return asyncio.get_running_loop().run_in_executor(self._threads, partial(call, *arguments))


def _pause_after(turn: ClaimedTurn, now: datetime) -> timedelta:
    """Half of the time that the message has waited so far: a long outage is not asked every moment."""
    waited = (now - turn.inbound.at) / 2
    return min(max(waited, timedelta(milliseconds=300)), _LONGEST_PAUSE)
