"""The journal's calls, away from the event loop."""

import asyncio
import threading

import pytest

from conversations.errors import UnknownConversation
from gateway.errors import Busy
from gateway.journal_calls import JournalCalls


@pytest.fixture
def gate():
    """Calls wait at it until the test opens it."""
    gate = threading.Event()
    yield gate
    gate.set()


async def test_a_call_runs_in_another_thread_and_brings_its_result():
    calls = JournalCalls()
    assert await calls.run(threading.get_ident) != threading.get_ident()
    calls.close()


async def test_a_call_brings_its_error():
    calls = JournalCalls()

    def fail():
        raise UnknownConversation("gone")

    with pytest.raises(UnknownConversation):
        await calls.run(fail)
    calls.close()


async def test_more_calls_than_may_wait_are_refused(gate):
    calls = JournalCalls(threads=1, most_waiting=2)
    waiting = [asyncio.create_task(calls.run(gate.wait)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        await calls.run(gate.wait)
    gate.set()
    assert await asyncio.gather(*waiting) == [True, True]
    assert await calls.run(gate.wait)
    calls.close()


async def test_a_call_that_takes_too_long_is_given_up_but_carried_out(gate):
    calls, done = JournalCalls(seconds=0.05), threading.Event()

    def slow():
        gate.wait()
        done.set()

    with pytest.raises(Busy):
        await calls.run(slow)
    gate.set()
    assert await asyncio.to_thread(done.wait, 10)
    calls.close()


async def test_a_client_that_goes_away_does_not_free_the_place_of_a_call_that_still_runs(gate):
    calls = JournalCalls(threads=1, most_waiting=1)
    waiting = asyncio.create_task(calls.run(gate.wait))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(Busy):
        await calls.run(gate.wait)
    calls.close()
