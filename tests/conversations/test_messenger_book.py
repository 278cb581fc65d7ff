"""What comes in from Messenger and who is forgotten, on every adapter; what goes out is tried in
`tests/gateway/messenger`, on every adapter as well."""

from datetime import timedelta

import pytest

from conversations.clock import HandClock
from conversations.desk import Desk
from conversations.entries import Outcome, TurnEnd
from conversations.errors import UnknownConversation
from conversations.journal import TurnResult
from conversations.keyed_digests import erased_event_digests
from conversations.messenger import KEPT, SETTLES, SETTLES_AT_MOST, SETTLES_LATE, Taken
from conversations.messenger_events import Event, events_in
from conversations.messenger_tokens import metadata_of, new_token
from tests.conversations.telling import spoken

DIGESTS = erased_event_digests("s" * 32)
A_MOMENT = timedelta(milliseconds=1)


def written(clock: HandClock, *texts: str, person: str = "ann", ago: timedelta = timedelta(0)) -> list[Event]:
    """Messages of one person, a millisecond after each other."""
    at = int((clock() - ago).timestamp() * 1000) - len(texts)
    bodies = [
        {"sender": {"id": person}, "timestamp": at + n, "message": {"mid": f"{person} {text}", "text": text}}
        for n, text in enumerate(texts)
    ]
    return list(events_in({"entry": [{"id": "page", "messaging": bodies}]}, clock()))


def echo(clock: HandClock, text: str, **around: str) -> list[Event]:
    """Words of the page that Ann just got, and the platform tells of now."""
    at, message = int(clock().timestamp() * 1000), {"mid": text, "is_echo": True, "text": text, **around}
    body = {"sender": {"id": "page"}, "recipient": {"id": "ann"}, "timestamp": at, "message": message}
    return list(events_in({"entry": [{"id": "page", "messaging": [body]}]}, clock()))


def chat_of(desk: Desk, clock: HandClock, *texts: str, person: str = "ann") -> str:
    desk.messenger.inbox.keep(written(clock, *texts, person=person), DIGESTS)
    taken = desk.messenger.inbox.take("page", person)
    assert taken.conversation_id is not None
    return taken.conversation_id


def test_events_are_carried_in_once_by_the_platforms_time_however_they_are_delivered(
    desk: Desk, clock: HandClock
):
    inbox = desk.messenger.inbox
    first, second, third = written(clock, "one", "two", "three")
    for events in ([third], [second, third], [first]):
        inbox.keep(events, DIGESTS)
    taken = inbox.take("page", "ann")
    assert taken.messages == 3
    inbox.keep([second], DIGESTS)
    assert inbox.take("page", "ann") == Taken(taken.conversation_id, 0)
    said = spoken(desk.journal, str(taken.conversation_id))
    assert said == [("customer", "one"), ("customer", "two"), ("customer", "three")]


def test_a_person_may_be_taken_when_nothing_earlier_can_be_expected(desk: Desk, clock: HandClock):
    inbox, began = desk.messenger.inbox, clock()
    inbox.keep(written(clock, "Hello"), DIGESTS)
    clock.move(SETTLES - A_MOMENT)
    assert inbox.settled("page", began) == ([], began + SETTLES)
    clock.move(A_MOMENT)
    assert inbox.settled("page", began) == (["ann"], None)
    inbox.take("page", "ann")
    assert inbox.settled("page", began) == ([], None)


def test_what_is_late_waits_until_nothing_late_comes_any_more_and_not_for_ever(desk: Desk, clock: HandClock):
    inbox, began = desk.messenger.inbox, clock()
    for number in range(int(SETTLES_AT_MOST / SETTLES_LATE) * 2):
        inbox.keep(written(clock, f"late {number}", ago=timedelta(minutes=5)), DIGESTS)
        clock.move(SETTLES_LATE / 2)
        assert (inbox.settled("page", began)[0] == []) == (clock() - began < SETTLES_AT_MOST)


def late(desk: Desk, clock: HandClock, *texts: str, person: str) -> None:
    """Messages of a day and a half ago, delivered and taken only now."""
    desk.messenger.inbox.keep(written(clock, *texts, person=person, ago=timedelta(hours=36)), DIGESTS)
    desk.messenger.inbox.take("page", person)


def heard_in_turn(desk: Desk, clock: HandClock) -> list[str]:
    """What the bot takes, one after the other, until nothing waits."""
    heard = []
    while turn := desk.journal.claim_turn("test"):
        clock.move(A_MOMENT)
        desk.journal.commit_turn(turn, TurnResult(TurnEnd(Outcome.QUIET, "test")))
        heard.append(str(turn.inbound.text))
    return heard


def test_what_can_only_be_answered_when_the_person_writes_again_keeps_nobody_waiting(
    desk: Desk, clock: HandClock
):
    late(desk, clock, "old 1", "old 2", person="ann")
    clock.move(timedelta(hours=1))
    chat_of(desk, clock, "new", person="ben")
    assert desk.journal.tell_delayed(timedelta(minutes=30), "We can't answer now.") == []
    assert heard_in_turn(desk, clock) == ["new", "old 1", "old 2"]


def test_who_writes_again_has_their_turn_at_once_and_what_they_wrote_long_ago_comes_first(
    desk: Desk, clock: HandClock
):
    late(desk, clock, "old 1", "old 2", person="ann")
    clock.move(A_MOMENT)
    chat_of(desk, clock, "and now?")
    clock.move(A_MOMENT)
    chat_of(desk, clock, "new", person="ben")
    assert heard_in_turn(desk, clock) == ["old 1", "old 2", "and now?", "new"]


def test_who_is_late_is_taken_after_who_is_not(desk: Desk, clock: HandClock):
    inbox, began = desk.messenger.inbox, clock()
    inbox.keep(written(clock, "old", person="ann", ago=timedelta(hours=36)), DIGESTS)
    clock.move(SETTLES_LATE)
    inbox.keep(written(clock, "new", person="ben"), DIGESTS)
    clock.move(SETTLES)
    assert inbox.settled("page", began)[0] == ["ben", "ann"]


def test_what_was_taken_is_forgotten_after_a_while_and_what_was_not_stays(desk: Desk, clock: HandClock):
    inbox = desk.messenger.inbox
    chat_of(desk, clock, "Hello")
    inbox.keep(written(clock, "Hi", person="ben"), DIGESTS)
    clock.move(KEPT + A_MOMENT)
    inbox.forget("page", clock() - KEPT)
    assert inbox.take("page", "ben").messages == 1
    assert inbox.pages()[0].lately == 1


def test_a_page_is_known_by_what_it_delivered_lately(desk: Desk, clock: HandClock):
    inbox = desk.messenger.inbox
    assert inbox.pages() == []
    chat_of(desk, clock, "one", "two")
    clock.move(timedelta(hours=2))
    inbox.keep(written(clock, "three"), DIGESTS)
    (page,) = inbox.pages()
    assert (page.page_id, page.heard_at, page.lately) == ("page", clock(), 1)


def test_who_is_erased_is_gone_with_everything_and_nobody_else_is(desk: Desk, clock: HandClock):
    anns, bens = chat_of(desk, clock, "I am Ann"), chat_of(desk, clock, "I am Ben", person="ben")
    assert desk.messenger.erasures.erase(["ann", "somebody else"], DIGESTS) == 1
    with pytest.raises(UnknownConversation):
        desk.journal.conversation(anns)
    assert desk.messenger.outbox.thread(anns) is None
    assert desk.messenger.inbox.take("page", "ann") == Taken(None, 0)
    assert spoken(desk.journal, bens) == [("customer", "I am Ben")]
    assert chat_of(desk, clock, "I am Ann again") != anns


def test_what_is_delivered_again_after_an_erasure_begins_nothing(desk: Desk, clock: HandClock):
    inbox, first = desk.messenger.inbox, written(clock, "I am Ann")
    inbox.keep(first, DIGESTS)
    inbox.take("page", "ann")
    desk.messenger.erasures.erase(["ann"], DIGESTS)
    inbox.keep(first, DIGESTS)
    assert inbox.take("page", "ann") == Taken(None, 0)
    inbox.keep([*first, *written(clock, "I am back")], DIGESTS)
    assert inbox.take("page", "ann").messages == 1
    clock.move(KEPT + A_MOMENT)
    inbox.forget("page", clock() - KEPT)
    inbox.keep(first, DIGESTS)
    assert inbox.take("page", "ann").messages == 1


def test_what_the_page_said_before_an_erasure_leaves_nothing_however_late_it_is_told(
    desk: Desk, clock: HandClock
):
    inbox = desk.messenger.inbox
    before = echo(clock, "Hello Ann, this is Joe.")
    clock.move(A_MOMENT)
    desk.messenger.erasures.erase(["ann"], DIGESTS)
    inbox.keep(before, DIGESTS)
    assert (inbox.take("page", "ann"), inbox.pages()[0].lately) == (Taken(None, 0), 0)
    clock.move(A_MOMENT)
    inbox.keep(echo(clock, "Joe again, about your new order."), DIGESTS)
    assert inbox.take("page", "ann").conversation_id is not None


def test_an_echo_of_words_of_ours_that_were_erased_leaves_nothing(desk: Desk, clock: HandClock):
    inbox = desk.messenger.inbox
    chat_of(desk, clock, "I am Ann")
    desk.messenger.erasures.erase(["ann"], DIGESTS)
    again, stored = chat_of(desk, clock, "I am back"), inbox.pages()[0].lately
    clock.move(A_MOMENT)
    inbox.keep(echo(clock, "Good morning, Ann.", metadata=metadata_of(new_token())), DIGESTS)
    assert (inbox.take("page", "ann"), inbox.pages()[0].lately) == (Taken(again, 0), stored)


def test_whoever_has_another_secret_does_not_know_what_was_erased(desk: Desk, clock: HandClock):
    inbox, first = desk.messenger.inbox, written(clock, "I am Ann")
    inbox.keep(first, DIGESTS)
    desk.messenger.erasures.erase(["ann"], DIGESTS)
    inbox.keep(first, erased_event_digests("t" * 32))
    assert inbox.take("page", "ann").messages == 1


def test_of_another_page_nothing_is_taken_and_nothing_stays(desk: Desk, clock: HandClock):
    inbox, began = desk.messenger.inbox, clock()
    inbox.keep(written(clock, "Hello"), DIGESTS)
    clock.move(SETTLES)
    assert inbox.settled("another page", began) == ([], None)
    clock.move(KEPT + A_MOMENT)
    inbox.forget("another page", clock() - KEPT)
    assert inbox.settled("page", began) == ([], None)


def test_a_request_to_be_forgotten_has_one_code_and_says_when_it_was_done(desk: Desk, clock: HandClock):
    erasures, asked_at = desk.messenger.erasures, clock()
    assert erasures.ask("first", "digest") == "first"
    assert erasures.state("first") == (asked_at, None)
    clock.move(A_MOMENT)
    erasures.done("first")
    assert erasures.state("first") == (asked_at, clock())
    clock.move(A_MOMENT)
    assert erasures.ask("second", "digest") == "first"  # they may have written since
    assert erasures.state("first") == (clock(), None)
    assert erasures.state("second") is None
