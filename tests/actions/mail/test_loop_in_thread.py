"""Asynchronous work for threads that wait."""

import asyncio
import threading

import pytest

from actions.mail.loop_in_thread import LoopInThread
from actions.mail.sent_mails import SentMails


@pytest.fixture
def loop():
    loop = LoopInThread("under test")
    yield loop
    loop.close()


async def name_of_thread():
    await asyncio.sleep(0)
    return threading.current_thread().name


async def fail():
    raise ValueError("as planned")


def test_a_thread_gets_what_the_work_returns(loop):
    assert loop.run(name_of_thread(), 1) == "under test"


async def test_a_thread_with_a_loop_of_its_own_may_wait_too(loop):
    assert loop.run(name_of_thread(), 1) == "under test"


def test_a_thread_gets_what_the_work_raises(loop):
    with pytest.raises(ValueError, match="as planned"):
        loop.run(fail(), 1)


def test_work_that_takes_too_long_is_stopped(loop):
    ended = threading.Event()

    async def dawdle():
        try:
            await asyncio.sleep(30)
        finally:
            ended.set()

    with pytest.raises(TimeoutError):
        loop.run(dawdle(), 0.05)
    assert ended.wait(10)


def test_work_that_does_not_let_itself_be_stopped_is_left():
    loop = LoopInThread("under test", grace_seconds=0.05)

    async def stubborn():
        while not done.is_set():
            try:
                await asyncio.sleep(0.3)
            except asyncio.CancelledError:
                continue

    done = threading.Event()
    with pytest.raises(TimeoutError):
        loop.run(stubborn(), 0.05)
    done.set()
    loop.close()


def test_the_thread_ends_with_it(loop):
    loop.run(name_of_thread(), 1)
    loop.close()
    assert "under test" not in {thread.name for thread in threading.enumerate()}


def test_closing_what_never_worked_is_no_trouble():
    LoopInThread("under test").close()


def test_of_many_sent_mails_the_oldest_are_forgotten():
    sent = SentMails(remembered=2)
    for sent_id in "abc":
        sent.add(sent_id)
    assert [sent_id in sent for sent_id in "abc"] == [False, True, True]
