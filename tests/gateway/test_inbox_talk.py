"""A customer and the support team, from the first message to the goodbye, over HTTP."""

import asyncio

import pytest

from conversations.desk import in_memory_desk, open_desk
from conversations.entries import Outcome, TurnEnd, Words
from conversations.journal import TurnResult
from conversations.ownership import Owner
from conversations.schema import upgrade
from tests.gateway.answering import answer_all
from tests.gateway.gateways import Gateways
from tests.gateway.team import Colleagues


@pytest.fixture(params=["in_memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def gateways(request, settings, tmp_path):
    if request.param == "in_memory":
        desk = in_memory_desk()
    else:
        url = f"sqlite:///{tmp_path}/deskbell.db"
        if request.param == "postgres":
            url = request.getfixturevalue("postgres_url")
        upgrade(url)
        desk = open_desk(url)
    gateways = Gateways(settings, desk)
    yield gateways
    await gateways.close()
    desk.close()


def ask_for_person(journal) -> None:
    """Plays the bot: lets the conversation wait for a person."""
    turn = journal.claim_turn("test")
    end = TurnEnd(Outcome.ANSWERED, "ask_for_human")
    journal.commit_turn(turn, TurnResult(end, (Words("Somebody joins."),), new_owner=Owner.WAITING))


async def waiting_visitor(running, client, text="A person, please"):
    visitor = await client.open()
    await visitor.say(text, "asks")
    await asyncio.to_thread(ask_for_person, running.journal)
    return visitor


async def test_the_whole_way_from_the_queue_to_the_goodbye(running, client, colleagues):
    visitor = await waiting_visitor(running, client)
    chat, ana = visitor.conversation_id, await colleagues.come("Ana")

    assert await ana.listed("waiting") == [chat]
    status, taken = await ana.do(chat, "take")
    assert (status, taken["conversation"]["agent"]["name"]) == (200, "Ana")
    assert (await ana.listed("waiting"), await ana.listed("mine")) == ([], [chat])
    await ana.say(chat, "Hello, Ana here.")
    await visitor.say("Hi Ana", "b")
    assert await asyncio.to_thread(answer_all, running.journal) == 0
    assert (await ana.do(chat, "hand-back"))[0] == 200
    await visitor.say("Bot?", "c")
    assert await asyncio.to_thread(answer_all, running.journal, "Here again.") == 1
    assert (await ana.do(chat, "take"))[0] == 200
    assert (await ana.do(chat, "close"))[0] == 200
    assert await ana.listed("closed") == [chat]

    _, read = await visitor.read()
    assert [(entry["speaker"], entry["text"]) for entry in read["entries"]] == [
        ("customer", "A person, please"),
        ("bot", "Somebody joins."),
        ("support", "Hello, Ana here."),
        ("customer", "Hi Ana"),
        ("customer", "Bot?"),
        ("bot", "Here again."),
    ]
    whole = await ana.whole(chat)
    owners = [item["data"]["owner"] for item in whole["items"] if item["kind"] == "owner"]
    assert owners == ["waiting", "support_agent", "bot", "support_agent", "closed"]
    words = [item["data"] for item in whole["items"] if item["data"].get("speaker") == "support"]
    assert words[0]["by"] == {"id": ana.id, "name": "Ana"}
    assert words[0]["because"]["kind"] == "support"


async def test_of_two_at_once_one_gets_it_and_the_other_is_told_who(running, client, colleagues):
    visitor = await waiting_visitor(running, client)
    chat = visitor.conversation_id
    ana, ben = await colleagues.come("Ana"), await colleagues.come("Ben")

    answers = await asyncio.gather(ana.do(chat, "take"), ben.do(chat, "take"))

    assert sorted(status for status, _ in answers) == [200, 409]
    winner = next(answer["conversation"]["agent"] for status, answer in answers if status == 200)
    lost = next(answer for status, answer in answers if status == 409)
    assert (lost["error"], lost["by"]) == ("taken", winner)
    assert lost["conversation"]["agent"] == winner


async def test_a_conversation_passes_to_a_colleague_who_may_also_take_it_over(running, client, colleagues):
    chat = (await waiting_visitor(running, client)).conversation_id
    ana, ben = await colleagues.come("Ana"), await colleagues.come("Ben")
    await ana.do(chat, "take")

    assert (await ana.do(chat, "pass", to=ben.id))[0] == 200
    status, refused = await ana.do(chat, "replies", id="x", text="One more thing")
    assert (status, refused["error"]) == (409, "not_yours")
    assert refused["conversation"]["agent"]["name"] == "Ben"
    assert (await ana.do(chat, "take"))[0] == 409
    assert (await ana.do(chat, "take", **{"from": ben.id}))[0] == 200
    assert (await ana.do(chat, "pass", to="nobody"))[0] == 404


async def test_nothing_is_passed_to_a_colleague_who_does_not_have_the_inbox_open(running, client, colleagues):
    chat = (await waiting_visitor(running, client)).conversation_id
    ana, ben = await colleagues.come("Ana"), await colleagues.come("Ben")
    await ben.post("sign-out")
    await ana.do(chat, "take")

    _, listed = await ana.get("agents")
    assert listed["agents"] == [{"id": ben.id, "name": "Ben", "is_here": False}]
    status, refused = await ana.do(chat, "pass", to=ben.id)
    assert (status, refused["error"]) == (409, "colleague_away")
    assert await ana.listed("mine") == [chat]


async def test_the_same_reply_sent_again_is_said_once(running, client, colleagues):
    visitor = await waiting_visitor(running, client)
    chat, ana = visitor.conversation_id, await colleagues.come("Ana")
    await ana.do(chat, "take")

    first = await ana.do(chat, "replies", id="a", text="Hello")
    again = await ana.do(chat, "replies", id="a", text="Hello")
    other = await ana.do(chat, "replies", id="a", text="Goodbye")

    assert (first[0], again[0], other[0]) == (201, 200, 409)
    assert first[1] == again[1]
    _, read = await visitor.read()
    assert [entry["text"] for entry in read["entries"] if entry["speaker"] == "support"] == ["Hello"]


async def test_a_note_reaches_colleagues_and_never_the_customer(running, client, colleagues):
    visitor = await waiting_visitor(running, client)
    stream = await visitor.stream()
    chat = visitor.conversation_id
    ana, ben = await colleagues.come("Ana"), await colleagues.come("Ben")
    news = await ben.stream((await ben.queue())["cursor"])
    await ana.do(chat, "take")

    status, noted = await ana.do(chat, "notes", id="n", text="canary-note: check the address")
    assert (await ana.do(chat, "notes", id="n", text="canary-note: check the address"))[0] == 200
    await ana.say(chat, "Hello")

    assert status == 201
    assert noted["note"]["agent"] == {"id": ana.id, "name": "Ana"}
    assert (await ben.whole(chat))["notes"] == [noted["note"]]
    heard = []  # What follows closely may be told in one event of the conversation, or in two.
    while (event := await news.next()).kind != "note":
        heard.append(event.kind)
    assert event.data["note"] == noted["note"]
    assert set(heard) <= {"conversation"}
    assert (await visitor.read())[1]["entries"][-1]["text"] == "Hello"
    seen = str((await visitor.read())[1])
    while (event := await stream.next()).data.get("text") != "Hello":
        seen += str(event.data)
    assert "canary-note" not in seen


async def test_reading_one_conversation_leaves_the_others_unread(running, client, colleagues):
    read, unread = [await waiting_visitor(running, client) for _ in range(2)]
    ana = await colleagues.come("Ana")
    assert (await ana.do(read.conversation_id, "read", seq=1))[0] == 204
    rows = (await ana.queue())["lists"]["waiting"]["conversations"]
    assert {row["id"]: row["unread"] for row in rows} == {
        read.conversation_id: 0,
        unread.conversation_id: 1,
    }


async def test_what_a_customer_writes_counts_as_unread_until_it_is_read(running, client, colleagues):
    visitor = await waiting_visitor(running, client)
    chat, ana, ben = visitor.conversation_id, await colleagues.come("Ana"), await colleagues.come("Ben")
    await ana.do(chat, "take")
    last = await visitor.say("Are you there?", "b")

    async def unread(agent, which):
        return (await agent.queue())["lists"][which]["conversations"][0]["unread"]

    assert await unread(ana, "mine") == 2
    assert (await ana.do(chat, "read", seq=last))[0] == 204
    assert (await ana.do(chat, "read", seq=1))[0] == 204
    assert (await unread(ana, "mine"), await unread(ben, "colleagues")) == (0, 2)


async def test_the_stream_brings_everything_once_and_resumes(running, client, colleagues):
    visitor = await waiting_visitor(running, client)
    ana = await colleagues.come("Ana")
    cursor = (await ana.queue())["cursor"]
    stream = await ana.stream(cursor)
    await visitor.say("one", "1")
    first = await stream.next()
    stream.response.close()
    await visitor.say("two", "2")
    await ana.do(visitor.conversation_id, "take")

    resumed = await ana.stream(first.id)
    items = []
    while not any(item["kind"] == "owner" for item in items):
        event = await resumed.next()
        assert event.data["conversation"]["id"] == visitor.conversation_id
        items += event.data["items"]

    assert [item["data"]["text"] for item in first.data["items"]] == ["one"]
    assert "unread" not in first.data["conversation"]
    texts = [item["data"]["text"] for item in items if item["kind"] == "message"]
    assert texts == ["two"]


async def test_a_place_that_the_log_does_not_know_is_reset(running, client, colleagues):
    ana = await colleagues.come("Ana")
    stream = await ana.stream(10**6)
    assert (await stream.next()).kind == "reset"
    assert await stream.next() is None


async def test_two_gateways_show_the_same_news(gateways):
    first, second = await gateways.start(), await gateways.start()
    colleagues = Colleagues(second)
    ana = await colleagues.come("Ana")
    stream = await ana.stream((await ana.queue())["cursor"])
    visitor = await first.client.open()
    await visitor.say("hello", "a")
    assert (await stream.next()).data["items"][0]["data"]["text"] == "hello"
    await colleagues.close()


async def test_only_the_owner_lets_go_but_anybody_of_what_waits(running, client, colleagues):
    waiting = (await waiting_visitor(running, client)).conversation_id
    ana, ben = await colleagues.come("Ana"), await colleagues.come("Ben")
    assert (await ben.do(waiting, "hand-back"))[0] == 200
    assert (await ben.do(waiting, "hand-back"))[0] == 200
    assert (await ana.do(waiting, "close"))[0] == 409
    await ana.do(waiting, "take")
    assert [(await ben.do(waiting, what))[0] for what in ("hand-back", "close")] == [409, 409]
    assert (await ana.do(waiting, "close"))[0] == 200
    assert (await ana.do(waiting, "take"))[0] == 409


async def test_the_closed_ones_come_in_pages(running, client, colleagues):
    ana = await colleagues.come("Ana")
    closed = []
    for number in range(5):
        visitor = await waiting_visitor(running, client, f"number {number}")
        await ana.do(visitor.conversation_id, "close")
        closed.insert(0, visitor.conversation_id)

    read, more = [], None
    while True:
        path = "conversations?list=closed&limit=2" + (f"&more={more}" if more else "")
        _, page = await ana.get(path)
        read += [row["id"] for row in page["conversations"]]
        more = page["more"]
        if more is None:
            break

    assert read == closed
    assert (await ana.queue())["counts"]["closed"] == 5
    assert (await ana.get("conversations?list=closed&more=x"))[0] == 422
    assert (await ana.get("conversations?list=all"))[0] == 422


async def test_what_was_tried_and_what_is_wanted_stand_in_the_conversation(running, client, colleagues):
    visitor = await client.open()
    await visitor.say("cancel my order", "a")
    turn = await asyncio.to_thread(running.journal.claim_turn, "test")
    snapshot = '[{"event": "slot", "name": "order_number", "value": "10042"}]'
    end = TurnEnd(Outcome.ANSWERED, "cancel_order")
    result = TurnResult(end, (Words("Sure?"),), snapshot)
    await asyncio.to_thread(running.journal.commit_turn, turn, result)

    ana = await colleagues.come("Ana")
    whole = await ana.whole(visitor.conversation_id)

    assert whole["conversation"]["wants"] == "Cancel the order · 10042"
    assert [(t["asked"], t["what"], t["outcome"]) for t in whole["tried"]] == [
        ("cancel my order", "Cancel the order", "answered")
    ]
    assert await ana.listed("bot") == [visitor.conversation_id]


async def test_earlier_items_are_read_page_by_page(running, client, colleagues):
    visitor = await client.open()
    for number in range(10):
        await visitor.say(f"message {number}", str(number))
    ana = await colleagues.come("Ana")
    path = f"conversations/{visitor.conversation_id}/items"

    _, before = await ana.get(f"{path}?before=4&limit=2")
    _, after = await ana.get(f"{path}?after=8")

    assert [item["seq"] for item in before["items"]] == [2, 3]
    assert [item["seq"] for item in after["items"]] == [9, 10]


async def test_a_conversation_that_is_not_there_is_not_found(colleagues):
    ana = await colleagues.come("Ana")
    assert (await ana.get("conversations/nothing"))[0] == 404
    for what in ("take", "hand-back", "close"):
        assert (await ana.do("nothing", what))[0] == 404
    assert (await ana.do("nothing", "replies", id="a", text="x"))[0] == 404
    assert (await ana.do("nothing", "notes", id="a", text="x"))[0] == 404


async def test_who_signs_out_leaves_nobody_alone_with_silence(running, client, colleagues):
    visitor = await waiting_visitor(running, client)
    chat, ana, ben = visitor.conversation_id, await colleagues.come("Ana"), await colleagues.come("Ben")
    await ana.do(chat, "take")
    assert (await ana.post("sign-out"))[0] == 204
    assert await ben.listed("waiting") == [chat]
    notes = (await ben.whole(chat))["notes"]
    assert [note["text"] for note in notes] == ["Ana is signed out: the customer waits again."]
    await visitor.say("Are you still there?", "b")
    assert await asyncio.to_thread(answer_all, running.journal, "I am.") == 1
