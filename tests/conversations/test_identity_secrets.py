"""Whoever reads the database learns neither what was shown nor a code, and can make no code of it."""

from hashlib import sha256

from sqlalchemy import select

from conversations.clock import HandClock
from conversations.desk import open_desk, open_identity
from conversations.sql_database import open_engine
from conversations.tables import metadata
from tests.conversations.proving import EMAIL, ORDER, SECRET, Office


def everything_in(database_url: str) -> str:
    engine = open_engine(database_url)
    with engine.connect() as connection:
        rows = [tuple(row) for table in metadata.sorted_tables for row in connection.execute(select(table))]
    engine.dispose()
    return repr(rows)


def test_what_was_shown_and_codes_are_not_in_the_database(database_url: str):
    clock = HandClock()
    desk, identity = open_desk(database_url, clock), open_identity(database_url, SECRET, clock)
    office = Office(desk.journal, identity, clock)
    conversation = office.open()
    office.prove(conversation)
    code = office.code(conversation)
    wrong = office.wrong(code)
    office.enter(conversation, wrong)
    office.enter(conversation, code.digits)

    kept = everything_in(database_url)
    assert ORDER in kept
    for hidden in (EMAIL, code.digits, wrong):
        assert hidden not in kept
        assert sha256(hidden.encode()).hexdigest() not in kept
    assert "ada@" not in kept
    desk.close()
    identity.close()


def test_another_secret_takes_no_code_of_ours(database_url: str):
    clock = HandClock()
    desk, ours = open_desk(database_url, clock), open_identity(database_url, SECRET, clock)
    office, theirs = Office(desk.journal, ours, clock), open_identity(database_url, "t" * 32, clock)
    conversation = office.open()
    office.prove(conversation)
    code = office.code(conversation)
    forged = theirs.issue_code(office.message(conversation), ORDER)

    assert not ours.try_code(office.message(conversation), ORDER, code.digits).is_right
    assert not office.enter(conversation, forged.digits).is_right
    for opened in (desk, ours, theirs):
        opened.close()
