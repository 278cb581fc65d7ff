"""Migrations: they make the tables that the code expects, on both databases, whoever runs them at once."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from conversations.desk import open_desk
from conversations.errors import JournalUnavailable
from conversations.schema import upgrade
from conversations.sql_database import open_engine
from conversations.tables import metadata
from tests.conversations.conftest import SQL_DATABASES


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


def test_processes_that_upgrade_at_once_do_not_disturb_each_other(empty_database_url: str):
    upgrade_there = "import sys; from conversations.schema import upgrade; upgrade(sys.argv[1])"
    command = [sys.executable, "-c", upgrade_there, empty_database_url]
    processes = [subprocess.Popen(command) for _ in range(4)]

    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0, 0]
    assert open_desk(empty_database_url).journal.is_available()


def test_a_journal_without_tables_is_not_available(empty_database_url: str):
    desk = open_desk(empty_database_url)

    assert not desk.journal.is_available()
    with pytest.raises(JournalUnavailable):
        desk.journal.open_conversation("widget")
    desk.close()
