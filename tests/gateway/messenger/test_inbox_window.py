"""The inbox knows until when Messenger takes words for a customer."""

from datetime import datetime, timedelta

from conversations.clock import utc_now
from conversations.messaging_window import FOR_A_PERSON, FOR_THE_BOT, MARGIN
from tests.gateway.messenger.shop_page import until

A_MINUTE = timedelta(minutes=1)


async def window_of(colleague, conversation_id: str):
    return (await colleague.whole(conversation_id))["messaging_window"]


async def test_the_window_begins_with_the_customers_last_message(page, platform, colleagues):
    before = utc_now()
    platform.writes("ann", "Hello")
    turn = await page.answers("Good morning.")
    ana = await colleagues.come("Ana")
    window = await window_of(ana, turn.conversation_id)
    bot, person = (datetime.fromisoformat(window[name]) for name in ("bot_until", "person_until"))
    assert person - bot == FOR_A_PERSON - FOR_THE_BOT
    # The platform's clock counts in milliseconds.
    assert before - A_MINUTE < bot - FOR_THE_BOT + MARGIN < utc_now() + A_MINUTE
    assert not window["is_refused"]


async def test_each_message_moves_it_on(page, platform, colleagues):
    platform.writes("ann", "Hello")
    turn = await page.answers("Good morning.")
    ana = await colleagues.come("Ana")
    first = await window_of(ana, turn.conversation_id)
    platform.writes("ann", "And now?")
    await page.answers("Good day.")
    second = await window_of(ana, turn.conversation_id)
    assert first["person_until"] < second["person_until"]


async def test_it_says_that_nothing_reaches_the_customer_any_more(page, platform, colleagues):
    platform.writes("ann", "Hello")
    platform.blocks("ann")
    turn = await page.answers("Good morning.")
    ana = await colleagues.come("Ana")
    outbox = page.running.desk.messenger.outbox
    await until(lambda: outbox.thread(turn.conversation_id).refused_at)
    assert (await window_of(ana, turn.conversation_id))["is_refused"]


async def test_the_team_sees_what_led_the_customer_here(page, platform, colleagues):
    platform.does("ann", referral={"ref": "summer", "source": "SHORTLINK", "type": "OPEN_THREAD"})
    platform.writes("ann", "Hello")
    turn = await page.answers("Good morning.")
    ana = await colleagues.come("Ana")
    assert (await ana.whole(turn.conversation_id))["came_from"] == "summer"


async def test_a_chat_in_the_shop_has_none(page, colleagues):
    visitor = await page.running.client.open()
    await visitor.say("Hello", "a")
    ana = await colleagues.come("Ana")
    assert await window_of(ana, visitor.conversation_id) is None
