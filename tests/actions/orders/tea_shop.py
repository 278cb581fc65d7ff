"""The invented tea shop of `data/demo/own_tables/`: its tables made and filled by hand, as a shop would."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import MetaData, text
from sqlalchemy.engine import Connection

from actions.orders import tables_beside
from actions.orders.database import open_engine, reading, writing
from actions.orders.mapped_binding import BoundMapping, bind
from actions.orders.mapped_file import load_mapping
from actions.orders.mapped_looking import MappedOrders
from actions.orders.mapped_order_book import MappedOrderBook
from actions.orders.mapped_standing import Standing, kept_of, save
from actions.orders.mapped_tables import OrderMapping
from actions.orders.order import ChargeState, Order, OrderState, Parcel, ParcelState
from actions.orders.order_book import OrderBook
from actions.orders.schema import upgrade_beside
from actions.orders.shop import Shop
from actions.orders.tables_beside import orders_beside
from tests.actions.orders.sample_terms import a_shop
from tests.conftest import ROOT

FOLDER = ROOT / "data" / "demo" / "own_tables"
MAPPING_FILE = FOLDER / "order_mapping.yml"
EXAMPLE = MAPPING_FILE.read_text("utf-8")
PREFIX = "TEE-"
BERLIN = ZoneInfo("Europe/Berlin")

_STATUS = {
    OrderState.PLACED: "neu",
    OrderState.PAYMENT_FAILED: "zahlung_fehlgeschlagen",
    OrderState.PAID: "bezahlt",
    OrderState.PACKED: "gepackt",
    OrderState.PARTLY_SHIPPED: "teilweise_verschickt",
    OrderState.SHIPPED: "verschickt",
    OrderState.LATE: "verspaetet",
    OrderState.OUT_FOR_DELIVERY: "in_zustellung",
    OrderState.DELIVERED: "zugestellt",
    OrderState.CANCELLED: "storniert",
    OrderState.RETURN_ON_THE_WAY: "ruecksendung",
    OrderState.RETURN_RECEIVED: "zurueck",
    OrderState.REFUNDED: "erstattet",
}
_ON_THE_WAY = {
    ParcelState.PREPARING: "in_vorbereitung",
    ParcelState.SHIPPED: "unterwegs",
    ParcelState.LATE: "verspaetet",
    ParcelState.OUT_FOR_DELIVERY: "in_zustellung",
    ParcelState.DELIVERED: "zugestellt",
}
_MOVED = {
    ChargeState.TAKEN: "eingezogen",
    ChargeState.RESERVED: "vorgemerkt",
    ChargeState.REFUSED: "abgelehnt",
    ChargeState.PAID_BACK: "zurueckgezahlt",
}
_PAID_BY = {"card": "karte", "paypal": "paypal", "bank_transfer": "ueberweisung", "invoice": "rechnung"}
_CANCELLED_FOR = {"by_customer": "kunde", "out_of_stock": "ausverkauft", "never_paid": "unbezahlt"}
_SENT_BACK_FOR = {
    "does_not_fit": "passt_nicht",
    "not_liked": "gefaellt_nicht",
    "came_too_late": "zu_spaet",
    "damaged": "beschaedigt",
    "wrong_item": "falscher_artikel",
    "other": "anderes",
}
Row = dict[str, Any]


def make_tables(url: str) -> None:
    """The shop's empty tables, and ours beside them."""
    engine = open_engine(url)
    with writing(engine) as connection:
        for statement in (FOLDER / "tables.sql").read_text("utf-8").split(";"):
            connection.exec_driver_sql(statement)
    engine.dispose()
    upgrade_beside(url)


@cache
def tea_mapping() -> OrderMapping:
    return load_mapping(MAPPING_FILE)


def filled_tea_book(url: str, its_orders: Iterable[Order], shop: Shop | None = None) -> MappedOrderBook:
    """A book over these tables, with these orders and no others."""
    engine = open_engine(url)
    with writing(engine) as connection:
        fill(connection, tuple(its_orders))
    engine.dispose()
    return MappedOrderBook(url, tea_mapping(), shop=shop)


def fill(connection: Connection, its_orders: tuple[Order, ...]) -> None:
    """Takes everything out of the tables, and puts these orders in."""
    tables, bound = _known(connection)
    for table in (*reversed(tables.sorted_tables), *tables_beside.metadata.sorted_tables):
        connection.execute(table.delete())
    rows = _rows(its_orders)
    for table in tables.sorted_tables:
        if rows[table.name]:
            connection.execute(table.insert(), rows[table.name])
    for order in its_orders:
        _stand(connection, bound, order)


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
        self.url = url
        self.mapping_file = mapping
        self._engine = open_engine(url)
        self.books: list[OrderBook] = []

    def open(self, *orders: Order, mapping: str = EXAMPLE) -> MappedOrderBook:
        """With these orders, and the example mapping or a text in its place."""
        self.mapping_file.write_text(mapping, "utf-8")
        with writing(self._engine) as connection:
            fill(connection, orders)
            if mapping != EXAMPLE:
                connection.execute(orders_beside.delete())  # what was seen with another mapping is not this
        book = MappedOrderBook(self.url, load_mapping(self.mapping_file), shop=a_shop())
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


def set_status(connection: Connection, number: str, state: OrderState) -> None:
    """The shop's own hand."""
    table = _known(connection)[0].tables["bestellungen"]
    is_it = table.c.bestellnr == f"{PREFIX}{number}"
    connection.execute(table.update().where(is_it).values(status=_STATUS[state]))


_KNOWN: dict[str, tuple[MetaData, BoundMapping]] = {}


def _known(connection: Connection) -> tuple[MetaData, BoundMapping]:
    """The tables of this database, looked at once."""
    url = str(connection.engine.url)
    if url not in _KNOWN:
        tables = MetaData()
        tables.reflect(connection, only=lambda name, _: "deskbell" not in name)
        _KNOWN[url] = tables, bind(tea_mapping(), connection)
    return _KNOWN[url]


def _stand(connection: Connection, bound: BoundMapping, order: Order) -> None:
    """Keeps beside the order what its tables have no column for, as earlier changes would have."""
    orders = MappedOrders(connection, bound, may_write=True)
    seen = orders.seen(order.number)
    save(
        connection,
        order.number,
        Standing(order.version, seen.digest, kept_of(order, seen, bound.orders)),
        is_new=True,
    )


def _rows(its_orders: Iterable[Order]) -> Mapping[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    ids, articles = count(1), {}
    for order in its_orders:
        own = next(ids)
        rows["adressen"].append({"id": own, "name": order.name, "plz": order.postcode})
        rows["bestellungen"].append(_order_row(own, order))
        lines = {}
        for item in order.items:
            article = articles.setdefault((item.slug, item.name), len(articles) + 1)
            lines[item.line] = next(ids)
            rows["positionen"].append(
                {
                    "id": lines[item.line],
                    "bestellung": own,
                    "pos": item.line,
                    "artikel": article,
                    "farbe": item.colour,
                    "groesse": item.size,
                    "menge": item.quantity,
                    "preis": _euros(item.price),
                }
            )
        for parcel in order.parcels:
            number = next(ids)
            rows["sendungen"].append(_parcel_row(number, own, parcel))
            for packed in parcel.items:
                rows["sendungsinhalt"].append(
                    {"sendung": number, "position": lines[packed.line], "menge": packed.quantity}
                )
        for charge in order.charges:
            rows["zahlungen"].append(
                {
                    "id": next(ids),
                    "bestellung": own,
                    "am": _local(charge.at),
                    "betrag": _euros(charge.amount),
                    "art": _MOVED[charge.state],
                    "text": charge.text,
                }
            )
    rows["artikel"] = [{"id": id, "kuerzel": slug, "name": name} for (slug, name), id in articles.items()]
    return rows


def _order_row(own: int, order: Order) -> Row:
    cancelled, refund, invoice = order.cancellation, order.refund, order.invoice
    trip, exchange, address = order.return_trip, order.exchange, order.address
    return {
        "id": own,
        "bestellnr": f"{PREFIX}{order.number}",
        "kundennr": order.customer_id,
        "mail": order.email,
        "rechnung_an": own,
        "status": _STATUS[order.state],
        "zahlart": _PAID_BY[order.payment_method.value],
        "zahlhinweis": order.payment_problem,
        "zahlbar_bis": order.pay_by,
        "summe": _euros(order.total),
        "waehrung": order.currency,
        "angelegt_am": _local(order.placed_at),
        "geaendert_am": _local(order.placed_at),
        "versand_bis": order.ships_by,
        "lieferung_an": address and address.name,
        "lieferung_strasse": address and address.street,
        "lieferung_plz": address and address.postcode,
        "lieferung_ort": address and address.city,
        "lieferung_land": address and address.country,
        "storniert_am": cancelled and _local(cancelled.at),
        "storno_grund": cancelled and _CANCELLED_FOR[cancelled.reason.value],
        "erstattung": refund and _euros(refund.amount),
        "erstattung_bis": refund and refund.due_by,
        "erstattet_am": refund and refund.paid_on,
        "rechnung_nr": invoice and invoice.number,
        "rechnung_link": invoice and invoice.link,
        "rechnung_vom": invoice and invoice.issued_on,
        "ruecksendung_am": trip and _local(trip.started_at),
        "ruecksendung_mit": trip and trip.carrier,
        "ruecksendung_nr": trip and trip.tracking_number,
        "ruecksendung_da": trip and _local(trip.received_at),
        "ruecksendung_etikett": trip and trip.label,
        "ruecksendung_bis": trip and trip.send_by,
        "ruecksendung_grund": trip and trip.reason and _SENT_BACK_FOR[trip.reason.value],
        "umtausch_am": exchange and _local(exchange.started_at),
        "umtausch_gegen": exchange and exchange.wanted,
        "umtausch_grund": exchange and _SENT_BACK_FOR[exchange.reason.value],
        "umtausch_bis": exchange and exchange.send_by,
        "umtausch_mit": exchange and exchange.carrier,
        "umtausch_etikett": exchange and exchange.label,
        "umtausch_da": exchange and _local(exchange.received_at),
        "umtausch_raus": exchange and exchange.sent_on,
    }


def _parcel_row(number: int, own: int, parcel: Parcel) -> Row:
    return {
        "id": number,
        "bestellung": own,
        "status": _ON_THE_WAY[parcel.state],
        "dienst": parcel.carrier,
        "sendungsnr": parcel.tracking_number,
        "link": parcel.tracking_link,
        "verschickt_am": _local(parcel.shipped_at),
        "erwartet_am": parcel.expected_on,
        "verspaetet_seit": parcel.delayed_from,
        "verspaetung": parcel.delay_reason,
        "zugestellt_am": _local(parcel.delivered_at),
        "abgelegt": parcel.left_at,
    }


def _euros(cents: int) -> Decimal:
    return Decimal(cents) / 100


def _local(moment: datetime | None) -> datetime | None:
    return moment and moment.astimezone(BERLIN).replace(tzinfo=None)
