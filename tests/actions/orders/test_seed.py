"""Seeding gives the demo its orders once, keeps them fresh, and never touches a shop's own."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import Engine

from actions.orders import order_rows, seed, tables
from actions.orders.database import open_engine, reading, writing
from actions.orders.demo_orders import demo_orders
from actions.orders.errors import DemoRefused, OrderBookUnavailable
from actions.orders.order import Order
from actions.orders.schema import upgrade
from actions.orders.seed import Seeding
from tests.actions.orders.sample_orders import TODAY, an_order, days


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    url = (
        f"sqlite:///{tmp_path}/o.db" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    )
    upgrade(url)
    return url


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()


def everything(engine: Engine) -> tuple[Order, ...]:
    with reading(engine) as connection:
        query = select(tables.orders).order_by(tables.orders.c.placed_at)
        found = order_rows.read(connection, connection.execute(query).mappings().all())
    return tuple(sorted(found, key=lambda order: int(order.number)))


def test_seeding_writes_the_demo_of_today(url: str, engine: Engine) -> None:
    assert seed.seed(url, TODAY) is Seeding.WRITTEN
    assert everything(engine) == demo_orders(TODAY)


def test_seeding_twice_changes_nothing(url: str, engine: Engine) -> None:
    seed.seed(url, TODAY)

    assert seed.seed(url, TODAY) is Seeding.UNCHANGED
    assert everything(engine) == demo_orders(TODAY)


@pytest.mark.parametrize("later", [1, 45, -3], ids=["tomorrow", "weeks later", "a clock set back"])
def test_on_another_day_the_demo_is_that_days(url: str, engine: Engine, later: int) -> None:
    seed.seed(url, TODAY)

    assert seed.seed(url, TODAY + days(later)) is Seeding.MOVED
    assert everything(engine) == demo_orders(TODAY + days(later))
    assert seed.seed(url, TODAY + days(later)) is Seeding.UNCHANGED


def test_what_a_customer_changed_stays_changed_on_another_day(url: str, engine: Engine) -> None:
    seed.seed(url, TODAY)
    with writing(engine) as connection:
        change = tables.orders.update().where(tables.orders.c.number == "10057")
        connection.execute(change.values(postcode="1234", version=2))

    seed.seed(url, TODAY + days(1))

    changed = next(order for order in everything(engine) if order.number == "10057")
    assert (changed.postcode, changed.version) == ("1234", 2)


def test_a_new_edition_of_the_demo_replaces_the_old_one(url: str, engine: Engine) -> None:
    seed.seed(url, TODAY)
    with writing(engine) as connection:
        connection.execute(tables.orders.delete().where(tables.orders.c.number == "10042"))
        connection.execute(tables.orders_demo.update().values(edition="last year's"))

    assert seed.seed(url, TODAY) is Seeding.WRITTEN
    assert everything(engine) == demo_orders(TODAY)


def test_a_shops_own_orders_are_left_alone(url: str, engine: Engine) -> None:
    with writing(engine) as connection:
        order_rows.insert(connection, [an_order()])

    with pytest.raises(DemoRefused, match="1 orders that are not the demo's"):
        seed.seed(url, TODAY)

    assert everything(engine) == (an_order(),)


def test_a_seeding_that_fails_midway_leaves_nothing_behind(url: str, engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("DROP TABLE order_parcel_items"))

    with pytest.raises(OrderBookUnavailable):
        seed.seed(url, TODAY)

    with reading(engine) as connection:
        assert connection.execute(select(tables.orders)).all() == []


def test_the_command_makes_tables_and_orders_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ORDERS_URL", raising=False)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/o.db")

    assert seed.main([]) == 0
    assert seed.main([]) == 0
    assert capsys.readouterr().out == "Demo orders: written.\nDemo orders: already there.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Which database?"),
        (["mysql://x"], "ORDERS_URL must be"),
        (["sqlite:////not/there/o.db"], "can't be used"),
    ],
)
def test_a_command_that_cannot_work_says_why_in_one_line(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ORDERS_URL", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)

    assert seed.main(arguments) != 0
    said = capsys.readouterr()
    assert words in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_the_demo_of_today_needs_no_fixed_year(url: str, engine: Engine) -> None:
    seed.seed(url, date(2031, 1, 1))

    assert everything(engine) == demo_orders(date(2031, 1, 1))
