"""The order tables: made once, however often and by however many at once, and as `tables` says they are."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from actions.orders.database import open_engine, reading, writing
from actions.orders.schema import VERSION_TABLE, upgrade
from actions.orders.tables import metadata


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    yield (
        f"sqlite:///{tmp_path}/o.db" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    )


def test_the_migrations_make_the_tables_that_the_code_knows(url: str) -> None:
    upgrade(url)

    engine = open_engine(url)
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
        differences = compare_metadata(context, metadata)
    engine.dispose()
    assert differences == []


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or name != VERSION_TABLE


def test_upgrading_twice_changes_nothing(url: str) -> None:
    upgrade(url)
    upgrade(url)

    engine = open_engine(url)
    assert VERSION_TABLE in inspect(engine).get_table_names()
    engine.dispose()


def test_upgrading_leaves_the_tables_and_the_version_of_others_alone(url: str) -> None:
    engine = open_engine(url)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('somebody else')"))

    upgrade(url)

    with reading(engine) as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "somebody else"
    engine.dispose()


def test_processes_that_upgrade_at_once_all_succeed(url: str) -> None:
    command = [
        sys.executable,
        "-c",
        "import sys; from actions.orders.schema import upgrade; upgrade(sys.argv[1])",
    ]
    processes = [subprocess.Popen([*command, url]) for _ in range(3)]

    assert [process.wait(60) for process in processes] == [0, 0, 0]
