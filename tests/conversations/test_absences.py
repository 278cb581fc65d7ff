"""Agents who have gone, on every adapter: their customers wait in line again."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from conversations.accounts import IDLE_LASTS, PRESENT_FOR, save_account
from conversations.clock import HandClock
from conversations.desk import Desk, absences_of
from conversations.journal import Conversation
from conversations.ownership import Owner
from conversations.passwords import Passwords
from conversations.support_floor import SupportAgent
from tests.conversations.telling import claim, saying

CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def ana(desk: Desk, clock: HandClock) -> SupportAgent:
    """Signed in for an hour."""
    agent = save_account(desk.team.accounts, "Ana", "ana@shop.example", "correct horse", CHEAP)
    now = clock()
    desk.team.accounts.open_session("one", agent.id, now, now + timedelta(hours=12))
    return agent


@pytest.fixture
def chat(desk: Desk, conversation: Conversation, ana: SupportAgent) -> str:
    """Ana has it."""
    desk.journal.append_inbound(conversation.id, "a", text="hello")
    desk.journal.commit_turn(claim(desk.journal), saying("Hello!"))
    desk.team.floor.take(conversation.id, ana)
    return conversation.id


def owner_of(desk: Desk, chat: str) -> Owner:
    return desk.journal.conversation(chat).ownership.owner


def test_who_is_signed_in_keeps_what_they_have(desk: Desk, clock: HandClock, chat: str):
    assert absences_of(desk, clock).look() == 0
    assert owner_of(desk, chat) is Owner.SUPPORT_AGENT


def test_who_signed_out_leaves_their_customer_in_line_and_a_note_says_why(
    desk: Desk, clock: HandClock, chat: str
):
    desk.team.accounts.end_session("one")
    assert absences_of(desk, clock).look() == 1
    assert [wait.conversation_id for wait in desk.team.waits.owed()] == [chat]
    assert [note.text for note in desk.team.floor.notes(chat)] == [
        "Ana is signed out: the customer waits again."
    ]
    assert absences_of(desk, clock).look() == 0


def test_who_is_signed_in_on_a_second_device_has_not_gone(
    desk: Desk, clock: HandClock, chat: str, ana: SupportAgent
):
    desk.team.accounts.open_session("two", ana.id, clock(), clock() + timedelta(hours=1))
    desk.team.accounts.end_session("one")
    assert absences_of(desk, clock).look() == 0
    assert owner_of(desk, chat) is Owner.SUPPORT_AGENT


@pytest.mark.parametrize("later", [IDLE_LASTS, timedelta(hours=12)])
def test_whose_session_ended_by_itself_has_gone(desk: Desk, clock: HandClock, chat: str, later: timedelta):
    clock.move(later)
    assert absences_of(desk, clock).look() == 1
    assert owner_of(desk, chat) is Owner.WAITING


def test_who_closed_the_page_leaves_nobody_waiting_who_has_written_since(
    desk: Desk, clock: HandClock, chat: str, ana: SupportAgent
):
    desk.team.floor.mark_read(chat, ana, desk.journal.conversation(chat).last_seq)
    clock.move(PRESENT_FOR)
    assert absences_of(desk, clock).look() == 0
    desk.journal.append_inbound(chat, "b", text="are you still there?")
    assert absences_of(desk, clock).look() == 1
    assert owner_of(desk, chat) is Owner.WAITING
    assert "Ana has closed the inbox" in desk.team.floor.notes(chat)[0].text


def test_whoever_has_the_page_open_keeps_who_writes(
    desk: Desk, clock: HandClock, chat: str, ana: SupportAgent
):
    clock.move(PRESENT_FOR)
    desk.team.accounts.touch_session("one", clock())
    desk.journal.append_inbound(chat, "b", text="are you still there?")
    assert absences_of(desk, clock).look() == 0


def test_who_signs_out_keeps_nothing_for_a_page_that_was_closed_elsewhere(
    desk: Desk, clock: HandClock, chat: str, ana: SupportAgent
):
    desk.team.accounts.open_session("two", ana.id, clock(), clock() + timedelta(hours=1))
    clock.move(PRESENT_FOR)
    desk.team.accounts.touch_session("one", clock())
    assert absences_of(desk, clock).sign_out(ana) == 0
    desk.team.accounts.end_session("one")
    assert absences_of(desk, clock).sign_out(ana) == 1
    assert owner_of(desk, chat) is Owner.WAITING


def test_a_customer_whose_agent_left_reads_one_line_about_it(desk: Desk, clock: HandClock, chat: str):
    before = desk.journal.conversation(chat).last_seq
    desk.team.accounts.end_session("one")
    absences_of(desk, clock).look()
    assert [item.data["owner"] for item in desk.journal.read_stream(chat, before)] == ["waiting"]


def test_what_a_colleague_took_over_stays_theirs(desk: Desk, clock: HandClock, chat: str, ana: SupportAgent):
    ben = save_account(desk.team.accounts, "Ben", "ben@shop.example", "correct horse", CHEAP)
    desk.team.accounts.open_session("bens", ben.id, clock(), clock() + timedelta(hours=1))
    desk.team.floor.take(chat, ben, from_agent=ana.id)
    desk.team.accounts.end_session("one")
    assert absences_of(desk, clock).look() == 0
    assert desk.journal.conversation(chat).ownership.name == "Ben"
