from datetime import UTC
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from conversations.environment import Environment
from launcher.database import prepare_database
from launcher.errors import DatabaseNotPrepared, MistakesInFiles
from launcher.settings import Settings, complete, read_settings
from tests.actions.orders.tea_shop import MAPPING_FILE


def settings(folder: Path, **variables: str) -> Settings:
    ours = {"DESKBELL_VAR": str(folder), "DESKBELL_SECRET": "a secret of the tests, and long enough"}
    return read_settings(Environment(complete({**ours, **variables}, {})))


def rows(url: str, table: str) -> int | None:
    """How many there are; None without such a table."""
    engine = create_engine(url)
    try:
        if table not in inspect(engine).get_table_names():
            return None
        with engine.connect() as connection:
            return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
    finally:
        engine.dispose()


def test_the_demo_gets_its_tables_and_its_orders_once(tmp_path):
    demo = settings(tmp_path)
    for _ in range(2):
        prepare_database(demo)
        assert rows(demo.database_url, "entries") == 0
        assert (rows(demo.orders_url, "orders") or 0) >= 200


@pytest.mark.postgres
def test_the_demo_runs_on_postgresql_too(tmp_path, postgres_url):
    demo = settings(tmp_path, DATABASE_URL=postgres_url)
    prepare_database(demo)
    assert (rows(postgres_url, "orders") or 0) >= 200


def test_a_real_shop_gets_empty_order_tables(tmp_path):
    shop = settings(tmp_path, DESKBELL_DEMO="0")
    prepare_database(shop)
    assert rows(shop.database_url, "orders") == 0


def test_a_shops_own_order_database_is_left_alone(tmp_path):
    elsewhere = f"sqlite:///{tmp_path}/shop.db"
    shop = settings(tmp_path, DESKBELL_DEMO="0", ORDERS_URL=elsewhere)
    prepare_database(shop)
    assert rows(elsewhere, "orders") is None
    assert rows(shop.database_url, "orders") is None


@pytest.fixture
def tea_url(tmp_path) -> str:
    """The database of a shop with tables of its own."""
    url = f"sqlite:///{tmp_path}/tea.db"
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in (MAPPING_FILE.parent / "tables.sql").read_text("utf-8").split(";"):
            connection.execute(text(statement))
    engine.dispose()
    return url


def mapped(folder: Path, url: str) -> Settings:
    return settings(folder, DESKBELL_DEMO="0", ORDERS_URL=url, ORDERS_MAPPING=str(MAPPING_FILE))


def test_tables_of_ours_are_made_beside_those_of_a_shop(tmp_path, tea_url):
    for _ in range(2):
        prepare_database(mapped(tmp_path, tea_url))
    assert rows(tea_url, "deskbell_orders") == rows(tea_url, "deskbell_changes") == 0
    assert rows(tea_url, "orders") is None
    assert rows(tea_url, "bestellungen") == 0


def test_tables_that_are_not_as_mapped_are_named_and_get_none_beside_them(tmp_path):
    url = f"sqlite:///{tmp_path}/other.db"
    (tmp_path / "other.db").touch()
    with pytest.raises(MistakesInFiles, match=r"order_mapping\.yml:\d+: The database has no table"):
        prepare_database(mapped(tmp_path, url))
    assert rows(url, "deskbell_orders") is None


def test_a_shops_database_that_is_away_is_named(tmp_path):
    with pytest.raises(DatabaseNotPrepared, match="The database of ORDERS_URL can't be used"):
        prepare_database(mapped(tmp_path, f"sqlite:///{tmp_path}/no/folder.db"))


def test_the_demo_never_writes_among_a_shops_orders(tmp_path):
    demo = settings(tmp_path)
    prepare_database(demo)
    engine = create_engine(demo.orders_url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM orders_demo"))  # now nothing says that these are the demo's
        connection.execute(text("DELETE FROM orders WHERE number <> '10042'"))
    engine.dispose()
    with pytest.raises(DatabaseNotPrepared, match="order tables could not be prepared"):
        prepare_database(demo)
    assert rows(demo.orders_url, "orders") == 1


def test_today_is_meant_in_the_shops_calendar(tmp_path):
    assert settings(tmp_path).zone.utcoffset(None) in {None, UTC.utcoffset(None)}
    assert str(settings(tmp_path, DESKBELL_TIME_ZONE="Europe/Zurich").zone) == "Europe/Zurich"
