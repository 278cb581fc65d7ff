"""The queue, on every adapter: which conversation stands in which list, and what its row says."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from conversations.accounts import save_account
from conversations.capabilities import LASTS, Tier
from conversations.clock import HandClock
from conversations.desk import Desk, in_memory_desk, in_memory_identity, open_desk, open_identity
from conversations.entries import Outcome, TurnEnd, Words
from conversations.in_memory_record import InMemoryRecord
from conversations.journal import TurnResult
from conversations.ownership import Owner
from conversations.passwords import Passwords
from conversations.queue import LONGEST_LINE, QueueList
from conversations.support_floor import SupportAgent
from tests.conversations.conftest import SQL_DATABASES, empty
from tests.conversations.proving import ORDER, SECRET, Office
from tests.conversations.telling import claim

CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def ana(desk: Desk) -> SupportAgent:
    return save_account(desk.team.accounts, "Ana", "ana@shop.example", "correct horse", CHEAP)


@pytest.fixture
def ben(desk: Desk) -> SupportAgent:
    return save_account(desk.team.accounts, "Ben", "ben@shop.example", "correct horse", CHEAP)


def chat_of(desk: Desk, clock: HandClock, owner: Owner = Owner.BOT, text: str = "hello") -> str:
    clock.move(timedelta(seconds=1))
    chat = desk.journal.open_conversation("widget").id
    desk.journal.append_inbound(chat, "a", text=text)
    if owner is not Owner.BOT:
        desk.journal.change_owner(chat, owner)
    return chat


def listed(desk: Desk, which: QueueList, agent: SupportAgent, limit: int = 50) -> list[str]:
    return [row.id for row in desk.team.queue.page(which, agent.id, limit).rows]


def test_each_conversation_stands_in_one_list(
    desk: Desk, clock: HandClock, ana: SupportAgent, ben: SupportAgent
):
    desk.journal.open_conversation("widget")  # nobody has written in it
    with_bot, waits = chat_of(desk, clock), chat_of(desk, clock, Owner.WAITING)
    mine, bens = chat_of(desk, clock), chat_of(desk, clock)
    closed = chat_of(desk, clock, Owner.CLOSED)
    desk.team.floor.take(mine, ana)
    desk.team.floor.take(bens, ben)
    expected = {
        QueueList.WAITING: [waits],
        QueueList.MINE: [mine],
        QueueList.COLLEAGUES: [bens],
        QueueList.BOT: [with_bot],
        QueueList.CLOSED: [closed],
    }
    assert {which: listed(desk, which, ana) for which in QueueList} == expected
    assert desk.team.queue.counts(ana.id) == dict.fromkeys(QueueList, 1)
    assert listed(desk, QueueList.MINE, ben) == [bens]


def test_who_waits_longest_stands_first_and_else_what_was_written_last(
    desk: Desk, clock: HandClock, ana: SupportAgent
):
    first, second = chat_of(desk, clock, Owner.WAITING), chat_of(desk, clock, Owner.WAITING)
    older, newer = chat_of(desk, clock), chat_of(desk, clock)
    clock.move(timedelta(seconds=1))
    desk.journal.append_inbound(first, "b", text="still here")
    desk.journal.append_inbound(older, "b", text="still here")
    assert listed(desk, QueueList.WAITING, ana) == [first, second]
    assert listed(desk, QueueList.BOT, ana) == [older, newer]


def test_the_address_that_was_left_for_the_answer_is_known_from_the_dialogue(desk: Desk, clock: HandClock):
    chat = chat_of(desk, clock)
    assert desk.team.queue.contact_email(chat) is None
    slots = [{"event": "slot", "name": "contact_email", "value": it} for it in (None, "kim@example.com")]
    end = TurnEnd(Outcome.ANSWERED, "ask_for_human")
    desk.journal.commit_turn(claim(desk.journal), TurnResult(end, (), json.dumps(slots)))
    assert desk.team.queue.contact_email(chat) == "kim@example.com"


@pytest.mark.parametrize("owner", [Owner.WAITING, Owner.BOT, Owner.CLOSED])
def test_pages_have_everybody_once(desk: Desk, clock: HandClock, ana: SupportAgent, owner: Owner):
    everybody = [chat_of(desk, clock, owner) for _ in range(5)]
    which, read, more = QueueList(owner.value), [], None
    while True:
        page = desk.team.queue.page(which, ana.id, 2, more)
        read += [row.id for row in page.rows]
        if page.more is None:
            break
        more = page.more
    assert read == (everybody if owner is Owner.WAITING else everybody[::-1])


@pytest.mark.parametrize("more", ["", "x", "12", "-1~a", "1~a\0"])
def test_a_place_that_the_queue_never_gave_out_is_none(desk: Desk, ana: SupportAgent, more: str):
    with pytest.raises(ValueError):
        desk.team.queue.page(QueueList.BOT, ana.id, 5, more)


def test_a_row_shows_what_the_customer_said_last_whoever_has_answered(desk: Desk, clock: HandClock):
    chat = chat_of(desk, clock, text="Where is it?")
    desk.journal.commit_turn(
        claim(desk.journal), TurnResult(TurnEnd(Outcome.ANSWERED, "x"), (Words("On its way."),))
    )
    assert desk.team.queue.row(chat).said == "Where is it?"


def test_a_row_says_what_is_so(desk: Desk, clock: HandClock, ana: SupportAgent):
    chat = chat_of(desk, clock, text="x" * 500)
    snapshot = '[{"event": "slot", "name": "order_number", "value": "10042"}]'
    end = TurnEnd(Outcome.ANSWERED, "cancel_order")
    desk.journal.commit_turn(claim(desk.journal), TurnResult(end, (Words("Sure?"),), snapshot))
    desk.team.floor.take(chat, ana)
    clock.move(timedelta(seconds=5))
    desk.journal.append_inbound(chat, "b", text="Yes " * 100)

    row = desk.team.queue.row(chat, ana.id)

    assert row.wants == "Cancel the order · 10042"
    assert row.said == ("Yes " * 100)[:LONGEST_LINE]
    assert (row.unread, row.last_at, row.since) == (2, clock(), clock() - timedelta(seconds=5))
    assert (row.ownership.name, row.customer_id, row.channel) == ("Ana", None, "widget")
    (tried,) = desk.team.queue.tried(chat)
    assert (tried.asked, tried.reason, tried.outcome) == (
        "x" * LONGEST_LINE,
        "cancel_order",
        Outcome.ANSWERED,
    )


@pytest.mark.parametrize("owner", [Owner.BOT, Owner.WAITING, Owner.CLOSED])
def test_all_that_the_customer_wrote_is_unread_whoever_has_it(
    desk: Desk, clock: HandClock, ana: SupportAgent, owner: Owner
):
    chat = chat_of(desk, clock, owner)
    (row,) = desk.team.queue.page(QueueList(owner.value), ana.id, 5).rows
    assert (row.id, row.unread) == (chat, 1)


def test_what_one_has_read_is_unread_for_the_other(
    desk: Desk, clock: HandClock, ana: SupportAgent, ben: SupportAgent
):
    chat = chat_of(desk, clock, Owner.WAITING)
    desk.team.floor.mark_read(chat, ana, 10**6)
    assert desk.team.queue.row(chat, ana.id).unread == 0
    assert desk.team.queue.row(chat, ben.id).unread == 1
    desk.journal.append_inbound(chat, "b", text="hello?")
    assert desk.team.queue.row(chat, ana.id).unread == 1
    assert desk.team.queue.row(chat).unread == 0


@pytest.fixture(params=("in_memory", *SQL_DATABASES))
def proving(request: pytest.FixtureRequest, clock: HandClock) -> Iterator[tuple[Office, Desk]]:
    """Customers who prove orders, and the desk of their conversations."""
    if request.param == "in_memory":
        record = InMemoryRecord()
        desk, identity = in_memory_desk(clock, record), in_memory_identity(record, clock)
    else:
        url = str(
            request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "migrated_postgres_url")
        )
        if request.param == "postgres":
            empty(url)
        desk, identity = open_desk(url, clock), open_identity(url, SECRET, clock)
    yield Office(desk.journal, identity, clock), desk
    identity.close()
    desk.close()


def test_only_a_live_proof_of_this_conversation_counts(proving: tuple[Office, Desk], clock: HandClock):
    office, office_desk = proving
    theirs, others = office.open(), office.open()
    office.prove(theirs)
    assert [held.order_number for held in office_desk.team.queue.proofs(theirs)] == [ORDER]
    assert office_desk.team.queue.proofs(others) == []
    clock.move(LASTS[Tier.SEEN])
    assert office_desk.team.queue.proofs(theirs) == []
    office.prove(theirs)
    office.identity.revoke(theirs)
    assert office_desk.team.queue.proofs(theirs) == []


def test_the_title_names_the_last_order_that_was_proved_when_none_is_talked_about(
    proving: tuple[Office, Desk],
):
    office, office_desk = proving
    theirs = office.open()
    office.prove(theirs)
    office.identity.revoke(theirs)  # with the goodbye
    assert office_desk.team.queue.row(theirs).wants == ORDER
    assert office_desk.team.queue.row(office.open()).wants == ""
