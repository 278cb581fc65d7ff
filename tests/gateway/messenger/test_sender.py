"""What goes wrong on the way out: everything is said once, in order, and only when it may be."""

from datetime import timedelta

import pytest

from gateway.messenger.double.platform import Fault
from gateway.messenger.layout import AFTER_A_GAP, AT_THE_START, LONG_GAP
from gateway.messenger.sender import ECHO_WITHIN, PAUSES

A_WHILE = timedelta(minutes=5)
THROTTLED = [Fault(400, 4), Fault(400, 613), Fault(400, 32), Fault(429), Fault(400, 1200, 2018024)]


@pytest.mark.parametrize("fault", THROTTLED, ids=str)
async def test_what_is_throttled_goes_out_later_in_order(office, fault):
    office.platform.faults.append(fault)
    chat = office.is_told("ann", "Hello", "One.", "Two.")
    await office.send(chat)
    assert office.said_to("ann") == []
    office.clock.move(A_WHILE)
    await office.send(chat)
    assert office.said_to("ann") == ["One.", "Two."]


async def test_whoever_is_throttled_again_and_again_waits_longer(office):
    office.platform.faults.extend([Fault(400, 613)] * 3)
    chat = office.is_told("ann", "Hello", "One.")
    waited = timedelta(0)
    while not office.said_to("ann"):
        await office.send(chat)
        office.clock.move(timedelta(seconds=1))
        waited += timedelta(seconds=1)
    assert waited >= sum(PAUSES[:3], timedelta(0)) * 0.8


@pytest.mark.parametrize("fault", [Fault(500, 1, 1357046), Fault(500, 1), Fault(502), Fault(504)], ids=str)
async def test_what_was_sent_although_it_failed_is_not_sent_again(office, fault):
    office.platform.faults.append(Fault(fault.status, fault.code, fault.subcode, is_sent=True))
    chat = office.is_told("ann", "Hello", "One.", "Two.")
    await office.send(chat)
    office.deliver()  # the echo
    await office.send(chat)
    office.clock.move(A_WHILE)
    await office.send(chat)
    assert office.said_to("ann") == ["One.", "Two."]


async def test_until_the_echo_says_so_nothing_later_is_sent(office):
    office.platform.faults.append(Fault(500, 1, 1357046, is_sent=True))
    chat = office.is_told("ann", "Hello", "One.", "Two.")
    await office.send(chat)
    await office.send(chat)
    assert office.said_to("ann") == ["One."]


async def test_what_was_not_sent_and_has_no_echo_is_sent_again(office):
    office.platform.faults.append(Fault(500, 1, 1357046))
    chat = office.is_told("ann", "Hello", "One.", "Two.")
    await office.send(chat)
    office.clock.move(ECHO_WITHIN / 2)
    await office.send(chat)
    assert office.said_to("ann") == []
    office.clock.move(ECHO_WITHIN)
    await office.send(chat)
    assert office.said_to("ann") == ["One.", "Two."]


async def test_an_echo_that_comes_while_the_gateway_starts_anew_still_counts(office):
    office.platform.faults.append(Fault(504, is_sent=True))
    chat = office.is_told("ann", "Hello", "One.")
    await office.send(chat)
    office.clock.move(A_WHILE)  # no gateway runs
    office.sender = office.new_sender()
    await office.send(chat)
    office.deliver()
    office.clock.move(A_WHILE)
    await office.send(chat)
    assert office.said_to("ann") == ["One."]


async def test_who_cannot_be_reached_is_left_alone_until_they_write(office):
    chat = office.is_told("ann", "Hello", "One.", "Two.")
    office.platform.blocks("ann")
    await office.send(chat)
    assert (office.said_to("ann"), office.statuses(chat)[-1]) == ([], "not_delivered")
    office.platform.persons["ann"].is_available = True
    office.clock.move(A_WHILE)
    await office.send(chat)
    assert office.said_to("ann") == []
    office.is_told("ann", "Are you there?", "Yes.")
    await office.send(chat)
    assert office.said_to("ann") == ["Two.", "Yes."]


async def test_of_words_that_did_not_arrive_whole_the_rest_is_not_sent_either(office):
    long_answer = "This is a sentence of the answer. " * 100
    chat = office.is_told("ann", "Hello", long_answer, "Two.")
    office.platform.blocks("ann")
    await office.send(chat)
    office.platform.persons["ann"].is_available = True
    office.clock.move(A_WHILE)
    office.is_told("ann", "Are you there?", "Yes.")
    await office.send(chat)
    assert office.said_to("ann") == ["Two.", "Yes."]
    assert office.statuses(chat).count("not_delivered") == 1


async def test_a_page_that_may_not_send_is_no_fault_of_the_words(office):
    office.platform.faults.append(Fault(400, 10, 1893063))
    chat = office.is_told("ann", "Hello", "One.")
    await office.send(chat)
    assert office.sender.trouble == "10/1893063"
    office.clock.move(A_WHILE)
    await office.send(chat)
    assert (office.said_to("ann"), office.sender.trouble) == (["One."], None)


async def test_what_is_refused_for_its_form_goes_out_as_plain_text(office):
    office.platform.faults.append(Fault(400, 100))
    office.platform.writes("ann", "Hello")
    office.deliver()
    chat = office.answer("Which one?", choices=("The boots", "The bag"))
    await office.send(chat)
    (shown,) = [bubble for bubble in office.platform.shown_to("ann") if bubble.from_page]
    assert shown.text.endswith("Which one?\n\n• The boots\n• The bag")
    assert shown.taps == []


async def test_what_can_never_be_sent_is_given_up_and_the_team_sees_it(office):
    office.platform.faults.append(Fault(400, 100))
    chat = office.is_told("ann", "Hello", "One.", "Two.")
    await office.send(chat)
    assert (office.said_to("ann"), office.statuses(chat)[-1]) == (["Two."], "not_delivered")


async def test_after_a_day_the_bot_waits_until_the_person_writes(office):
    chat = office.is_told("ann", "Hello", "One.")
    office.clock.move(timedelta(hours=24))
    await office.send(chat)
    assert office.said_to("ann") == []
    office.is_told("ann", "Hello?", "Two.")
    await office.send(chat)
    assert office.said_to("ann") == ["One.", "Two."]


async def test_what_was_delivered_after_a_day_is_answered_when_the_person_writes_again(office):
    office.platform.writes("ann", "Hello")
    office.clock.move(timedelta(hours=30))
    office.deliver()
    chat = office.answer("One.")
    await office.send(chat)
    assert office.said_to("ann") == []
    office.is_told("ann", "Hello?", "Two.")
    await office.send(chat)
    assert office.said_to("ann") == ["One.", "Two."]


async def test_a_person_of_the_team_may_still_write_after_a_day_and_not_after_a_week(office):
    chat = office.is_told("ann", "Hello", "One.")
    await office.send(chat)
    office.take_over(chat)
    await office.send(chat)
    office.clock.move(timedelta(days=2))
    office.person_says(chat, "We found it.")
    await office.send(chat)
    assert (office.said_to("ann")[-1], office.platform.shown_to("ann")[-1].tag) == (
        "We found it.",
        "HUMAN_AGENT",
    )
    office.clock.move(timedelta(days=5))
    office.person_says(chat, "Did it arrive?")
    await office.send(chat)
    assert office.said_to("ann")[-1] == "We found it."
    office.platform.writes("ann", "Hello?")
    office.deliver()
    await office.send(chat)
    assert office.said_to("ann")[-1] == "Did it arrive?"
    assert office.platform.shown_to("ann")[-1].tag is None


async def test_a_window_that_the_platform_counts_otherwise_is_believed(office):
    office.platform.faults.append(Fault(400, 10, 2534022))
    chat = office.is_told("ann", "Hello", "One.")
    await office.send(chat)
    office.clock.move(A_WHILE)
    await office.send(chat)
    assert office.said_to("ann") == []
    office.is_told("ann", "Hello?", "Two.")
    await office.send(chat)
    assert office.said_to("ann") == ["One.", "Two."]


async def test_two_senders_send_it_once(office):
    chat = office.is_told("ann", "Hello", "One.", "Two.")
    other = office.new_sender()
    held = office.desk.messenger.outbox.claim(chat)
    await other.send_all(chat)
    assert office.said_to("ann") == []
    office.desk.messenger.outbox.release(held)
    await other.send_all(chat)
    await office.send(chat)
    assert office.said_to("ann") == ["One.", "Two."]


async def test_while_the_bot_is_away_the_person_hears_so(office):
    office.platform.writes("ann", "Hello")
    office.deliver()
    (chat,) = office.desk.journal.tell_delayed(timedelta(0), "We can't answer right now.")
    await office.send(chat)
    assert office.said_to("ann") == ["We can't answer right now."]


async def test_after_a_day_without_a_word_the_bot_says_again_what_it_is(office):
    chat = office.is_told("ann", "Hello", "One.")
    await office.send(chat)
    office.clock.move(LONG_GAP - A_WHILE)
    office.is_told("ann", "And now?", "Two.")
    office.clock.move(LONG_GAP + A_WHILE)
    office.is_told("ann", "And today?", "Three.")
    await office.send(chat)
    assert office.platform.said_to("ann") == [
        f"{AT_THE_START}\n\nOne.",
        "Two.",
        f"{AFTER_A_GAP}\n\nThree.",
    ]


async def test_who_waits_is_found_by_looking_and_nobody_else(office):
    outbox = office.desk.messenger.outbox
    chat = office.is_told("ann", "Hello", "One.", "Two.")
    assert (outbox.with_news(), outbox.due()) == ([chat], [])
    office.platform.faults.append(Fault(400, 613))
    await office.send(chat)
    assert (outbox.with_news(), outbox.due()) == ([chat], [])  # the disclosure is news, and the rest waits
    office.clock.move(A_WHILE)
    assert outbox.due() == [chat]
    await office.send(chat)
    assert (outbox.with_news(), outbox.due()) == ([], [])
