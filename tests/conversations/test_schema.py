"""Migrations: they make the tables that the code expects, on both databases, whoever runs them at once."""

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

from conversations.capabilities import Tier
from conversations.desk import open_desk, open_identity
from conversations.entries import Words
from conversations.errors import JournalUnavailable
from conversations.initiative import OfferOutcome
from conversations.schema import upgrade, upgrade_within
from conversations.sql_database import open_engine
from conversations.support_floor import SupportAgent
from conversations.tables import metadata
from tests.conversations.conftest import SQL_DATABASES
from tests.conversations.offering import GUEST, cue
from tests.conversations.test_tables import ENTRY


@pytest.fixture(params=SQL_DATABASES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables."""
    if request.param == "postgres":
        url: str = request.getfixturevalue("postgres_url")
        return url
    return f"sqlite:///{tmp_path}/a 50% new/directory/deskbell.db"


def constraints(url: str) -> dict[str, set[tuple[str, str]]]:
    engine = open_engine(url)
    with engine.connect() as connection:
        look = inspect(connection)
        found = {
            table: {("check", str(c["name"])) for c in look.get_check_constraints(table)}
            | {("unique", str(c["name"])) for c in look.get_unique_constraints(table)}
            | {("foreign key", str(c["name"])) for c in look.get_foreign_keys(table)}
            | {("index", str(c["name"])) for c in look.get_indexes(table) if "duplicates_constraint" not in c}
            for table in look.get_table_names()
        }
    engine.dispose()
    return found


def test_the_migrations_make_the_tables_of_the_code(empty_database_url: str):
    upgrade(empty_database_url)

    engine = open_engine(empty_database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_migrations_make_the_constraints_of_the_code(
    empty_database_url: str, tmp_path: Path, request: pytest.FixtureRequest
):
    upgrade(empty_database_url)
    migrated = constraints(empty_database_url)
    migrated.pop("alembic_version")
    engine = open_engine(empty_database_url)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        metadata.create_all(connection)
    engine.dispose()

    declared = constraints(empty_database_url)
    declared.pop("alembic_version")
    assert migrated == declared


def test_upgrading_again_changes_nothing(empty_database_url: str):
    upgrade(empty_database_url)
    conversation = open_desk(empty_database_url).journal.open_conversation("widget")

    upgrade(empty_database_url)

    assert open_desk(empty_database_url).journal.conversation(conversation.id) == conversation


OLD_ROWS = (
    "INSERT INTO conversations (id, channel, opened_at, last_seq, last_permit_id, owner, owner_epoch,"
    " owner_name, delay_told_seq, attempts)"
    " VALUES ('old', 'widget', 1, 8, 2, 'support_agent', 1, 'Ana', 0, 0),"
    " ('empty', 'widget', 1, 0, 0, 'bot', 0, NULL, 0, 0)",
    "INSERT INTO permits (conversation_id, id, kind, ref, spent) VALUES"
    " ('old', 1, 'reply', '1', true), ('old', 2, 'support', '1', false)",
    "INSERT INTO entries (conversation_id, seq, speaker, text, at, permit_id, client_id, page) VALUES"
    " ('old', 1, 'customer', 'Where is my order?', 10, NULL, 'a', '{\"order_number\": \"10042\"}'),"
    " ('old', 2, 'bot', 'On its way.', 11, 1, NULL, NULL), ('old', 3, 'bot', 'Soon.', 12, 1, NULL, NULL),"
    " ('old', 6, 'support', 'Ana here.', 13, 2, NULL, NULL),"
    " ('old', 7, 'customer', 'Yes', 14, NULL, 'b', NULL)",
    "INSERT INTO choices (id, conversation_id, entry_seq, position, label, meaning) VALUES"
    " ('c', 'old', 3, 0, 'Yes', '{\"intent\": \"affirm\"}')",
    "INSERT INTO turns (conversation_id, inbound_seq, seq, outcome, reason, ref, at) VALUES"
    " ('old', 1, 4, 'answered', 'x', NULL, 12), ('old', 7, 8, 'passed_on', 'x', NULL, 14)",
    "INSERT INTO events (conversation_id, seq, kind, data, at) VALUES"
    ' (\'old\', 5, \'owner\', \'{"owner": "support_agent", "name": "Ana"}\', 12)',
    "INSERT INTO notes (conversation_id, inbound_seq, text, at) VALUES ('old', 7, 'A mail was sent.', 14)",
)


def test_what_was_said_before_the_manners_is_still_there(empty_database_url: str):
    engine = open_engine(empty_database_url, may_make_file=True)
    with engine.execution_options(deskbell_writes=True).begin() as connection:
        upgrade_within(connection, "0001")
        for statement in OLD_ROWS:
            connection.exec_driver_sql(statement)
    engine.dispose()
    upgrade(empty_database_url)

    journal = open_desk(empty_database_url).journal
    entries = journal.read_entries("old", 0)
    assert [(entry.seq, entry.text, entry.because and entry.because.kind) for entry in entries] == [
        (1, "Where is my order?", None),
        (2, "On its way.", "reply"),
        (3, "Soon.", "reply"),
        (6, "Ana here.", "support"),
        (7, "Yes", None),
    ]
    assert [choice.label for choice in entries[2].choices] == ["Yes"]
    assert [item.seq for item in journal.read_stream("old", 0)] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [note.text for note in journal.read_notes("old")] == ["A mail was sent."]
    assert journal.said("old", ["On its way.", "Soon.", "Ana here."]) == {"On its way.": 2, "Soon.": 3}


def test_an_upgraded_database_is_as_strict_as_a_new_one(empty_database_url: str):
    engine = open_engine(empty_database_url, may_make_file=True)
    with engine.execution_options(deskbell_writes=True).begin() as connection:
        upgrade_within(connection, "0001")
        for statement in OLD_ROWS:
            connection.exec_driver_sql(statement)
        upgrade_within(connection)
    for row in ("'bot', 'x', 0, 1, 'support', NULL", "'bot', 'x', 0, 9, 'reply', NULL"):
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.exec_driver_sql(f"{ENTRY} ('old', 9, {row})")
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM entries WHERE seq = 3")
    engine.dispose()


def test_processes_that_upgrade_at_once_do_not_disturb_each_other(empty_database_url: str):
    upgrade_there = "import sys; from conversations.schema import upgrade; upgrade(sys.argv[1])"
    command = [sys.executable, "-c", upgrade_there, empty_database_url]
    processes = [subprocess.Popen(command) for _ in range(4)]

    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0, 0]
    assert open_desk(empty_database_url).journal.is_available()


def test_a_journal_without_tables_is_not_available(empty_database_url: str):
    desk, identity = open_desk(empty_database_url), open_identity(empty_database_url, "s" * 32)

    assert not desk.journal.is_available()
    with pytest.raises(JournalUnavailable):
        desk.journal.open_conversation("widget")
    for call in (
        partial(desk.ledger.consider, cue(), GUEST),
        partial(desk.ledger.end, "an offer", OfferOutcome.NEVER),
        partial(desk.ledger.accept, "an offer", "widget"),
        partial(desk.ledger.opt_out, "a conversation"),
        partial(desk.notices.waiting),
        partial(desk.notices.of_conversation, "a conversation"),
        partial(desk.notices.tell, "a notice", Words("It has happened.")),
        partial(desk.journal.said, "a conversation", ["hello"]),
        partial(desk.journal.rate_entry, "a conversation", 1, helpful=True),
        partial(desk.team.accounts.find, "ana@shop.example"),
        partial(desk.team.floor.take, "a conversation", SupportAgent("a", "Ana")),
        partial(desk.team.floor.add_note, "a conversation", SupportAgent("a", "Ana"), "n", "A note."),
        partial(desk.team.queue.counts, "a"),
        partial(desk.team.queue.row, "a conversation"),
        partial(desk.team.log.read, 0),
        partial(desk.team.waits.waiting),
        partial(desk.team.waits.line, "a conversation"),
        partial(desk.team.hand_overs.take_due),
        partial(identity.begin_attempt, "a conversation:1", "10042", "email:"),
        partial(identity.accept_attempt, "a conversation:1", "10042", "email:"),
        partial(identity.issue_code, "a conversation:1", "10042"),
        partial(identity.try_code, "a conversation:1", "10042", "123456"),
        partial(identity.pass_for, "a conversation", "10042", Tier.SEEN),
        partial(identity.capabilities_of, "a conversation"),
        partial(identity.revoke, "a conversation"),
    ):
        with pytest.raises(JournalUnavailable):
            call()
    desk.close()
    identity.close()
