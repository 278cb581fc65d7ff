"""Words that nothing allowed are found, also when the journal and the database failed to refuse them."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.engine import make_url

from conversations.audit import audit
from conversations.audit_figures import Figures
from conversations.audit_record import Period
from conversations.clock import HandClock
from conversations.desk import Desk, open_desk
from conversations.entries import Words
from conversations.notices import NoticeKind, NoticeToKeep
from conversations.ownership import Owner
from conversations.sql_audit_record import SqlAuditRecord
from conversations.sql_database import Database, open_engine
from tests.conversations.offering import offered
from tests.conversations.telling import answer, claim, saying

SHIPPED = NoticeToKeep(NoticeKind.ORDER_SHIPPED, "10042")

# What was done to the rows, and what the audit says of it.
SURGERY = {
    "no permit": (
        "UPDATE entries SET permit_id = NULL, permit_kind = NULL WHERE permit_kind = 'reply'",
        "there is no such permit in this conversation",
    ),
    "a permit of another conversation": (
        "UPDATE permits SET conversation_id = 'elsewhere' WHERE kind = 'reply'",
        "there is no such permit in this conversation",
    ),
    "another kind than it says": (
        "UPDATE permits SET kind = 'offer' WHERE kind = 'reply'",
        "the permit is of another kind",
    ),
    "a support permit for the bot": (
        "UPDATE entries SET permit_id = (SELECT id FROM permits WHERE kind = 'support'),"
        " permit_kind = 'support' WHERE permit_kind = 'reply'",
        "the permit is of another kind",
    ),
    "a kind that does not exist": (
        "UPDATE permits SET kind = 'campaign' WHERE kind = 'reply';"
        "UPDATE entries SET permit_kind = 'campaign' WHERE permit_kind = 'reply'",
        "there is no such kind of permit",
    ),
    "a reply to the bot's own words": (
        "UPDATE permits SET ref = '2' WHERE kind = 'reply'",
        "no message of the customer stands before it",
    ),
    "a reply to nothing": (
        "UPDATE permits SET ref = 'x' WHERE kind = 'reply'",
        "no message of the customer stands before it",
    ),
    "a reply to a message that was done": (
        "UPDATE entries SET seq = 90 WHERE permit_kind = 'reply'; UPDATE conversations SET last_seq = 90",
        "the message was done before",
    ),
    "a reply while a person had the floor": (
        "UPDATE entries SET seq = 90 WHERE permit_kind = 'reply'; UPDATE turns SET seq = 91;"
        "UPDATE events SET seq = 80; UPDATE conversations SET last_seq = 91",
        "the bot did not have the floor",
    ),
    "a notice that nobody asked for": ("DELETE FROM notices", "nobody asked to be told"),
    "a notice for another conversation": (
        "UPDATE notices SET conversation_id = 'elsewhere'",
        "nobody asked to be told",
    ),
    "a notice before it was asked for": (
        "UPDATE notices SET inbound_seq = 95",
        "nobody asked to be told",
    ),
    "a notice while a person had the floor": (
        "UPDATE events SET seq = 3",
        "the bot did not have the floor",
    ),
    "a person who did not take the conversation": (
        "DELETE FROM events",
        "no person had taken the conversation",
    ),
    "a person who had let go": (
        "UPDATE permits SET ref = '7' WHERE kind = 'support'",
        "no person had taken the conversation",
    ),
    "a person who writes first": (
        "UPDATE entries SET seq = 95 WHERE speaker = 'customer';"
        "UPDATE conversations SET last_seq = 95; DELETE FROM entries WHERE speaker = 'bot'",
        "the customer had not written yet",
    ),
    "an offer that was declined": (
        "UPDATE offers SET outcome = 'declined'",
        "nobody accepted such an offer",
    ),
    "an offer that does not exist": ("DELETE FROM offers", "nobody accepted such an offer"),
    "an offer of another conversation": (
        "UPDATE offers SET conversation_id = 'elsewhere'",
        "nobody accepted such an offer",
    ),
}


@pytest.fixture
def desk(sqlite_url: str, clock: HandClock) -> Iterator[Desk]:
    opened = open_desk(sqlite_url, clock)
    yield opened
    opened.close()


@pytest.fixture
def chat(desk: Desk) -> str:
    """A reply (2), a notice (4), and a person's words (6). Nothing in it is forced."""
    chat = desk.journal.open_conversation("widget").id
    desk.journal.append_inbound(chat, "a", text="Tell me when it ships")
    desk.journal.commit_turn(claim(desk.journal), saying("I will.", notices=(SHIPPED,)))
    [notice] = desk.notices.of_conversation(chat)
    desk.notices.tell(notice.id, Words("It is on its way."))
    owner = desk.journal.change_owner(chat, Owner.SUPPORT_AGENT, name="Ada")
    desk.journal.append_support_words(chat, Words("I am Ada."), name="Ada", epoch=owner.epoch)
    return chat


def audited(url: str, clock: HandClock) -> Figures:
    database = Database(open_engine(url))
    try:
        soon = clock() + timedelta(seconds=1)
        return audit(SqlAuditRecord(database), Period(soon - timedelta(days=1), soon), soon)
    finally:
        database.close()


def operate(url: str, statements: str) -> None:
    """Changes rows as no code of ours could: without foreign keys, checks and unique indexes."""
    connection = sqlite3.connect(str(make_url(url).database))
    connection.executescript("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;" + statements)
    connection.close()


def test_what_went_the_regular_way_is_not_forced(desk: Desk, chat: str, sqlite_url: str, clock: HandClock):
    desk.ledger.accept(offered(desk).id, "widget")
    answer(desk.journal, "Let us look.")
    assert audited(sqlite_url, clock).forced.first == []


@pytest.mark.parametrize("case", [case for case in SURGERY if "offer" not in case])
def test_words_without_a_valid_permit_are_found(
    desk: Desk, chat: str, sqlite_url: str, clock: HandClock, case: str
):
    statements, why = SURGERY[case]
    operate(sqlite_url, statements)

    forced = audited(sqlite_url, clock).forced
    assert why in {finding.why for finding in forced.first}
    assert {finding.conversation_id for finding in forced.first} == {chat}


@pytest.mark.parametrize("case", [case for case in SURGERY if "offer" in case])
def test_an_offer_that_nobody_accepted_is_found(desk: Desk, sqlite_url: str, clock: HandClock, case: str):
    chat = desk.ledger.accept(offered(desk).id, "widget").id
    statements, why = SURGERY[case]
    operate(sqlite_url, statements)

    [finding] = audited(sqlite_url, clock).forced.first
    assert (finding.conversation_id, finding.seq, finding.why) == (chat, 1, why)
