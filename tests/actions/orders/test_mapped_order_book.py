"""The order book over a shop's own tables: what it writes there, what beside them, what it leaves alone."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, text
from sqlalchemy.engine import Engine
from structlog.testing import capture_logs

from actions.orders.changes import CancelOrder, ChangeAddress, ChangeItems
from actions.orders.database import open_engine, reading, writing
from actions.orders.demo_orders import demo_orders
from actions.orders.errors import ChangeRefused, OrderBookDamaged, OrderChangedMeanwhile, OrderNotFound
from actions.orders.in_memory_order_book import InMemoryOrderBook
from actions.orders.mapped_file import load_mapping
from actions.orders.mapped_order_book import MappedOrderBook
from actions.orders.order import Order, OrderPart, OrderState, ReportKind
from actions.orders.order_book import OrderBook
from actions.orders.order_status import status_of
from actions.orders.proof import CustomerProof, EmailProof, PostcodeProof
from actions.orders.tables_beside import orders_beside
from tests.actions.orders.every_case import CHANGES, OFFICE, ORDERS
from tests.actions.orders.making_changes import NORA, PAID, change
from tests.actions.orders.sample_orders import TODAY, an_order, an_order_that_says_everything
from tests.actions.orders.sample_terms import a_shop
from tests.actions.orders.tea_shop import MAPPING_FILE, fill, filled_tea_book, set_status

EXAMPLE = MAPPING_FILE.read_text("utf-8")
DELIVERED = ORDERS[OrderState.DELIVERED]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue(f"tea_{request.param}_url")
    return found


def changed(old: str, new: str) -> str:
    """The example mapping with one text in place of another."""
    assert old in EXAMPLE
    return EXAMPLE.replace(old, new, 1)


def without(part: str) -> str:
    """The example mapping for a shop that does not keep a field, or a part of its fields."""
    lines = [line for line in EXAMPLE.splitlines() if not line.startswith(f"    {part}")]
    return "\n".join(lines).replace("\nitems:", f"\n  absent: [{part}]\n\nitems:", 1)


class TeaShop:
    """A book over the tea shop's tables, and the shop's own hand in them."""

    def __init__(self, url: str, mapping: Path) -> None:
        self._url = url
        self._mapping = mapping
        self._engine = open_engine(url)
        self.books: list[OrderBook] = []

    def open(self, *orders: Order, mapping: str = EXAMPLE) -> MappedOrderBook:
        """With these orders, and the example mapping or a text in its place."""
        self._mapping.write_text(mapping, "utf-8")
        with writing(self._engine) as connection:
            fill(connection, orders)
            if mapping != EXAMPLE:
                connection.execute(orders_beside.delete())  # what was seen with another mapping is not this
        book = MappedOrderBook(self._url, load_mapping(self._mapping), shop=a_shop())
        self.books.append(book)
        return book

    def do(self, statement: str) -> None:
        with writing(self._engine) as connection:
            connection.execute(text(statement))

    def one(self, query: str) -> tuple[Any, ...]:
        with reading(self._engine) as connection:
            row = connection.execute(text(query)).one()
            return tuple(str(value) if value is not None else None for value in row)

    def close(self) -> None:
        for book in self.books:
            book.close()
        self._engine.dispose()


@pytest.fixture
def shop(url: str, tmp_path: Path) -> Iterator[TeaShop]:
    shop = TeaShop(url, tmp_path / "order_mapping.yml")
    yield shop
    shop.close()


def test_a_cancellation_stands_in_the_shops_own_words(shop: TeaShop) -> None:
    book = shop.open(PAID)

    change(book, CancelOrder())

    status, reason, amount = shop.one("SELECT status, storno_grund, erstattung FROM bestellungen")
    assert (status, reason) == ("storniert", "kunde")
    assert float(amount) == 135.0
    cancelled, touched = shop.one("SELECT storniert_am, geaendert_am FROM bestellungen")
    assert cancelled == touched == "2026-11-20 15:10:00"  # ten past two in UTC is an hour later in Berlin


def test_an_undone_cancellation_leaves_the_shops_row_as_it_was(shop: TeaShop) -> None:
    book = shop.open(PAID)
    everything = "SELECT * FROM bestellungen"
    before = shop.one(everything)
    touched = shop.one("SELECT geaendert_am FROM bestellungen")[0]

    change(book, CancelOrder())
    book.undo("20001", NORA, "k:1", key="k:2")

    shop.do(f"UPDATE bestellungen SET geaendert_am = '{touched}'")
    assert shop.one(everything) == before


def test_no_row_of_the_shop_is_added_or_removed_by_any_change(shop: TeaShop) -> None:
    counts = " + ".join(
        f"(SELECT count(*) FROM {table})"
        for table in ("bestellungen", "positionen", "adressen", "artikel", "sendungen", "zahlungen")
    )
    for wish in CHANGES.values():
        for order in (PAID, DELIVERED):
            book = shop.open(order)
            before = shop.one(f"SELECT {counts}")
            try:
                change(book, wish)
            except ChangeRefused:
                continue
            assert shop.one(f"SELECT {counts}") == before


def test_an_item_taken_off_keeps_its_row_without_pieces(shop: TeaShop) -> None:
    book = shop.open(PAID)

    change(book, ChangeItems({1: 0}))

    assert shop.one("SELECT menge FROM positionen WHERE pos = 1") == ("0",)
    assert [item.line for item in book.find("20001", NORA).items] == [2]


def test_what_has_no_column_is_kept_beside_and_told_all_the_same(shop: TeaShop) -> None:
    book = shop.open(PAID, mapping=without("refund"))

    change(book, CancelOrder())

    order = book.find("20001", NORA)
    assert order.refund is not None
    assert order.refund.amount == 13500
    assert OrderPart.REFUND in order.unknown
    assert shop.one("SELECT erstattung FROM bestellungen") == (None,)


def test_a_promise_is_gone_when_the_shop_takes_the_order_back(shop: TeaShop) -> None:
    book = shop.open(PAID, mapping=without("refund"))
    change(book, CHANGES["praise"])
    change(book, CancelOrder(), "k:2", version=2)
    shop.do("UPDATE bestellungen SET status = 'erstattet'")
    assert book.find("20001", NORA).refund is not None

    shop.do("UPDATE bestellungen SET status = 'bezahlt'")

    order = book.find("20001", NORA)
    assert order.refund is None
    assert [report.kind for report in order.reports] == [ReportKind.PRAISE]


def test_the_shops_own_change_is_a_new_version_for_whoever_looked_before(shop: TeaShop) -> None:
    book = shop.open(PAID)
    assert book.find("20001", NORA).version == 1

    shop.do("UPDATE bestellungen SET status = 'gepackt'")

    with pytest.raises(OrderChangedMeanwhile):
        change(book, ChangeAddress(OFFICE), version=1)
    assert book.find("20001", NORA).version == 2
    shop.do("UPDATE bestellungen SET geaendert_am = '2026-11-21 00:00:00'")
    assert book.find("20001", NORA).version == 2
    assert change(book, ChangeAddress(OFFICE), version=2).version == 3


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE adressen SET name = 'Nora Fielding'",
        "UPDATE positionen SET menge = 7 WHERE pos = 1",
        "UPDATE artikel SET name = 'another name'",
        "UPDATE zahlungen SET betrag = 1",
        "UPDATE sendungen SET sendungsnr = 'X1'",
        "UPDATE sendungsinhalt SET menge = 9",
    ],
)
def test_whatever_the_shop_changes_about_an_order_is_a_new_version(shop: TeaShop, statement: str) -> None:
    book = shop.open(an_order_that_says_everything())
    assert book.find("20001", NORA).version == 7

    shop.do(statement)

    assert book.find("20001", NORA).version == 8
    assert book.recent_orders("nora", 5).orders[0].version == 8


def test_a_list_notes_every_order_that_nobody_looked_at_before(shop: TeaShop) -> None:
    orders = [an_order(number=str(20001 + count)) for count in range(5)]
    book = shop.open(*orders)
    shop.do("DELETE FROM deskbell_orders")

    assert [order.version for order in book.recent_orders("nora", 5).orders] == [1] * 5
    assert shop.one("SELECT count(*) FROM deskbell_orders") == ("5",)


def test_an_order_with_a_word_that_means_nothing_is_logged_and_not_guessed_at(shop: TeaShop) -> None:
    book = shop.open(PAID)
    shop.do("UPDATE bestellungen SET status = 'in_klaerung'")

    with capture_logs() as logs, pytest.raises(OrderBookDamaged):
        book.find("20001", NORA)

    assert [(log["event"], log["word"], log["column"]) for log in logs] == [
        ("orders.unknown_word", "in_klaerung", "status")
    ]
    with pytest.raises(OrderNotFound):
        book.find("20001", EmailProof("somebody@example.com"))


def test_a_value_that_can_not_be_read_is_logged_without_being_quoted(shop: TeaShop) -> None:
    book = shop.open(PAID)
    shop.do("UPDATE bestellungen SET waehrung = '~~'")

    with capture_logs() as logs, pytest.raises(OrderBookDamaged):
        book.find("20001", NORA)

    assert logs[0]["event"] == "orders.unreadable"
    assert "~~" not in str(logs)


def test_tables_that_changed_since_the_start_make_the_book_damaged(shop: TeaShop) -> None:
    book = shop.open(PAID, mapping=changed("total: summe", "total: gesamt"))

    with pytest.raises(OrderBookDamaged, match="no column 'gesamt'"):
        book.find("20001", NORA)


@pytest.mark.parametrize("wish", ["cancel", "address", "items"])
def test_a_shop_that_lets_nothing_be_written_gets_requests_instead(shop: TeaShop, wish: str) -> None:
    book = shop.open(PAID, mapping=changed("writes: all", "writes: none"))
    everything = (
        "SELECT b.*, p.menge FROM bestellungen b JOIN positionen p ON p.bestellung = b.id WHERE p.pos = 2"
    )
    before = shop.one(everything)

    receipt = change(book, CHANGES[wish])

    assert "I have asked our team to" in receipt.done
    assert shop.one(everything) == before
    assert shop.one("SELECT key, kind, order_number, done FROM deskbell_changes WHERE for_team")[:3] == (
        "k:1",
        CHANGES[wish].kind.value,
        "20001",
    )
    assert [entry.for_team for entry in book.trail("20001", NORA)] == [True]
    order = book.find("20001", NORA)
    assert (order.state, order.version) == (OrderState.PAID, 2)
    assert "our team looks after that" in status_of(order, TODAY).wordings[0]


def test_words_for_the_team_are_taken_where_nothing_may_be_written(shop: TeaShop) -> None:
    book = shop.open(DELIVERED, mapping=changed("writes: all", "writes: none"))

    change(book, CHANGES["damaged"])

    assert [report.note for report in book.find("20001", NORA).reports] == ["the sole is off"]


def test_a_shop_without_a_word_for_it_leaves_it_to_the_team(shop: TeaShop) -> None:
    book = shop.open(DELIVERED, mapping=changed("        ruecksendung: return_on_the_way\n", ""))

    receipt = change(book, CHANGES["return"])

    assert "I have asked our team to start your return" in receipt.done
    assert book.find("20001", NORA).state is OrderState.DELIVERED


def test_an_address_that_also_proves_the_order_is_left_to_the_team(shop: TeaShop) -> None:
    book = shop.open(PAID, mapping=changed("postcode: rechnung.plz", "postcode: lieferung_plz"))

    receipt = change(book, ChangeAddress(OFFICE))

    assert "I have asked our team to send order 20001 to" in receipt.done
    assert book.find("20001", PostcodeProof("SW1A 1AA")).address == PAID.address


def test_a_database_that_refuses_the_value_leaves_it_to_the_team(shop: TeaShop, url: str) -> None:
    book = shop.open(PAID)
    if url.startswith("sqlite"):
        shop.do(
            "CREATE TRIGGER zu BEFORE UPDATE OF status ON bestellungen "
            "BEGIN SELECT RAISE(ABORT, 'nora.field@example.com may not'); END"
        )
    else:
        shop.do("ALTER TABLE bestellungen ADD CONSTRAINT zu CHECK (status <> 'storniert')")

    with capture_logs() as logs:
        receipt = change(book, CancelOrder())

    shop.do("DROP TRIGGER zu" if url.startswith("sqlite") else "ALTER TABLE bestellungen DROP CONSTRAINT zu")
    assert "I have asked our team to cancel order 20001" in receipt.done
    assert change(book, CancelOrder()) == receipt
    assert book.find("20001", NORA).state is OrderState.PAID
    assert logs[0]["event"] == "orders.write_refused"
    assert "nora" not in str(logs)


def test_many_who_look_first_at_the_same_moment_see_the_same_version(shop: TeaShop) -> None:
    book = shop.open(PAID)
    shop.do("DELETE FROM deskbell_orders")

    with ThreadPoolExecutor(6) as threads:
        seen = list(threads.map(lambda _: book.find("20001", NORA), range(12)))

    assert {order.version for order in seen} == {1}


def test_a_stranger_and_an_unknown_number_cost_the_same_work(shop: TeaShop) -> None:
    book = shop.open(PAID)
    book.find("20001", NORA)
    statements: list[str] = []
    event.listen(book._engine, "before_cursor_execute", lambda *called: statements.append(called[2]))

    asked = []
    for number in ("20001", "20009", "no number"):
        statements.clear()
        with pytest.raises(OrderNotFound):
            book.find(number, EmailProof("somebody@example.com"))
        asked.append(tuple(statement for statement in statements if statement.startswith("SELECT")))

    assert len(asked[0]) == 2
    assert len(set(asked)) == 1


def test_names_that_would_be_more_than_names_are_only_names(shop: TeaShop) -> None:
    shop.open(PAID)
    column = 'sum"me; DROP TABLE artikel --'
    quoted = column.replace('"', '""')
    shop.do(f'ALTER TABLE bestellungen RENAME COLUMN summe TO "{quoted}"')
    try:
        shop._mapping.write_text(changed("total: summe", f"total: '{column}'"), "utf-8")
        book = MappedOrderBook(shop._url, load_mapping(shop._mapping), shop=a_shop())
        shop.books.append(book)

        assert book.find("20001", NORA).total == 13500
        change(book, ChangeItems({2: 1}), version=book.find("20001", NORA).version)
        total, articles = shop.one(f'SELECT "{quoted}", (SELECT count(*) FROM artikel) FROM bestellungen')
        assert (float(total), articles) == (117.0, "2")
    finally:
        shop.do(f'ALTER TABLE bestellungen RENAME COLUMN "{quoted}" TO summe')


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


def test_a_number_that_two_rows_share_belongs_to_nobody(shop: TeaShop) -> None:
    shop.open(PAID, an_order(number="20002", email="other@example.com"))
    shop.do("DROP VIEW IF EXISTS alle")
    shop.do("CREATE VIEW alle AS SELECT * FROM bestellungen")
    book = shop.open(PAID, mapping=changed("table: bestellungen", "table: alle"))
    assert book.find("20001", NORA).number == "20001"

    shop.do("DROP VIEW alle")
    shop.do("CREATE VIEW alle AS SELECT * FROM bestellungen UNION ALL SELECT * FROM bestellungen")

    with capture_logs(), pytest.raises(OrderNotFound):
        book.find("20001", NORA)
    shop.do("DROP VIEW alle")


def test_a_shop_that_does_not_know_customers_lists_no_orders(shop: TeaShop) -> None:
    book = shop.open(PAID, mapping=without("customer_id"))

    assert book.recent_orders("nora", 5).orders == ()
    with pytest.raises(OrderNotFound):
        book.find("20001", CustomerProof("nora"))
    assert book.find("20001", EmailProof("nora.field@example.com")).customer_id is None


@given(
    st.lists(
        st.sampled_from(demo_orders(TODAY)), min_size=1, max_size=12, unique_by=lambda order: order.number
    )
)
def test_the_demos_orders_are_told_as_the_book_in_memory_tells_them(
    tea_sqlite_url: str, orders: list[Order]
) -> None:
    mapped, memory = filled_tea_book(tea_sqlite_url, orders), InMemoryOrderBook(orders)
    for order in orders:
        proof = EmailProof(order.email)
        assert mapped.find(order.number, proof) == memory.find(order.number, proof) == order
    for customer in {order.customer_id for order in orders if order.customer_id}:
        assert mapped.recent_orders(customer, 3) == memory.recent_orders(customer, 3)
    mapped.close()


@pytest.mark.postgres
def test_all_of_the_demos_orders_are_told_alike_on_postgresql(tea_postgres_url: str) -> None:
    orders = demo_orders(TODAY)
    mapped = filled_tea_book(tea_postgres_url, orders)

    assert all(mapped.find(order.number, EmailProof(order.email)) == order for order in orders)
    mapped.close()
