"""Waiting for a person, on every adapter: who waits, and the one notice that each wait is owed."""

from datetime import timedelta

import pytest

from conversations.accounts import PRESENT_FOR, Account
from conversations.audit_permits import forced_entries
from conversations.audit_record import History, OwnerChange, RecordedEntry
from conversations.clock import HandClock
from conversations.desk import Desk
from conversations.entries import Because, Outcome, TurnEnd, Words
from conversations.errors import UnknownConversation
from conversations.journal import Conversation, TurnResult
from conversations.ownership import Owner
from conversations.support_floor import SupportAgent
from conversations.waits import LOOK_BACK, PastWait
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
    ahead = [desk.team.waits.line(chat).ahead for chat in (first, second, conversation.id)]
    assert ahead == [0, 1, 2]
    desk.journal.change_owner(first, Owner.BOT)
    assert desk.team.waits.line(second).ahead == 0


def test_each_wait_of_the_last_days_is_known_by_how_it_ended(desk: Desk, clock: HandClock):
    began = []
    for owner, name in ((Owner.SUPPORT_AGENT, "Ana"), (Owner.BOT, None), (Owner.CLOSED, None)):
        chat = asked(desk, clock)
        began.append(clock())
        clock.move(timedelta(minutes=4))
        desk.journal.change_owner(chat, owner, name=name)
    last = asked(desk, clock)
    found = sorted(desk.team.waits.line(last).lately, key=lambda wait: wait.asked_at)
    minutes = timedelta(minutes=4)
    assert found == [
        PastWait(began[0], began[0] + minutes, was_taken=True),
        PastWait(began[1], began[1] + minutes, was_taken=False),
        PastWait(began[2], began[2] + minutes, was_taken=False),
        PastWait(clock(), None, was_taken=False),
    ]
    assert desk.team.waits.line(last).asked_at == clock()


def test_who_was_taken_without_having_asked_waited_for_nobody(desk: Desk, clock: HandClock):
    chat = asked(desk, clock)
    desk.journal.change_owner(chat, Owner.BOT)
    desk.journal.change_owner(chat, Owner.SUPPORT_AGENT, name="Ana")
    assert [wait.was_taken for wait in desk.team.waits.line(chat).lately] == [False]
    assert desk.team.waits.line(chat).asked_at is None


def test_what_was_long_ago_says_nothing_of_now(desk: Desk, clock: HandClock):
    chat = asked(desk, clock)
    desk.journal.change_owner(chat, Owner.SUPPORT_AGENT, name="Ana")
    clock.move(LOOK_BACK + timedelta(seconds=1))
    assert desk.team.waits.line(chat).lately == []


def test_the_outcome_is_owed_until_it_is_told_or_the_wait_is_over(desk: Desk, clock: HandClock):
    told, taken, waits = asked(desk, clock), asked(desk, clock), asked(desk, clock)
    assert [wait.conversation_id for wait in desk.team.waits.owed()] == [told, taken, waits]
    desk.team.waits.tell_outcome(told, desk.team.waits.owed()[0].epoch, SORRY)
    desk.journal.change_owner(taken, Owner.SUPPORT_AGENT, name="Ana")
    assert [wait.conversation_id for wait in desk.team.waits.owed()] == [waits]
    desk.journal.change_owner(told, Owner.BOT)
    desk.journal.change_owner(told, Owner.WAITING)
    assert {wait.conversation_id for wait in desk.team.waits.owed()} == {told, waits}


def test_somebody_is_there_while_the_inbox_is_open(desk: Desk, clock: HandClock):
    assert not desk.team.waits.is_somebody_there()
    ana = desk.team.accounts.save(Account(SupportAgent("ana", "Ana"), "ana@shop.example", "hash"), clock())
    desk.team.accounts.open_session("digest", ana.id, clock(), clock() + timedelta(minutes=5))
    assert desk.team.waits.is_somebody_there()
    clock.move(PRESENT_FOR)
    assert not desk.team.waits.is_somebody_there()
    desk.team.accounts.touch_session("digest", clock())
    assert desk.team.waits.is_somebody_there()
    desk.team.accounts.end_session("digest")
    assert not desk.team.waits.is_somebody_there()


def test_nobody_is_there_whose_session_has_ended(desk: Desk, clock: HandClock):
    ana = desk.team.accounts.save(Account(SupportAgent("ana", "Ana"), "ana@shop.example", "hash"), clock())
    desk.team.accounts.open_session("digest", ana.id, clock(), clock() + timedelta(seconds=1))
    clock.move(timedelta(seconds=1))
    assert not desk.team.waits.is_somebody_there()


def test_nobody_is_promised_anything_in_a_conversation_that_is_not_there(desk: Desk):
    with pytest.raises(UnknownConversation):
        desk.team.waits.line("nothing")
