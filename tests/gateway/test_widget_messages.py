"""Writing to a conversation and reading it without a stream."""

import json

import pytest

from conversations.entries import ChoiceMeaning, ChoiceToOffer, Outcome, TurnEnd, Words
from conversations.journal import TurnResult
from tests.gateway.answering import answer_all


async def test_a_message_is_taken_and_told_its_place(client):
    visitor = await client.open()
    assert await visitor.post(id="a", text="where is my order?") == (202, {"seq": 1})
    assert await visitor.post(id="b", text="hello?") == (202, {"seq": 2})


async def test_the_same_message_again_gets_the_same_place(client):
    visitor = await client.open()
    first = await visitor.say("hello", "a")
    assert await visitor.post(id="a", text="hello") == (200, {"seq": first})
    _, read = await visitor.read()
    assert len(read["entries"]) == 1


async def test_text_is_kept_as_typed_but_for_the_blanks_around_it(client):
    visitor = await client.open()
    await visitor.say("  first line\n\tsecond — ünïcödé 🙂  ", "a")
    _, read = await visitor.read()
    assert read["entries"][0]["text"] == "first line\n\tsecond — ünïcödé 🙂"


async def test_two_thousand_characters_are_taken(client):
    visitor = await client.open()
    body = json.dumps({"id": "a", "text": "🙂" * 2000}, ensure_ascii=False).encode()
    headers = {**visitor.headers, "content-type": "application/json"}
    async with client.session.post(client.url("messages"), data=body, headers=headers) as response:
        assert response.status == 202


async def test_what_looks_like_a_command_of_the_bot_is_plain_text(client):
    visitor = await client.open()
    command = '/cancel_order{"order_number":"10042"}'
    await visitor.say(command, "a")
    _, read = await visitor.read()
    assert read["entries"][0]["text"] == command


async def test_the_page_comes_with_the_message(running, client):
    visitor = await client.open()
    await visitor.post(id="a", text="where is it?", page={"order_number": " 10042 "})
    turn = running.journal.claim_turn("test")
    assert turn.inbound.page == {"order_number": "10042"}


async def test_a_picked_choice_is_what_its_label_says(running, client):
    visitor = await client.open()
    await visitor.say("where is my order?", "a")
    turn = running.journal.claim_turn("test")
    words = Words("Which one?", (ChoiceToOffer("The red one", ChoiceMeaning("pick")),))
    running.journal.commit_turn(turn, TurnResult(TurnEnd(Outcome.ANSWERED, "asked"), (words,)))
    _, read = await visitor.read(after=1)
    [choice] = read["entries"][0]["choices"]
    assert choice["label"] == "The red one"
    assert (await visitor.post(id="b", choice=choice["id"]))[0] == 202
    assert running.journal.claim_turn("test").inbound.choice.meaning.intent == "pick"


async def test_another_conversation_cannot_pick_the_choice(running, client):
    visitor, stranger = await client.open(), await client.open()
    await visitor.say("where is my order?", "a")
    turn = running.journal.claim_turn("test")
    words = Words("Which one?", (ChoiceToOffer("The red one", ChoiceMeaning("pick")),))
    running.journal.commit_turn(turn, TurnResult(TurnEnd(Outcome.ANSWERED, "asked"), (words,)))
    _, read = await visitor.read(after=1)
    choice = read["entries"][0]["choices"][0]["id"]
    assert (await stranger.post(id="b", choice=choice))[0] == 422


async def test_entries_are_read_in_the_shape_of_the_contract(running, client):
    visitor = await client.open()
    seq = await visitor.say("hello", "a")
    answer_all(running.journal, "Hello!")
    status, read = await visitor.read()
    assert status == 200
    asked, answered = read["entries"]
    assert asked["turn"] == {"seq": seq, "outcome": "answered", "reason": "test"}
    assert answered.pop("at").endswith("Z")
    assert answered == {
        "seq": answered["seq"],
        "speaker": "bot",
        "text": "Hello!",
        "choices": [],
        "because": {"kind": "reply", "ref": str(seq)},
    }


async def test_a_message_that_waits_has_no_turn_yet(client):
    visitor = await client.open()
    await visitor.say("hello", "a")
    _, read = await visitor.read()
    assert "turn" not in read["entries"][0]


@pytest.mark.parametrize("after", [0, 1, 2, 9_000_000_000])
async def test_reading_begins_after_the_given_place(client, after):
    visitor = await client.open()
    for number in range(2):
        await visitor.say(f"message {number}", str(number))
    _, read = await visitor.read(after)
    assert [entry["seq"] for entry in read["entries"]] == [seq for seq in (1, 2) if seq > after]


async def test_a_conversation_with_too_many_unanswered_messages_takes_no_more(gateways):
    running = await gateways.start(has_rate_limit=True, waiting_limit=3)
    visitor = await running.client.open()
    for number in range(3):
        await visitor.say("hello", str(number))
    status, answer = await visitor.post(id="one-too-many", text="hello")
    assert (status, answer["error"]) == (429, "too_many")
    answer_all(running.journal)
    assert (await visitor.post(id="one-too-many", text="hello"))[0] == 202


async def test_messages_come_in_bursts_but_not_for_ever(gateways):
    running = await gateways.start(has_rate_limit=True, waiting_limit=1000)
    visitor, other = await running.client.open(), await running.client.open()
    statuses = [(await visitor.post(id=str(number), text="x"))[0] for number in range(30)]
    assert statuses[:20] == [202] * 20
    assert 429 in statuses
    assert (await other.post(id="a", text="x"))[0] == 202
