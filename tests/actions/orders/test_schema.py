"""The order tables: made once, however often and by however many at once, and as `tables` says they are."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, inspect, text

from actions.orders import tables_beside
from actions.orders.database import open_engine, reading, writing
from actions.orders.schema import BESIDE_VERSION_TABLE, VERSION_TABLE, upgrade, upgrade_beside
from actions.orders.tables import metadata


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    yield (
        f"sqlite:///{tmp_path}/o.db" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    )


@pytest.mark.parametrize(
    ("bring_up", "known"),
    [(upgrade, metadata), (upgrade_beside, tables_beside.metadata)],
    ids=["ours", "beside a shop's own"],
)
def test_the_migrations_make_the_tables_that_the_code_knows(
    url: str, bring_up: Callable[[str], None], known: MetaData
) -> None:
    bring_up(url)

    engine = open_engine(url)
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
        differences = compare_metadata(context, known)
    engine.dispose()
    assert differences == []


def test_both_sets_of_tables_can_be_in_one_database(url: str) -> None:
    for _ in range(2):
        upgrade(url)
        upgrade_beside(url)

    engine = open_engine(url)
    assert {"orders", "deskbell_orders", VERSION_TABLE, BESIDE_VERSION_TABLE} <= set(
        inspect(engine).get_table_names()
    )
    engine.dispose()


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or name not in {VERSION_TABLE, BESIDE_VERSION_TABLE}


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
