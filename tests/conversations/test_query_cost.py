"""What a call costs on SQLite, in steps of its virtual machine: the 200th message costs what the 5th did."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import event

from conversations.capabilities import Tier
from conversations.clock import HandClock
from conversations.cue_ledger import WhoSawIt
from conversations.entries import Words
from conversations.in_memory_bell import InMemoryBell
from conversations.initiative import Verdict
from conversations.journal import ClaimedTurn, Conversation, Journal, TurnResult
from conversations.ownership import Owner
from conversations.sql_cue_ledger import SqlCueLedger
from conversations.sql_database import Database, open_engine
from conversations.sql_identity import SqlIdentityDesk
from conversations.sql_journal import SqlJournal
from tests.conversations.offering import cue
from tests.conversations.proving import SECRET, Office
from tests.conversations.telling import ANSWERED, YES, answer, claim


class Steps:
    """Counts the instructions of every SQLite connection that is opened."""

    def __init__(self) -> None:
        self.taken = 0

    def watch(self, connection: sqlite3.Connection, _record: object) -> None:
        connection.set_progress_handler(self._take_one, 1)

    def of(self, call: Callable[[], object]) -> int:
        self.taken = 0
        call()
        return self.taken

    def _take_one(self) -> int:
        self.taken += 1
        return 0


@pytest.fixture
def steps() -> Steps:
    return Steps()


@pytest.fixture
def journal(sqlite_url: str, steps: Steps) -> Iterator[Journal]:
    engine = open_engine(sqlite_url)
    event.listen(engine, "connect", steps.watch)
    yield SqlJournal(Database(engine), InMemoryBell())
    engine.dispose()


@pytest.fixture
def conversation(journal: Journal) -> Conversation:
    return journal.open_conversation("widget")


def cost_of_a_message(journal: Journal, steps: Steps, conversation_id: str) -> dict[str, int]:
    """What each call costs in the life of one message that is answered with two entries and a choice."""
    before = journal.conversation(conversation_id).last_seq
    result = TurnResult(ANSWERED, (Words("Sure?", (YES,)), Words("Yes or no?")), snapshot="tracker")
    turns: list[ClaimedTurn] = []
    calls: dict[str, Callable[[], object]] = {
        "append": lambda: journal.append_inbound(conversation_id, f"at {before}", text="hello"),
        "append again": lambda: journal.append_inbound(conversation_id, f"at {before}", text="hello"),
        "claim": lambda: turns.append(claim(journal)),
        "claim nothing": lambda: journal.claim_turn("idle worker"),
        "tell delayed": lambda: journal.tell_delayed(timedelta(hours=1), "still here"),
        "renew": lambda: journal.renew_lease(turns[0]),
        "commit": lambda: journal.commit_turn(turns[0], result),
        "said": lambda: journal.said(conversation_id, ["Sure?", "Yes or no?", "Never said."]),
        "rate": lambda: journal.rate_entry(conversation_id, before + 2, helpful=True),
        "read stream": lambda: journal.read_stream(conversation_id, before),
        "read entries": lambda: journal.read_entries(conversation_id, before),
        "read at the end": lambda: journal.read_stream(conversation_id, before + 4),
    }
    return {name: steps.of(call) for name, call in calls.items()}


def dearer(late: dict[str, int], early: dict[str, int]) -> dict[str, tuple[int, int]]:
    """What costs more than before, but for the step or two of looking at a neighbour in an index."""
    return {name: (early[name], late[name]) for name in early if late[name] > 1.02 * early[name] + 2}


def test_a_late_message_costs_what_an_early_one_did(
    journal: Journal, conversation: Conversation, steps: Steps
):
    costs = [cost_of_a_message(journal, steps, conversation.id) for _ in range(200)]

    assert dearer(costs[199], costs[4]) == {}


def test_a_message_costs_the_same_among_many_conversations(
    journal: Journal, conversation: Conversation, steps: Steps
):
    for _ in range(5):
        alone = cost_of_a_message(journal, steps, conversation.id)
    for number in range(100):
        other = journal.open_conversation("widget")
        journal.append_inbound(other.id, "a", text="hello")
        if number % 2:
            answer(journal, "Hello!")
    for _ in range(50):
        answer(journal, "Hello!")

    assert dearer(cost_of_a_message(journal, steps, conversation.id), alone) == {}


def test_the_bot_finds_its_own_latest_words_however_long_people_talked(
    journal: Journal, conversation: Conversation, steps: Steps
):
    for _ in range(5):
        early = cost_of_a_message(journal, steps, conversation.id)
    journal.change_owner(conversation.id, Owner.SUPPORT_AGENT, name="Ana")
    for number in range(100):
        journal.append_inbound(conversation.id, f"to Ana {number}", text="hello")
    journal.change_owner(conversation.id, Owner.BOT)

    assert dearer(cost_of_a_message(journal, steps, conversation.id), early) == {}


def test_silence_costs_the_same_among_many_visitors(sqlite_url: str, steps: Steps):
    engine = open_engine(sqlite_url)
    event.listen(engine, "connect", steps.watch)
    database, bell, clock = Database(engine), InMemoryBell(), HandClock()
    journal, ledger = SqlJournal(database, bell, clock), SqlCueLedger(database, bell, clock)
    who = WhoSawIt("device", "customer")
    ledger.consider(cue(), who)
    alone = steps.of(lambda: ledger.consider(cue(), who))
    for number in range(200):
        ledger.consider(cue(), WhoSawIt(f"device {number}", f"customer {number}"))
        conversation = journal.open_conversation("widget", f"customer {number}")
        journal.append_inbound(conversation.id, "a", text="stop")
        ledger.opt_out(conversation.id)

    assert steps.of(lambda: ledger.consider(cue(), who)) <= alone + 10
    ledger.close()
    engine.dispose()


def test_silence_writes_nothing_at_once(sqlite_url: str):
    ledger = SqlCueLedger(Database(open_engine(sqlite_url)), InMemoryBell(), HandClock())
    ledger.consider(cue(), WhoSawIt("device"))
    occupied = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    occupied.execute("BEGIN IMMEDIATE")

    answer = ledger.consider(cue(), WhoSawIt("device"))

    assert isinstance(answer, Verdict)
    occupied.execute("ROLLBACK")
    occupied.close()
    ledger.close()


def cost_of_proving(office: Office, steps: Steps, order: str) -> dict[str, int]:
    """What each call costs for somebody who proves an order and confirms it, at a café where others do."""
    conversation = office.open()
    messages = [office.message(conversation, "café") for _ in range(3)]
    desk = office.identity
    costs = {
        "begin": steps.of(lambda: desk.begin_attempt(messages[0], order, "email:")),
        "accept": steps.of(lambda: desk.accept_attempt(messages[0], order, "email:")),
        "pass": steps.of(lambda: desk.pass_for(conversation, order, Tier.SEEN)),
        "held": steps.of(lambda: desk.capabilities_of(conversation)),
        "issue": steps.of(lambda: desk.issue_code(messages[1], order)),
    }
    digits = desk.issue_code(messages[1], order).digits
    costs["try"] = steps.of(lambda: desk.try_code(messages[2], order, digits))
    return costs | {"revoke": steps.of(lambda: desk.revoke(conversation))}


def test_proving_an_order_costs_the_same_among_many_who_prove_theirs(sqlite_url: str, steps: Steps):
    engine = open_engine(sqlite_url)
    event.listen(engine, "connect", steps.watch)
    database, clock = Database(engine), HandClock()
    desk = SqlIdentityDesk(database, SECRET, clock)
    office = Office(SqlJournal(database, InMemoryBell(), clock), desk, clock)
    for order in ("10041", "10042"):
        alone = cost_of_proving(office, steps, order)
    for number in range(100):
        conversation = office.open()
        office.fail(conversation, str(20_000 + number), address=f"address {number}")
        office.prove(conversation, str(20_000 + number), address="café")
        code = office.code(conversation, str(20_000 + number))
        office.enter(conversation, code.digits, str(20_000 + number), address="café")

    assert dearer(cost_of_proving(office, steps, "10043"), alone) == {}
    engine.dispose()
