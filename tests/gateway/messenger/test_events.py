"""What else the platform tells: each kind of event does what it should, and no more."""

from datetime import timedelta

import pytest

from conversations.entries import Outcome, TurnEnd
from conversations.errors import LeaseLost
from conversations.journal import TurnResult
from conversations.messenger import PAGE_REST
from conversations.ownership import Owner
from conversations.queue import QueueList
from gateway.messenger.double.platform import Fault
from gateway.messenger.layout import AFTER_A_PERSON

TAKEN_BACK = "(The customer took this message back.)"
PICTURE = {"type": "image", "payload": {"url": "https://cdn.example/picture.jpg"}}
STICKER = {"type": "sticker", "payload": {"url": "https://cdn.example/thumb.png", "sticker_id": 369239263}}
OLD_STICKER = {**STICKER, "type": "image"}
PLACE = {"type": "location", "payload": {"coordinates": {"lat": 47.4, "long": 8.5}}}


def event(**what) -> dict:
    ends = {"sender": {"id": "ann"}, "recipient": {"id": "100200300400500"}}
    return {**ends, "timestamp": 1_890_000_000_000, **what}


def words_of(office, chat: str) -> list[tuple[str, str]]:
    return [(entry.speaker.value, entry.text) for entry in office.desk.journal.read_entries(chat, 0)]


@pytest.mark.parametrize("attached", [STICKER, OLD_STICKER])
def test_a_sticker_gets_no_words(office, attached):
    office.platform.attaches("ann", attached)
    office.deliver()
    assert office.answer("Nice.") is None


@pytest.mark.parametrize(
    "what",
    [
        {"reaction": {"reaction": "love", "emoji": "\N{HEAVY BLACK HEART}", "action": "react", "mid": "m"}},
        {"read": {"watermark": 1}},
        {"delivery": {"mids": ["m"], "watermark": 1}},
        {"referral": {"ref": "summer", "source": "SHORTLINK", "type": "OPEN_THREAD"}},
        {"optin": {"type": "notification_messages"}},
        {"message_edit": {"mid": "m", "text": "Where?", "num_edit": 1}},
        {"postback": {"mid": "m", "payload": "say:"}},
        {"postback": {"mid": "m", "payload": " ", "title": " "}},
        {"something_of_next_year": {"mid": "m"}},
    ],
    ids=lambda what: next(iter(what)),
)
def test_what_asks_nothing_gets_no_words_and_no_conversation(office, what):
    office.hand_in("messaging", event(**what))
    assert office.answer("What?") is None


def came_from(office, chat: str) -> str | None:
    return office.desk.messenger.outbox.thread(chat).came_from


@pytest.mark.parametrize("kind", ["postback", "message"])
def test_what_led_somebody_new_here_comes_with_their_first_words(office, kind):
    referral = {"ref": "winter", "source": "ADS", "type": "OPEN_THREAD"}
    said = {"mid": "m", "text": "Hello", "title": "Hello", "payload": "say:Hello", "referral": referral}
    office.hand_in("messaging", event(**{kind: said}))
    assert came_from(office, office.answer("Good morning.")) == "winter"


def test_the_latest_link_counts_and_none_forgets_it(office):
    chat = office.is_told("ann", "Hello", "One.")
    assert came_from(office, chat) is None
    for ref in ("spring", "autumn"):
        office.hand_in("messaging", event(referral={"ref": ref, "source": "SHORTLINK"}))
    office.hand_in("messaging", event(referral={"source": "SHORTLINK"}))
    assert came_from(office, chat) == "autumn"


def test_an_attachment_reaches_the_team_as_a_link_and_the_bot_as_one(office):
    office.platform.attaches("ann", PICTURE, PLACE)
    office.deliver()
    turn = office.desk.journal.claim_turn("test")
    assert turn.inbound.text == "Sent a picture: https://cdn.example/picture.jpg\nSent a location: 47.4, 8.5"
    assert turn.inbound.page == {"attachment": "yes"}


def test_a_picture_with_words_is_words_with_a_link(office):
    office.hand_in("messaging", event(message={"mid": "m", "text": "It is broken", "attachments": [PICTURE]}))
    turn = office.desk.journal.claim_turn("test")
    assert turn.inbound.text == "It is broken\nSent a picture: https://cdn.example/picture.jpg"
    assert turn.inbound.page == {"attached_lines": "1"}


def test_a_link_that_the_platform_previews_is_just_what_was_written(office):
    preview = {"type": "fallback", "payload": {"url": "https://shop.example/boots", "title": "Boots"}}
    office.hand_in("messaging", event(message={"mid": "m", "text": "This one", "attachments": [preview]}))
    assert office.desk.journal.claim_turn("test").inbound.text == "This one"


def test_a_post_that_is_shared_without_words_is_acknowledged_and_the_team_gets_its_link(office):
    post = {"type": "fallback", "title": "Boots", "url": "https://shop.example/post/1", "payload": None}
    office.hand_in("messaging", event(message={"mid": "m", "attachments": [post]}))
    turn = office.desk.journal.claim_turn("test")
    assert turn.inbound.text == "Sent a shared post: https://shop.example/post/1"
    assert turn.inbound.page == {"attachment": "yes"}


@pytest.mark.parametrize(("title", "payload"), [("Get Started", "whatever"), ("Los geht's", "GET_STARTED")])
def test_the_first_button_of_another_tool_is_a_greeting(office, title, payload):
    office.hand_in("messaging", event(postback={"mid": "m", "title": title, "payload": payload}))
    assert office.desk.journal.claim_turn("test").inbound.text == "Hello"


@pytest.mark.parametrize("timestamp", [1_890_000_000, True, -1, "1890000000000", None])
def test_a_time_that_counts_no_milliseconds_is_taken_as_now(office, timestamp):
    now = office.now
    office.hand_in("messaging", event(timestamp=timestamp, message={"mid": "m", "text": "Hello"}))
    chat = office.answer("Good morning.")
    assert office.desk.messenger.outbox.windows([chat])[chat].opened_at == now


def test_a_message_that_is_too_long_is_read_up_to_its_limit(office):
    office.platform.writes("ann", "x" * 5000)
    office.deliver()
    assert len(office.desk.journal.claim_turn("test").inbound.text) == 2000


async def test_our_own_echoes_say_nothing_new(office):
    chat = office.is_told("ann", "Hello", "One.", "Two.")
    await office.send(chat)
    office.deliver()
    assert words_of(office, chat) == [("customer", "Hello"), ("bot", "One."), ("bot", "Two.")]
    assert office.owner_of(chat) == Owner.BOT


async def test_an_echo_of_our_app_from_elsewhere_is_not_taken_for_a_person(office):
    chat = office.is_told("ann", "Hello", "One.")
    await office.send(chat)
    office.deliver()  # from this echo our app's id is known
    app_id = int(office.platform.app_id)
    echo = {"mid": "m", "text": "From an older database", "is_echo": True, "app_id": app_id}
    ends = {"sender": {"id": office.platform.page_id}, "recipient": {"id": "ann"}}
    office.hand_in("messaging", {**ends, "timestamp": 1_890_000_000_000, "message": echo})
    assert office.owner_of(chat) == Owner.BOT


async def test_a_colleague_on_the_page_makes_the_bot_quiet_and_the_team_sees_it(office):
    chat = office.is_told("ann", "Hello", "One.")
    await office.send(chat)
    office.platform.colleague_answers("ann", "Hello Ann, this is Joe.")
    office.deliver()
    assert words_of(office, chat)[-1] == ("support", "Hello Ann, this is Joe.")
    assert office.desk.journal.conversation(chat).ownership.name == "A colleague on Messenger"
    office.platform.writes("ann", "Hello Joe")
    office.deliver()
    assert office.answer("Good morning.") is None
    await office.send(chat)
    assert office.said_to("ann") == ["One.", "Hello Ann, this is Joe."]


async def test_whoever_wants_takes_over_from_the_colleague_on_the_page(office):
    chat = office.is_told("ann", "Hello", "One.")
    office.platform.colleague_answers("ann", "This is Joe.")
    office.deliver()
    office.take_over_from_page(chat)
    await office.send(chat)
    assert office.said_to("ann")[-1] == "Ana from our team is here now."


async def test_when_the_colleague_has_been_silent_for_a_day_the_bot_answers_again(office):
    chat = office.is_told("ann", "Hello", "One.")
    office.platform.colleague_answers("ann", "This is Joe.")
    office.deliver()
    office.clock.move(PAGE_REST)
    assert office.is_told("ann", "When do you open?", "At nine.") == chat
    await office.send(chat)
    assert office.platform.said_to("ann")[-1] == f"{AFTER_A_PERSON}\n\nAt nine."


async def test_the_colleague_on_the_page_takes_it_from_a_colleague_in_the_inbox(office):
    chat = office.is_told("ann", "Hello", "One.")
    office.take_over(chat)
    office.platform.colleague_answers("ann", "This is Joe.")
    office.deliver()
    assert office.desk.journal.conversation(chat).ownership.name == "A colleague on Messenger"


def test_the_bot_is_quiet_towards_somebody_to_whom_a_colleague_wrote_first(office):
    office.platform.colleague_answers("ann", "We have news.")
    office.deliver()
    office.platform.writes("ann", "Which?")
    office.deliver()
    assert office.answer("Good morning.") is None
    (row,) = office.desk.team.queue.page(QueueList.COLLEAGUES, "nobody", 10).rows
    assert words_of(office, row.id) == [("customer", "Which?")]
    office.clock.move(PAGE_REST)
    assert office.is_told("ann", "When do you open?", "At nine.") == row.id


def test_words_of_the_page_are_never_answered_marked_as_an_echo_or_not(office):
    ends = {"sender": {"id": office.platform.page_id}, "recipient": {"id": "ann"}}
    office.hand_in("messaging", event(**ends, message={"mid": "m1", "text": "Our shop opens at nine."}))
    office.hand_in("messaging", event(**ends, postback={"mid": "m2", "title": "Help", "payload": "say:Help"}))
    assert office.answer("Good morning.") is None


def test_while_another_inbox_has_the_thread_the_bot_only_listens(office):
    office.hand_in("standby", event(message={"mid": "m1", "text": "Is Joe there?"}))
    assert office.answer("Good morning.") is None
    (row,) = office.desk.team.queue.page(QueueList.COLLEAGUES, "nobody", 10).rows
    assert words_of(office, row.id) == [("customer", "Is Joe there?")]


async def test_the_bot_answers_again_when_the_thread_is_passed_to_it(office):
    chat = office.is_told("ann", "Hello", "One.")
    await office.send(chat)
    office.deliver()  # from this echo our app's id is known
    taken = {"previous_owner_app_id": "1", "new_owner_app_id": "2"}
    office.hand_in("messaging", event(take_thread_control=taken))
    assert office.owner_of(chat) == Owner.SUPPORT_AGENT
    app_id = office.platform.app_id
    office.hand_in("messaging", event(pass_thread_control={"new_owner_app_id": app_id, "metadata": "done"}))
    assert office.owner_of(chat) == Owner.BOT


async def test_an_inbox_that_asks_for_the_thread_gets_it(office):
    chat = office.is_told("ann", "Hello", "One.")
    await office.send(chat)
    office.hand_in("messaging", event(request_thread_control={"requested_owner_app_id": 263902037430900}))
    await office.send(chat)
    (call,) = office.platform.calls
    assert call == (
        "me/pass_thread_control",
        {"recipient": {"id": "ann"}, "target_app_id": "263902037430900"},
    )
    assert office.owner_of(chat) == Owner.SUPPORT_AGENT


def test_a_message_that_is_taken_back_is_gone(office):
    mid = office.platform.writes("ann", "My password is rhubarb")
    office.deliver()
    chat = office.answer("Please keep it.")
    office.hand_in("messaging", event(message={"mid": mid, "is_deleted": True}))
    assert words_of(office, chat)[0] == ("customer", TAKEN_BACK)


def takes_back(office, mid: str) -> None:
    office.hand_in("messaging", event(message={"mid": mid, "is_deleted": True}))


async def test_the_answer_to_a_message_that_is_taken_back_is_not_sent_any_more(office):
    kept = office.is_told("ann", "Hello", "One.")
    mid = office.platform.writes("ann", "My order is 10042")
    office.deliver()
    office.answer("Order 10042 comes today.")
    takes_back(office, mid)
    await office.send(kept)
    assert office.said_to("ann") == ["One."]
    office.is_told("ann", "And now?", "Two.")
    await office.send(kept)
    assert office.said_to("ann") == ["One.", "Two."]


async def test_what_was_to_be_sent_again_of_it_is_not_sent_any_more_either(office):
    office.platform.faults.append(Fault(400, 613))
    mid = office.platform.writes("ann", "My order is 10042")
    office.deliver()
    chat = office.answer("Order 10042 comes today.")
    await office.send(chat)
    takes_back(office, mid)
    office.clock.move(timedelta(minutes=5))
    await office.send(chat)
    assert office.said_to("ann") == []


def test_no_line_of_the_bot_repeats_what_was_taken_back(office):
    office.is_told("ann", "Hello 10042", "Hello, 10042.")
    mid = office.platform.writes("ann", "My order is 10042")
    office.deliver()
    office.answer("Order 10042 comes today.")
    chat = office.is_told("ann", "When?", "10042 comes at nine.")
    takes_back(office, mid)
    said = ["Hello 10042", "Hello, 10042.", TAKEN_BACK, "Order … comes today.", "When?", "… comes at nine."]
    assert [text for _, text in words_of(office, chat)] == said
    assert office.desk.journal.said(chat, [*said, "10042 comes at nine."]).keys() == {"Hello, 10042."}


def test_the_bot_forgets_what_it_gathered_with_it_and_reads_what_waits_as_taken_back(office):
    chat = office.is_told("ann", "Hello", "One.")
    mid = office.platform.writes("ann", "My order is 10042")
    office.deliver()
    office.answer("Order 10042 comes today.", snapshot="10042")
    other = office.platform.writes("ann", "And 10043?")
    office.deliver()
    begun = office.desk.journal.claim_turn("test")
    assert (begun.snapshot, begun.inbound.page) == ("10042", None)
    takes_back(office, mid)
    takes_back(office, other)
    with pytest.raises(LeaseLost):
        office.desk.journal.commit_turn(begun, TurnResult(TurnEnd(Outcome.QUIET, "test"), snapshot="10042"))
    again = office.desk.journal.claim_turn("test")
    assert (again.conversation_id, again.snapshot) == (chat, None)
    assert (again.inbound.text, again.inbound.page) == (TAKEN_BACK, {"taken_back": "yes"})


def test_an_address_that_is_taken_back_is_not_written_to(office):
    mid = office.platform.writes("ann", "mail it to ann@example.com")
    office.deliver()
    chat = office.answer("I will.")
    thread = office.desk.messenger.outbox.thread
    assert thread(chat).notice_email == "ann@example.com"
    takes_back(office, mid)
    assert thread(chat).notice_email is None


def test_a_message_that_was_taken_back_before_it_came_is_not_read(office):
    office.hand_in("messaging", event(message={"mid": "m", "is_deleted": True}))
    office.hand_in("messaging", event(message={"mid": "m", "text": "My password is rhubarb"}))
    office.hand_in("messaging", event(message={"mid": "m2", "text": "Hello"}))
    chat = office.answer("Good morning.")
    assert words_of(office, chat) == [("customer", "Hello"), ("bot", "Good morning.")]


def test_a_reaction_opens_no_window_and_a_sticker_does(office):
    chat = office.is_told("ann", "Hello", "One.")
    before = office.desk.messenger.outbox.windows([chat])[chat].opened_at
    office.clock.move(PAGE_REST)
    office.platform.does("ann", reaction={"reaction": "love", "mid": "m"})
    office.deliver()
    assert office.desk.messenger.outbox.windows([chat])[chat].opened_at == before
    office.platform.attaches("ann", STICKER)
    office.deliver()
    assert office.desk.messenger.outbox.windows([chat])[chat].opened_at > before


def test_an_old_message_that_comes_late_never_shortens_the_window(office):
    chat = office.is_told("ann", "Hello", "One.")
    before = office.desk.messenger.outbox.windows([chat])[chat].opened_at
    office.hand_in("messaging", event(message={"mid": "m0", "text": "Earlier"}))
    assert office.desk.messenger.outbox.windows([chat])[chat].opened_at == before
