"""The worker over the in-memory journal, with a dialogue that the test decides."""

import asyncio
from datetime import timedelta

from bot import replies
from bot.errors import TurnPostponed, TurnVoided
from bot.worker import MOST_ATTEMPTS
from conversations.bell import Topic
from conversations.entries import Outcome, Speaker, TurnEnd
from conversations.errors import JournalUnavailable
from conversations.journal import LEASE
from conversations.ownership import Owner
from tests.bot.at_work import ECHOED, SOON, echo, finished, working, written


async def test_a_message_is_answered_with_a_permit_that_names_it(desk, clock):
    conversation = desk.journal.open_conversation("widget").id
    async with working(desk, echo, clock):
        receipt = desk.journal.append_inbound(conversation, "a", text="hello")
        entries = await finished(desk, conversation, 1)
    assert [entry.text for entry in entries] == ["hello", "You said: hello"]
    assert entries[1].because.kind == "reply"
    assert entries[1].because.ref == str(receipt.seq)


async def test_messages_of_a_conversation_are_answered_in_order_one_at_a_time(desk, clock):
    conversation = desk.journal.open_conversation("widget").id
    at_work = []

    async def think(turn):
        assert not at_work
        at_work.append(turn.inbound.text)
        await asyncio.sleep(0.01)
        at_work.clear()
        return await echo(turn)

    for number in range(5):
        desk.journal.append_inbound(conversation, f"m{number}", text=str(number))
    async with working(desk, think, clock):
        entries = await finished(desk, conversation, 5)
    answers = [entry.text for entry in entries if entry.speaker is Speaker.BOT]
    assert answers == [f"You said: {number}" for number in range(5)]


async def test_a_slow_action_delays_only_its_own_customer(desk, clock):
    slow, quick = (desk.journal.open_conversation("widget").id for _ in range(2))
    may_end = asyncio.Event()

    async def think(turn):
        if turn.conversation_id == slow:
            await may_end.wait()
        return await echo(turn)

    desk.journal.append_inbound(slow, "a", text="slow")
    desk.journal.append_inbound(quick, "a", text="quick")
    async with working(desk, think, clock):
        await finished(desk, quick, 1)
        assert len(written(desk, slow)) == 1
        may_end.set()
        await finished(desk, slow, 1)


async def test_a_failed_action_is_answered_honestly_and_the_dialogue_stays_as_it_was(desk, clock):
    conversation = desk.journal.open_conversation("widget").id
    seen = []

    async def think(turn):
        seen.append(turn.snapshot)
        if turn.inbound.text == "break":
            raise TurnVoided("an action failed")
        return await echo(turn)

    for text in ("fine", "break", "fine again"):
        desk.journal.append_inbound(conversation, text.replace(" ", ""), text=text)
    async with working(desk, think, clock):
        entries = await finished(desk, conversation, 3)
    assert [entry.turn.outcome for entry in entries if entry.turn] == [
        Outcome.ANSWERED,
        Outcome.FAILED,
        Outcome.ANSWERED,
    ]
    assert replies.WENT_WRONG[0].text in [entry.text for entry in entries]
    assert seen == [None, "s", "s"]


async def test_what_was_done_before_the_rest_failed_is_said_and_not_denied(desk, clock):
    conversation = desk.journal.open_conversation("widget").id

    async def think(turn):
        error = TurnVoided("an action failed")
        error.did = "Order 10042 is cancelled."
        raise error

    desk.journal.append_inbound(conversation, "a", text="yes")
    async with working(desk, think, clock):
        entries = await finished(desk, conversation, 1)
    assert entries[0].turn.outcome is Outcome.FAILED
    assert entries[1].text == replies.done_but("Order 10042 is cancelled.")[0].text
    assert desk.journal.read_notes(conversation) == []


async def test_an_error_nobody_foresaw_is_answered_too(desk, clock):
    conversation = desk.journal.open_conversation("widget").id

    async def think(turn):
        raise ZeroDivisionError

    desk.journal.append_inbound(conversation, "a", text="hello")
    async with working(desk, think, clock):
        entries = await finished(desk, conversation, 1)
    assert entries[0].turn == TurnEnd(Outcome.FAILED, "ZeroDivisionError")
    assert entries[1].text == replies.WENT_WRONG[0].text


async def test_a_message_that_met_a_journal_out_of_reach_is_answered_later(desk, clock):
    conversation = desk.journal.open_conversation("widget").id
    was_tried = asyncio.Event()

    async def think(turn):
        if not was_tried.is_set():
            was_tried.set()
            raise JournalUnavailable("gone for a moment")
        return await echo(turn)

    desk.journal.append_inbound(conversation, "a", text="hello")
    async with working(desk, think, clock):
        await asyncio.wait_for(was_tried.wait(), SOON)
        clock.now += LEASE
        desk.bell.ring(Topic.WORK, conversation)
        entries = await finished(desk, conversation, 1)
    assert entries[0].turn == ECHOED


async def test_a_message_waits_while_a_back_end_is_away_and_is_answered_when_it_is_back(desk, clock):
    conversation = desk.journal.open_conversation("widget").id
    is_back = False
    was_tried = asyncio.Event()

    async def think(turn):
        was_tried.set()
        if not is_back:
            raise TurnPostponed("away", timedelta(seconds=20))
        return await echo(turn)

    desk.journal.append_inbound(conversation, "a", text="hello")
    async with working(desk, think, clock):
        await asyncio.wait_for(was_tried.wait(), SOON)
        assert [entry.turn for entry in written(desk, conversation)] == [None]
        is_back = True
        async with asyncio.timeout(SOON):
            while written(desk, conversation)[0].turn is None:
                clock.now += timedelta(seconds=1)
                desk.bell.ring(Topic.WORK, conversation)
                await asyncio.sleep(0.005)
        entries = written(desk, conversation)
    assert entries[1].text == "You said: hello"


async def keep_looking(desk, clock, conversation):
    """Time goes by, and the worker looks again: slowly enough that no lease runs out under it."""
    while True:
        clock.now += timedelta(seconds=0.25)
        desk.bell.ring(Topic.WORK, conversation)
        await asyncio.sleep(0.005)


async def test_a_message_survives_any_number_of_tries_while_something_is_away(desk, clock):
    conversation = desk.journal.open_conversation("widget").id
    tries = 0

    async def think(turn):
        nonlocal tries
        tries += 1
        clock.now += timedelta(seconds=5)
        if tries <= 3 * MOST_ATTEMPTS:
            raise TurnPostponed("away", timedelta(hours=1))
        return await echo(turn)

    desk.journal.append_inbound(conversation, "a", text="hello")
    async with working(desk, think, clock):
        looking = asyncio.create_task(keep_looking(desk, clock, conversation))
        entries = await finished(desk, conversation, 1)
        looking.cancel()
    assert entries[0].turn == ECHOED


async def test_after_its_patience_the_customer_hears_that_the_answer_will_not_come(desk, clock):
    conversation = desk.journal.open_conversation("widget").id

    async def think(turn):
        raise TurnPostponed("away", timedelta(seconds=20))

    desk.journal.append_inbound(conversation, "a", text="hello")
    clock.now += timedelta(seconds=21)
    async with working(desk, think, clock):
        entries = await finished(desk, conversation, 1)
    assert entries[0].turn.outcome is Outcome.FAILED
    assert entries[1].text == replies.STILL_AWAY[0].text


async def test_what_was_done_before_a_back_end_went_away_is_a_note_for_who_takes_over(desk, clock):
    conversation = desk.journal.open_conversation("widget").id
    was_tried = asyncio.Event()

    async def think(turn):
        was_tried.set()
        away = TurnPostponed("away", timedelta(hours=1))
        away.did = "Order 10042 is cancelled."
        raise away

    desk.journal.append_inbound(conversation, "a", text="cancel it")
    async with working(desk, think, clock):
        await asyncio.wait_for(was_tried.wait(), SOON)
    desk.journal.change_owner(conversation, Owner.SUPPORT_AGENT, name="Ana")
    assert [note.text for note in desk.journal.read_notes(conversation)] == ["Order 10042 is cancelled."]


async def test_a_message_that_waits_for_a_back_end_keeps_nobody_from_a_person(desk, clock):
    conversation = desk.journal.open_conversation("widget").id
    is_away = asyncio.Event()

    async def think(turn):
        if turn.inbound.text == "a person please":
            return await echo(turn)
        is_away.set()
        raise TurnPostponed("away", timedelta(hours=1))

    async def asks_for_person(_turn, text):
        return text == "a person please"

    desk.journal.append_inbound(conversation, "a", text="where is it?")
    async with working(desk, think, clock, asks_for_person=asks_for_person):
        await asyncio.wait_for(is_away.wait(), SOON)
        desk.journal.append_inbound(conversation, "b", text="and how much is it?")
        desk.journal.append_inbound(conversation, "c", text="a person please")
        looking = asyncio.create_task(keep_looking(desk, clock, conversation))
        entries = await finished(desk, conversation, 3)
        looking.cancel()
    ends = [entry.turn.outcome for entry in entries if entry.turn]
    assert ends == [Outcome.FAILED, Outcome.FAILED, Outcome.ANSWERED]
    assert [entry.text for entry in entries if entry.speaker is Speaker.BOT] == [
        replies.STILL_AWAY[0].text,
        replies.STILL_AWAY[1].text,
        "You said: a person please",
    ]


async def test_a_message_that_keeps_killing_its_worker_is_given_up_with_an_apology(desk, clock):
    conversation = desk.journal.open_conversation("widget").id
    desk.journal.append_inbound(conversation, "a", text="poison")
    for _ in range(MOST_ATTEMPTS):
        assert desk.journal.claim_turn("dies") is not None
        clock.now += LEASE + timedelta(seconds=1)
    async with working(desk, echo, clock):
        entries = await finished(desk, conversation, 1)
    assert entries[0].turn.outcome is Outcome.FAILED
    assert entries[1].text == replies.WENT_WRONG[0].text


async def test_a_person_who_takes_over_during_a_turn_is_not_talked_over(desk, clock):
    conversation = desk.journal.open_conversation("widget").id

    async def think(turn):
        desk.journal.change_owner(conversation, Owner.SUPPORT_AGENT, name="Ada")
        return await echo(turn)

    desk.journal.append_inbound(conversation, "a", text="hello")
    async with working(desk, think, clock):
        entries = await finished(desk, conversation, 1)
    assert [entry.speaker for entry in entries] == [Speaker.CUSTOMER]
    assert entries[0].turn.outcome is Outcome.PASSED_ON


async def test_stopping_finishes_the_turns_that_have_begun(desk, clock):
    conversation = desk.journal.open_conversation("widget").id
    has_begun, may_end = asyncio.Event(), asyncio.Event()

    async def think(turn):
        has_begun.set()
        await may_end.wait()
        return await echo(turn)

    desk.journal.append_inbound(conversation, "a", text="hello")
    async with working(desk, think, clock) as worker:
        await asyncio.wait_for(has_begun.wait(), SOON)
        worker.stop()
        may_end.set()
    assert written(desk, conversation)[0].turn == ECHOED
