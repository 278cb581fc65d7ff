"""Everything that the actions work with, over orders full of canaries: in memory, or in SQL."""

import io
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from functools import cache

import structlog

from actions.faq.search import FaqSearch
from actions.faq.shelf import FaqShelf
from actions.handoff.opening_hours_file import load_opening_hours
from actions.handoff.outlook import Reception
from actions.mail.in_memory_mailer import InMemoryMailer
from actions.mail.mailer import Mailer
from actions.order_access import CustomerOf
from actions.orders.in_memory_order_book import InMemoryOrderBook
from actions.orders.order import Order
from actions.orders.order_book import OrderBook
from actions.orders.proof import EmailProof
from actions.orders.shop import Shop
from actions.orders.sql_order_book import SqlOrderBook
from actions.orders.terms import load_terms
from actions.wiring import all_actions
from conversations.audit_report import read_figures
from conversations.audit_tables import as_csv, tables
from conversations.clock import HandClock
from conversations.desk import Desk, in_memory_desk, in_memory_identity, open_desk, open_identity
from conversations.identity import IdentityDesk
from conversations.in_memory_record import InMemoryRecord
from conversations.journal import ClaimedTurn
from tests.actions.orders.conftest import filled_sql_book
from tests.conversations.proving import SECRET
from tests.proofs.canaries import canary_orders, proofs_of
from tests.proofs.talk import Dialogue
from tests.proofs.witnesses import Outages, WitnessedBook, WitnessedIdentity


@dataclass(frozen=True)
class KnockOuts:
    """What stands in for a part of the shop, when a test takes one of its rules away."""

    book: Callable[[OrderBook], OrderBook] = lambda book: book
    identity: Callable[[IdentityDesk], IdentityDesk] = lambda identity: identity
    mailer: Callable[[InMemoryMailer], Mailer] = lambda mailer: mailer
    customer_of: Callable[[CustomerOf], CustomerOf] = lambda customer_of: customer_of


NOTHING_OUT = KnockOuts()


@dataclass
class SmallShop:
    """One shop with its desk. `put` changes an order from outside; None where that is not offered."""

    desk: Desk
    orders: InMemoryOrderBook | SqlOrderBook
    book: WitnessedBook
    identity: WitnessedIdentity
    mailer: InMemoryMailer
    dialogue: Dialogue
    outages: Outages
    audit_as_text: Callable[[], str]
    emails: dict[str, str]
    versions: dict[str, int]
    """By order: its version, but for what customers changed."""
    log: "Log" = field(default_factory=lambda: Log())

    @property
    def numbers(self) -> list[str]:
        return list(self.emails)

    def order(self, number: str) -> Order:
        """As it is, without asking the actions or anything that was knocked out."""
        return self.orders.find(number, EmailProof(self.emails[number]))

    @property
    def can_put(self) -> bool:
        return isinstance(self.orders, InMemoryOrderBook)

    def put(self, order: Order) -> None:
        """Something happens to an order that no customer did."""
        assert isinstance(self.orders, InMemoryOrderBook)
        self.versions[order.number] += order.version - self.order(order.number).version
        self.orders.put(order)
        self.emails[order.number] = order.email
        self.identity.proofs[order.number] = set(proofs_of(order))

    def claim(self) -> ClaimedTurn:
        turn = self.desk.journal.claim_turn("w")
        assert turn is not None
        return turn

    def close(self) -> None:
        self.log.close()
        self.dialogue.close()
        self.identity.close()
        self.desk.close()
        if isinstance(self.orders, SqlOrderBook):
            self.orders.close()


class Log:
    """What all loggers of this process write, of ours and of libraries, from information upwards."""

    def __init__(self) -> None:
        self._text = io.StringIO()
        self._handler = logging.StreamHandler(self._text)
        self._level = logging.root.level
        logging.root.addHandler(self._handler)
        logging.root.setLevel(logging.INFO)
        self._configured = structlog.get_config()
        structlog.configure(
            logger_factory=lambda *_: structlog.WriteLogger(self._text),
            wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
            cache_logger_on_first_use=False,
        )

    def read(self) -> str:
        """What is new."""
        text = self._text.getvalue()
        self._text.seek(0)
        self._text.truncate()
        return text

    def close(self) -> None:
        logging.root.removeHandler(self._handler)
        logging.root.setLevel(self._level)
        structlog.configure(**self._configured)


def shop_in_memory(clock: HandClock, out: KnockOuts = NOTHING_OUT) -> SmallShop:
    record = InMemoryRecord()
    orders = canary_orders(clock().date())
    book = InMemoryOrderBook(orders, shop=_shop(clock))
    desk = in_memory_desk(clock, record)
    return _wired(clock, out, desk, in_memory_identity(record, clock), orders, book, lambda: "")


def shop_on_sql(url: str, clock: HandClock, out: KnockOuts = NOTHING_OUT) -> SmallShop:
    """On one database, migrated for conversations and orders."""

    def audit_as_text() -> str:
        return as_csv(tables(read_figures(url, 3650, clock()), clock()))

    orders = canary_orders(clock().date())
    book = filled_sql_book(url, orders, _shop(clock))
    identity = open_identity(url, SECRET, clock)
    return _wired(clock, out, open_desk(url, clock), identity, orders, book, audit_as_text)


def _wired(clock, out: KnockOuts, desk: Desk, identity, orders, book, audit_as_text) -> SmallShop:
    outages, mailer = Outages(), InMemoryMailer()
    proofs = {order.number: set(proofs_of(order)) for order in orders}
    witnessed_book = WitnessedBook(out.book(book), outages)
    witnessed_identity = WitnessedIdentity(out.identity(identity), clock, outages, proofs)

    def customer_of(conversation: str) -> str | None:
        return desk.journal.conversation(conversation).customer_id

    actions = all_actions(
        witnessed_book,
        FaqSearch(FaqShelf([])),
        out.customer_of(customer_of),
        desk.notices.of_conversation,
        witnessed_identity,
        out.mailer(mailer),
        _shop(clock),
        Reception(desk.team.waits, load_opening_hours(), clock),
    )
    return SmallShop(
        desk=desk,
        orders=book,
        book=witnessed_book,
        identity=witnessed_identity,
        mailer=mailer,
        dialogue=Dialogue(actions, desk.journal),
        outages=outages,
        audit_as_text=audit_as_text,
        emails={order.number: order.email for order in orders},
        versions={order.number: order.version for order in orders},
    )


def _shop(clock: HandClock) -> Shop:
    return Shop(_terms(), UTC, clock)


@cache
def _terms():
    return load_terms()
