"""Waiting for a person, on every adapter: who waits, and the one notice that each wait is owed."""

from datetime import timedelta

import pytest

from conversations.audit_permits import forced_entries
from conversations.audit_record import History, OwnerChange, RecordedEntry
from conversations.clock import HandClock
from conversations.desk import Desk
from conversations.entries import Because, Outcome, TurnEnd, Words
from conversations.journal import Conversation, TurnResult
from conversations.ownership import Owner
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
