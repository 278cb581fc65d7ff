"""People write on Messenger and are answered there."""

import asyncio

from conversations.entries import Outcome, TurnEnd
from gateway.messenger.layout import AT_THE_START
from tests.gateway.messenger.shop_page import until


async def test_a_question_is_answered_and_said_to_come_from_a_bot(page, platform):
    platform.writes("ann", "Where is my order?")
    turn = await page.answers("It is on its way.")
    assert (turn.inbound.text, turn.channel, turn.customer_id) == ("Where is my order?", "messenger", None)
    assert await page.hears("ann", 1) == [f"{AT_THE_START}\n\nIt is on its way."]


async def test_a_second_answer_does_not_say_it_again(page, platform):
    platform.writes("ann", "Hello")
    await page.answers("Good morning.")
    await page.hears("ann", 1)
    platform.writes("ann", "When do you open?")
    await page.answers("At nine.")
    assert (await page.hears("ann", 2))[1] == "At nine."


async def test_several_words_of_one_answer_come_in_order(page, platform):
    platform.writes("ann", "Hello")
    await page.answers("One.", "Two.", "Three.")
    said = await page.hears("ann", 3)
    assert [text.split("\n")[-1] for text in said] == ["One.", "Two.", "Three."]


async def test_a_tapped_choice_is_that_choice(page, platform):
    platform.writes("ann", "Where is my order?")
    await page.answers("Which one?", choices=("The boots", "The bag"))
    await page.hears("ann", 1)
    how, title, payload = platform.shown_to("ann")[-1].taps[1]
    assert (how, title) == ("quick_reply", "The bag")
    platform.writes("ann", title, payload)
    turn = await page.answers("It comes tomorrow.")
    assert (turn.inbound.choice.label, turn.inbound.choice.id) == ("The bag", payload)


async def test_a_choice_that_nobody_knows_is_taken_by_its_title(page, platform):
    platform.taps("ann", "Where is my order?", "a payload of last year")
    turn = await page.answers("Tell me its number.")
    assert (turn.inbound.text, turn.inbound.choice) == ("Where is my order?", None)


async def test_what_is_attached_is_never_fetched(page, platform):
    asked = []

    async def note(reader, writer):
        asked.append(await reader.readline())
        writer.close()

    async with await asyncio.start_server(note, "127.0.0.1", 0) as server:
        link = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/picture.jpg"
        platform.attaches("ann", {"type": "image", "payload": {"url": link}})
        turn = await page.answers("Thank you.")
        await page.hears("ann", 1)
    assert link in turn.inbound.text
    assert asked == []


async def test_what_a_menu_says_is_its_payload(page, platform):
    platform.taps("ann", "Los geht’s", "say:Hello")
    turn = await page.answers("Good morning.")
    assert turn.inbound.text == "Hello"


async def test_two_persons_have_conversations_of_their_own(page, platform):
    platform.writes("ann", "I am Ann")
    first = await page.answers("Hello Ann.")
    platform.writes("ben", "I am Ben")
    second = await page.answers("Hello Ben.")
    assert first.conversation_id != second.conversation_id
    assert (await page.hears("ann", 1))[0].endswith("Hello Ann.")
    assert (await page.hears("ben", 1))[0].endswith("Hello Ben.")


async def test_a_person_of_the_team_is_announced_and_their_words_are_told(page, platform, colleagues):
    platform.writes("ann", "I want to talk to somebody")
    turn = await page.answers("One moment.")
    await page.hears("ann", 1)
    ana = await colleagues.come("Ana")
    await ana.do(turn.conversation_id, "take")
    await ana.say(turn.conversation_id, "Good morning, Ana here.")
    said = await page.hears("ann", 3)
    assert said[1:] == ["Ana from our team is here now.", "Good morning, Ana here."]


async def test_the_bot_says_what_it_is_when_it_takes_over_from_a_person(page, platform, colleagues):
    platform.writes("ann", "I want to talk to somebody")
    turn = await page.answers("One moment.")
    ana = await colleagues.come("Ana")
    await ana.do(turn.conversation_id, "take")
    await ana.say(turn.conversation_id, "Done.")
    await page.hears("ann", 3)
    await ana.do(turn.conversation_id, "hand-back")
    platform.writes("ann", "Thanks, and when do you open?")
    await page.answers("At nine.")
    assert (await page.hears("ann", 4))[3].startswith("Our bot, the automated assistant, answers again.")


async def test_typing_is_shown_while_the_bot_thinks(page, platform):
    platform.writes("ann", "Hello")
    turn = await until(lambda: page.journal.claim_turn("test"))
    assert await until(lambda: platform.sees_typing("ann"))
    await asyncio.to_thread(page.journal.release_turn, turn)


async def test_what_a_person_has_read_is_shown_as_seen_while_they_have_the_conversation(
    page, platform, colleagues
):
    platform.writes("ann", "I want to talk to somebody")
    turn = await page.answers("One moment.")
    ana = await colleagues.come("Ana")
    await ana.do(turn.conversation_id, "take")
    await page.hears("ann", 2)
    before = platform.seen_at("ann")
    platform.writes("ann", "Are you there?")
    row = await until(lambda: unread(page, turn.conversation_id, ana))
    assert platform.seen_at("ann") == before
    await ana.do(turn.conversation_id, "read", seq=row.last_seq)
    assert await until(lambda: platform.seen_at("ann") != before)


def unread(page, conversation_id, agent):
    """The row, once the customer's last message stands in it."""
    row = page.running.desk.team.queue.row(conversation_id, agent.id)
    return row if row.said == "Are you there?" else None


async def test_what_was_answered_before_is_pointed_to(page, platform):
    platform.writes("ann", "When do you open?")
    turn = await page.answers("At nine.")
    platform.writes("ann", "When do you open?")
    earlier = turn.inbound.seq + 1
    await page.answers(end=TurnEnd(Outcome.ANSWERED_BEFORE, "said_before", earlier))
    assert (await page.hears("ann", 2))[1] == "My answer to that stands above: “At nine.”"


async def test_it_is_pointed_to_an_answer_once_until_something_else_is_said(page, platform):
    said_before = []
    for text, answer in (("Open?", "At nine."), ("Open?", None), ("Open?", None), ("Closed?", "At six.")):
        platform.writes("ann", text)
        if answer is not None:
            turn = await page.answers(answer)
            said_before.append(turn.inbound.seq + 1)
        else:
            await page.answers(end=TurnEnd(Outcome.ANSWERED_BEFORE, "said_before", said_before[0]))
    pointed = "My answer to that stands above: “At nine.”"
    assert (await page.hears("ann", 3))[1:] == [pointed, "At six."]
    platform.writes("ann", "Open?")
    await page.answers(end=TurnEnd(Outcome.ANSWERED_BEFORE, "said_before", said_before[0]))
    assert (await page.hears("ann", 4))[3] == pointed
