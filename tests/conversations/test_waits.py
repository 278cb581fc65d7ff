"""Waiting for a person, on every adapter: who waits, and the one notice that each wait is owed."""

from datetime import timedelta

import pytest

from conversations.audit_permits import forced_entries
from conversations.audit_record import History, OwnerChange, RecordedEntry
from conversations.clock import HandClock
from conversations.desk import Desk
from conversations.entries import Because, Outcome, TurnEnd, Words
from conversations.errors import UnknownConversation
from conversations.journal import Conversation, TurnResult
from conversations.ownership import Owner
from conversations.waits import LOOK_BACK
from tests.conversations.telling import claim, spoken

SORRY = Words("Nobody could come. Leave an e-mail address?")


def test_who_waits_longest_stands_first(desk: Desk, clock: HandClock):
    waiting = []
    for _ in range(3):
        clock.move(timedelta(seconds=1))
        chat = desk.journal.open_conversation("widget").id
        waiting.append((chat, desk.journal.change_owner(chat, Owner.WAITING).epoch, clock()))
    desk.journal.change_owner(waiting[1][0], Owner.BOT)
    found = [(wait.conversation_id, wait.epoch, wait.since) for wait in desk.team.waits.waiting()]
    assert found == [waiting[0], waiting[2]]
    assert len(desk.team.waits.waiting(1)) == 1


def test_the_outcome_is_told_once(desk: Desk, conversation: Conversation):
    epoch = desk.journal.change_owner(conversation.id, Owner.WAITING).epoch
    assert desk.team.waits.tell_outcome(conversation.id, epoch, SORRY) is not None
    assert desk.team.waits.tell_outcome(conversation.id, epoch, SORRY) is None
    (entry,) = desk.journal.read_entries(conversation.id, 0)
    assert entry.because == Because("notice", f"person:{conversation.id}:{epoch}")
    assert desk.journal.conversation(conversation.id).ownership.owner is Owner.WAITING


@pytest.mark.parametrize("owner", [Owner.BOT, Owner.SUPPORT_AGENT, Owner.CLOSED])
def test_who_no_longer_waits_is_told_nothing(desk: Desk, conversation: Conversation, owner: Owner):
    epoch = desk.journal.change_owner(conversation.id, Owner.WAITING).epoch
    desk.journal.change_owner(conversation.id, owner, name="Ana" if owner is Owner.SUPPORT_AGENT else None)
    assert desk.team.waits.tell_outcome(conversation.id, epoch, SORRY) is None
    assert spoken(desk.journal, conversation.id) == []


def test_another_wait_is_another_outcome(desk: Desk, conversation: Conversation):
    first = desk.journal.change_owner(conversation.id, Owner.WAITING).epoch
    desk.journal.change_owner(conversation.id, Owner.BOT)
    second = desk.journal.change_owner(conversation.id, Owner.WAITING).epoch
    assert desk.team.waits.tell_outcome(conversation.id, first, SORRY) is None
    assert desk.team.waits.tell_outcome(conversation.id, second, SORRY) is not None


def test_giving_up_hands_back_to_the_bot_which_answers_what_waits(desk: Desk, conversation: Conversation):
    epoch = desk.journal.change_owner(conversation.id, Owner.WAITING).epoch
    desk.journal.append_inbound(conversation.id, "a", text="Where is my order?")
    in_flight = claim(desk.journal)
    assert desk.team.waits.tell_outcome(conversation.id, epoch, SORRY, gives_up=True) is not None
    assert desk.journal.conversation(conversation.id).ownership.owner is Owner.BOT
    assert claim(desk.journal).inbound == in_flight.inbound


def test_who_said_stop_is_not_told_until_they_write_again(desk: Desk, conversation: Conversation):
    desk.journal.append_inbound(conversation.id, "a", text="stop")
    end = TurnEnd(Outcome.QUIET, "ask_to_be_left_alone")
    desk.journal.commit_turn(claim(desk.journal), TurnResult(end, new_owner=Owner.WAITING, opts_out=True))
    epoch = desk.journal.conversation(conversation.id).ownership.epoch
    assert desk.team.waits.tell_outcome(conversation.id, epoch, SORRY) is None
    desk.journal.append_inbound(conversation.id, "b", text="hello?")
    assert desk.team.waits.tell_outcome(conversation.id, epoch, SORRY) is not None


@pytest.mark.parametrize(("ref", "is_forced"), [("person:chat:1", False), ("person:chat:2", True)])
def test_the_audit_knows_the_notice_of_a_wait(clock: HandClock, ref: str, is_forced: bool):
    words = RecordedEntry(2, "bot", clock(), permit_kind="notice", permit=Because("notice", ref))
    waits = OwnerChange(1, Owner.WAITING, clock())
    assert bool(list(forced_entries(History("chat", entries=[words], owners=[waits])))) == is_forced


def asked(desk: Desk, clock: HandClock) -> str:
    clock.move(timedelta(seconds=1))
    chat = desk.journal.open_conversation("widget").id
    desk.journal.change_owner(chat, Owner.WAITING)
    return chat


def test_who_asked_earlier_is_ahead(desk: Desk, clock: HandClock, conversation: Conversation):
    first, second = asked(desk, clock), asked(desk, clock)
    clock.move(timedelta(seconds=1))
    ahead = [desk.team.waits.outlook(chat).ahead for chat in (first, second, conversation.id)]
    assert ahead == [0, 1, 2]
    desk.journal.change_owner(first, Owner.BOT)
    assert desk.team.waits.outlook(second).ahead == 0


def test_what_is_usual_is_what_half_of_them_waited_at_most(desk: Desk, clock: HandClock):
    for minutes in (1, 9, 4, 60):
        chat = asked(desk, clock)
        clock.move(timedelta(minutes=minutes))
        desk.journal.change_owner(chat, Owner.SUPPORT_AGENT, name="Ana")
    gave_up = asked(desk, clock)
    clock.move(timedelta(hours=5))
    desk.journal.change_owner(gave_up, Owner.BOT)
    desk.journal.change_owner(gave_up, Owner.SUPPORT_AGENT, name="Ana")  # nobody had asked any more
    assert desk.team.waits.outlook(gave_up).usual == timedelta(minutes=4)


def test_what_was_so_long_ago_is_not_usual_and_nobody_knows_without_a_wait(desk: Desk, clock: HandClock):
    chat = asked(desk, clock)
    assert desk.team.waits.outlook(chat).usual is None
    desk.journal.change_owner(chat, Owner.SUPPORT_AGENT, name="Ana")
    assert desk.team.waits.outlook(chat).usual == timedelta(0)
    clock.move(LOOK_BACK + timedelta(seconds=1))
    assert desk.team.waits.outlook(chat).usual is None


def test_nobody_is_promised_anything_in_a_conversation_that_is_not_there(desk: Desk):
    with pytest.raises(UnknownConversation):
        desk.team.waits.outlook("nothing")
