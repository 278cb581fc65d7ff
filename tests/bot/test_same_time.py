"""Answers that must not tell anything by their time: when they come, and that nobody else waits for them."""

import asyncio
from datetime import timedelta

import pytest

from bot.collecting_channel import CollectingChannel
from bot.turn import SAME_TIME, floor_of
from conversations.entries import Outcome, Speaker, TurnEnd, Words
from conversations.journal import TurnResult
from conversations.ownership import Owner
from tests.bot.at_work import SOON, finished, working, written

REFUSED = TurnEnd(Outcome.ANSWERED, "refused")
FLOOR = timedelta(seconds=1)


class Sleeper:
    """Sleeps until the test lets go, and remembers for how long it was asked to."""

    def __init__(self):
        self.asked = []
        self.may_wake = asyncio.Event()
        self._asleep = asyncio.Semaphore(0)

    async def __call__(self, seconds):
        self.asked.append(seconds)
        self._asleep.release()
        await self.may_wake.wait()

    async def falls_asleep(self, times=1):
        async with asyncio.timeout(SOON):
            for _ in range(times):
                await self._asleep.acquire()


@pytest.fixture
async def sleeper():
    return Sleeper()


async def refuse_secrets(turn):
    floor = FLOOR if turn.inbound.text == "secret" else timedelta(0)
    return TurnResult(REFUSED, (Words(f"Answer to {turn.inbound.text}"),), not_before=floor)


def say(desk, *texts):
    conversation = desk.journal.open_conversation("widget").id
    for number, text in enumerate(texts):
        desk.journal.append_inbound(conversation, f"m{number}", text=text)
    return conversation


async def test_it_is_written_when_its_time_has_come(desk, clock, sleeper):
    conversation = say(desk, "secret")
    async with working(desk, refuse_secrets, clock, sleep=sleeper):
        await sleeper.falls_asleep()
        assert [entry.speaker for entry in written(desk, conversation)] == [Speaker.CUSTOMER]
        sleeper.may_wake.set()
        entries = await finished(desk, conversation, 1)
    assert entries[1].text == "Answer to secret"
    assert sleeper.asked == [1.0]


@pytest.mark.parametrize(
    ("work", "rest"), [(0.0, 1.0), (0.25, 0.75), (1.5, 0.5), (3.75, 0.25), (-60.25, 0.25)]
)
async def test_however_long_the_work_took_it_is_written_at_a_whole_second(
    desk,
    clock,
    sleeper,
    work,
    rest,
):
    async def think(turn):
        clock.now += timedelta(seconds=work)
        return await refuse_secrets(turn)

    conversation = say(desk, "secret")
    sleeper.may_wake.set()
    async with working(desk, think, clock, sleep=sleeper):
        await finished(desk, conversation, 1)
    assert sleeper.asked == [rest]


async def test_other_answers_come_at_once(desk, clock, sleeper):
    conversation = say(desk, "hello")
    async with working(desk, refuse_secrets, clock, sleep=sleeper):
        await finished(desk, conversation, 1)
    assert sleeper.asked == []


async def test_any_number_that_wait_for_their_time_take_no_place(desk, clock, sleeper):
    waiting = [say(desk, "secret") for _ in range(5)]
    async with working(desk, refuse_secrets, clock, sleep=sleeper, turns_at_once=1):
        await finished(desk, say(desk, "hello"), 1)
        await sleeper.falls_asleep(times=5)
        await finished(desk, say(desk, "hello again"), 1)
        assert all(len(written(desk, conversation)) == 1 for conversation in waiting)
        sleeper.may_wake.set()
        for conversation in waiting:
            await finished(desk, conversation, 1)


async def test_the_next_message_of_the_same_conversation_waits(desk, clock, sleeper):
    conversation = say(desk, "secret", "hello")
    async with working(desk, refuse_secrets, clock, sleep=sleeper):
        await sleeper.falls_asleep()
        await finished(desk, say(desk, "hello"), 1)
        assert len(written(desk, conversation)) == 2
        sleeper.may_wake.set()
        entries = await finished(desk, conversation, 2)
    assert [entry.text for entry in entries[2:]] == ["Answer to secret", "Answer to hello"]


async def test_a_person_who_takes_over_meanwhile_is_not_talked_over(desk, clock, sleeper):
    conversation = say(desk, "secret")
    async with working(desk, refuse_secrets, clock, sleep=sleeper):
        await sleeper.falls_asleep()
        desk.journal.change_owner(conversation, Owner.SUPPORT_AGENT, name="Ada")
        sleeper.may_wake.set()
        entries = await finished(desk, conversation, 1)
    assert [entry.speaker for entry in entries] == [Speaker.CUSTOMER]


async def test_stopping_finishes_what_waits_for_its_time(desk, clock, sleeper):
    conversation = say(desk, "secret")
    async with working(desk, refuse_secrets, clock, sleep=sleeper) as worker:
        await sleeper.falls_asleep()
        worker.stop()
        sleeper.may_wake.set()
    assert written(desk, conversation)[0].turn == REFUSED


async def test_an_action_asks_for_it_by_its_name():
    channel = CollectingChannel()
    assert floor_of(channel) == timedelta(0)
    await channel.send_response("a conversation", {"custom": {"requests": "same_time"}})
    assert floor_of(channel) == SAME_TIME
    assert channel.said == []
