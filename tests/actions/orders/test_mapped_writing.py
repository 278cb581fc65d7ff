"""Changes in a shop's own tables: what is written there, what beside them, and what is left to the team."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine
from structlog.testing import capture_logs

from actions.orders.changes import CancelOrder, ChangeAddress, ChangeItems
from actions.orders.database import open_engine, writing
from actions.orders.errors import ChangeRefused, OrderChangedMeanwhile
from actions.orders.mapped_file import load_mapping
from actions.orders.mapped_order_book import MappedOrderBook
from actions.orders.order import OrderPart, OrderState, ReportKind
from actions.orders.order_status import status_of
from actions.orders.proof import PostcodeProof
from tests.actions.orders.every_case import CHANGES, OFFICE, ORDERS
from tests.actions.orders.making_changes import NORA, PAID, change
from tests.actions.orders.sample_orders import TODAY
from tests.actions.orders.sample_terms import a_shop
from tests.actions.orders.tea_shop import (
    MAPPING_FILE,
    TeaShop,
    changed,
    fill,
    filled_tea_book,
    make_tables,
    set_status,
    without,
)

DELIVERED = ORDERS[OrderState.DELIVERED]


def test_a_cancellation_stands_in_the_shops_own_words(tea_shop: TeaShop) -> None:
    book = tea_shop.open(PAID)

    change(book, CancelOrder())

    status, reason, amount = tea_shop.one("SELECT status, storno_grund, erstattung FROM bestellungen")
    assert (status, reason) == ("storniert", "kunde")
    assert float(amount) == 135.0
    cancelled, touched = tea_shop.one("SELECT storniert_am, geaendert_am FROM bestellungen")
    assert cancelled == touched == "2026-11-20 15:10:00"  # ten past two in UTC is an hour later in Berlin


def test_an_undone_cancellation_leaves_the_shops_row_as_it_was(tea_shop: TeaShop) -> None:
    book = tea_shop.open(PAID)
    everything = "SELECT * FROM bestellungen"
    before = tea_shop.one(everything)
    touched = tea_shop.one("SELECT geaendert_am FROM bestellungen")[0]

    change(book, CancelOrder())
    book.undo("20001", NORA, "k:1", key="k:2")

    tea_shop.do(f"UPDATE bestellungen SET geaendert_am = '{touched}'")
    assert tea_shop.one(everything) == before


def test_no_row_of_the_shop_is_added_or_removed_by_any_change(tea_shop: TeaShop) -> None:
    counts = " + ".join(
        f"(SELECT count(*) FROM {table})"
        for table in ("bestellungen", "positionen", "adressen", "artikel", "sendungen", "zahlungen")
    )
    for wish in CHANGES.values():
        for order in (PAID, DELIVERED):
            book = tea_shop.open(order)
            before = tea_shop.one(f"SELECT {counts}")
            try:
                change(book, wish)
            except ChangeRefused:
                continue
            assert tea_shop.one(f"SELECT {counts}") == before


def test_an_item_taken_off_keeps_its_row_without_pieces(tea_shop: TeaShop) -> None:
    book = tea_shop.open(PAID)

    change(book, ChangeItems({1: 0}))

    assert tea_shop.one("SELECT menge FROM positionen WHERE pos = 1") == ("0",)
    assert [item.line for item in book.find("20001", NORA).items] == [2]


def test_what_has_no_column_is_kept_beside_and_told_all_the_same(tea_shop: TeaShop) -> None:
    book = tea_shop.open(PAID, mapping=without("refund"))

    change(book, CancelOrder())

    order = book.find("20001", NORA)
    assert order.refund is not None
    assert order.refund.amount == 13500
    assert OrderPart.REFUND in order.unknown
    assert tea_shop.one("SELECT erstattung FROM bestellungen") == (None,)


def test_a_promise_is_gone_when_the_shop_takes_the_order_back(tea_shop: TeaShop) -> None:
    book = tea_shop.open(PAID, mapping=without("refund"))
    change(book, CHANGES["praise"])
    change(book, CancelOrder(), "k:2", version=2)
    tea_shop.do("UPDATE bestellungen SET status = 'erstattet'")
    assert book.find("20001", NORA).refund is not None

    tea_shop.do("UPDATE bestellungen SET status = 'bezahlt'")

    order = book.find("20001", NORA)
    assert order.refund is None
    assert [report.kind for report in order.reports] == [ReportKind.PRAISE]


@pytest.mark.parametrize("wish", ["cancel", "address", "items"])
def test_a_shop_that_lets_nothing_be_written_gets_requests_instead(tea_shop: TeaShop, wish: str) -> None:
    book = tea_shop.open(PAID, mapping=changed("writes: all", "writes: none"))
    everything = (
        "SELECT b.*, p.menge FROM bestellungen b JOIN positionen p ON p.bestellung = b.id WHERE p.pos = 2"
    )
    before = tea_shop.one(everything)

    receipt = change(book, CHANGES[wish])

    assert "I have asked our team to" in receipt.done
    assert tea_shop.one(everything) == before
    assert tea_shop.one("SELECT key, kind, order_number, done FROM deskbell_changes WHERE for_team")[:3] == (
        "k:1",
        CHANGES[wish].kind.value,
        "20001",
    )
    assert [entry.for_team for entry in book.trail("20001", NORA)] == [True]
    order = book.find("20001", NORA)
    assert (order.state, order.version) == (OrderState.PAID, 2)
    assert "our team looks after that" in status_of(order, TODAY).wordings[0]


def test_words_for_the_team_are_taken_where_nothing_may_be_written(tea_shop: TeaShop) -> None:
    book = tea_shop.open(DELIVERED, mapping=changed("writes: all", "writes: none"))

    change(book, CHANGES["damaged"])

    assert [report.note for report in book.find("20001", NORA).reports] == ["the sole is off"]


def test_a_shop_without_a_word_for_it_leaves_it_to_the_team(tea_shop: TeaShop) -> None:
    book = tea_shop.open(DELIVERED, mapping=changed("        ruecksendung: return_on_the_way\n", ""))

    receipt = change(book, CHANGES["return"])

    assert "I have asked our team to start your return" in receipt.done
    assert book.find("20001", NORA).state is OrderState.DELIVERED


def test_an_address_that_also_proves_the_order_is_left_to_the_team(tea_shop: TeaShop) -> None:
    book = tea_shop.open(PAID, mapping=changed("postcode: rechnung.plz", "postcode: lieferung_plz"))

    receipt = change(book, ChangeAddress(OFFICE))

    assert "I have asked our team to send order 20001 to" in receipt.done
    assert book.find("20001", PostcodeProof("SW1A 1AA")).address == PAID.address


def test_a_database_that_refuses_the_value_leaves_it_to_the_team(tea_shop: TeaShop) -> None:
    book = tea_shop.open(PAID)
    is_sqlite = tea_shop.url.startswith("sqlite")
    if is_sqlite:
        tea_shop.do(
            "CREATE TRIGGER zu BEFORE UPDATE OF status ON bestellungen "
            "BEGIN SELECT RAISE(ABORT, 'nora.field@example.com may not'); END"
        )
    else:
        tea_shop.do("ALTER TABLE bestellungen ADD CONSTRAINT zu CHECK (status <> 'storniert')")

    with capture_logs() as logs:
        receipt = change(book, CancelOrder())

    tea_shop.do(
        "DROP TRIGGER zu"
        if tea_shop.url.startswith("sqlite")
        else "ALTER TABLE bestellungen DROP CONSTRAINT zu"
    )
    assert "I have asked our team to cancel order 20001" in receipt.done
    assert change(book, CancelOrder()) == receipt
    assert book.find("20001", NORA).state is OrderState.PAID
    assert logs[0]["event"] == "orders.write_refused"
    assert "nora" not in str(logs)


def test_names_that_would_be_more_than_names_are_only_names(tea_shop: TeaShop) -> None:
    tea_shop.open(PAID)
    column = 'sum"me; DROP TABLE artikel --'
    quoted = column.replace('"', '""')
    tea_shop.do(f'ALTER TABLE bestellungen RENAME COLUMN summe TO "{quoted}"')
    try:
        tea_shop.mapping_file.write_text(changed("total: summe", f"total: '{column}'"), "utf-8")
        book = MappedOrderBook(tea_shop.url, load_mapping(tea_shop.mapping_file), shop=a_shop())
        tea_shop.books.append(book)

        assert book.find("20001", NORA).total == 13500
        change(book, ChangeItems({2: 1}), version=book.find("20001", NORA).version)
        total, articles = tea_shop.one(f'SELECT "{quoted}", (SELECT count(*) FROM artikel) FROM bestellungen')
        assert (float(total), articles) == (117.0, "2")
    finally:
        tea_shop.do(f'ALTER TABLE bestellungen RENAME COLUMN "{quoted}" TO summe')


@pytest.mark.postgres
def test_what_the_shop_is_just_writing_is_waited_for_and_not_written_over(tea_postgres_url: str) -> None:
    book = filled_tea_book(tea_postgres_url, [PAID], a_shop())
    office = open_engine(tea_postgres_url)

    with ThreadPoolExecutor(1) as thread:
        with office.begin() as connection:
            set_status(connection, "20001", OrderState.PACKED)
            cancelling = thread.submit(change, book, CancelOrder())
            _wait_for_somebody_waiting(office)
        with pytest.raises(OrderChangedMeanwhile):
            cancelling.result()

    assert book.find("20001", NORA).state is OrderState.PACKED
    book.close()
    office.dispose()


def _wait_for_somebody_waiting(engine: Engine) -> None:
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    while True:
        with engine.connect() as connection:
            if connection.execute(waiting).scalar():
                return


@pytest.mark.postgres
def test_an_account_that_may_only_read_the_shops_tables_asks_the_team(tea_postgres_url: str) -> None:
    owner = open_engine(tea_postgres_url)
    with writing(owner) as connection:
        fill(connection, (PAID,))
        connection.execute(text("CREATE ROLE reader LOGIN"))
        connection.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"))
        connection.execute(text("GRANT ALL ON deskbell_orders, deskbell_changes TO reader"))
    book = MappedOrderBook(
        tea_postgres_url.replace("//deskbell@", "//reader@"), load_mapping(MAPPING_FILE), shop=a_shop()
    )

    receipt = change(book, CancelOrder())

    assert "I have asked our team to cancel order 20001" in receipt.done
    assert book.find("20001", NORA).state is OrderState.PAID
    book.close()
    with writing(owner) as connection:
        connection.execute(text("DROP OWNED BY reader"))
        connection.execute(text("DROP ROLE reader"))
    owner.dispose()


@pytest.mark.postgres
def test_an_order_whose_total_is_a_rough_number_can_be_changed(postgres_url: str) -> None:
    make_tables(postgres_url)
    office = open_engine(postgres_url)
    with writing(office) as connection:
        connection.execute(text("ALTER TABLE bestellungen ALTER COLUMN summe TYPE REAL"))
        fill(connection, (replace(PAID, total=13599),))
    book = MappedOrderBook(postgres_url, load_mapping(MAPPING_FILE), shop=a_shop())

    change(book, CancelOrder(), version=book.find("20001", NORA).version)

    assert book.find("20001", NORA).state is OrderState.CANCELLED
    book.close()
    office.dispose()


def test_another_order_with_an_old_number_inherits_nothing(tea_shop: TeaShop) -> None:
    book = tea_shop.open(PAID, mapping=without("refund"))
    change(book, CHANGES["complaint"])
    change(book, CancelOrder(), "k:2", version=2)

    tea_shop.do("UPDATE bestellungen SET angelegt_am = '2026-11-21 09:00:00'")

    order = book.find("20001", NORA)
    assert (order.reports, order.refund) == ((), None)
    assert order.version == 4
