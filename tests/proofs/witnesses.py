"""Stand between the actions and what they work with, pass every call on, and remember what was asked.

From what was tried, and from nothing that was answered, `Truth` finds what it may have opened.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import RLock

from actions.orders.changes import Change, ChangeKind
from actions.orders.errors import OrderBookUnavailable
from actions.orders.order import Order
from actions.orders.order_book import OrderBook, OrderPage, Receipt, TrailEntry
from actions.orders.proof import Access
from conversations.capabilities import Capability, Tier
from conversations.clock import HandClock
from conversations.errors import JournalUnavailable
from conversations.identity import Attempt, IdentityDesk
from conversations.one_time_codes import CodeTry, OneTimeCode
from tests.conversations.identity_model import Code, Grant, Guest, Truth, Try


@dataclass
class Outages:
    """Lets a call fail, before it was carried out or after it: nobody outside can tell which."""

    calls_until: int | None = None
    is_done_before: bool = False

    def strike(self, error: type[Exception], call: Callable[[], object]) -> object:
        if self.calls_until is None:
            return call()
        self.calls_until -= 1
        if self.calls_until >= 0:
            return call()
        self.calls_until = None
        if self.is_done_before:
            call()
        raise error("out of reach")


@dataclass
class WitnessedIdentity:
    """An identity desk, beside which `truth` keeps what was shown to it and by whom."""

    identity: IdentityDesk
    clock: HandClock
    outages: Outages
    proofs: Mapping[str, set[str]]
    """What proves each order today, by its number."""
    truth: Truth = field(default_factory=Truth)
    guests: dict[str, Guest] = field(default_factory=dict)
    addresses: dict[str, str | None] = field(default_factory=dict)
    """Where each message came from, by its id."""
    disagreed: list[object] = field(default_factory=list)
    """What the desk answered where the limits, counted once more, say something else."""
    _by_key: dict[tuple[str, str, str], Try] = field(default_factory=dict)
    lock: RLock = field(default_factory=RLock)
    """What comes at once is taken one after the other, so that both count it in the same order."""

    def begin_attempt(self, message_id: str, order_number: str, shown: str) -> Attempt:
        with self.lock:
            return self._ask(lambda: self._begin(message_id, order_number, shown))

    def accept_attempt(self, message_id: str, order_number: str, shown: str) -> Capability:
        with self.lock:
            return self._ask(lambda: self._accept(message_id, order_number, shown))

    def issue_code(self, message_id: str, order_number: str) -> OneTimeCode:
        with self.lock:
            return self._ask(lambda: self._issue(message_id, order_number))

    def try_code(self, message_id: str, order_number: str, digits: str) -> CodeTry:
        with self.lock:
            return self._ask(lambda: self._try_code(message_id, order_number, digits))

    def pass_for(self, conversation_id: str, order_number: str, tier: Tier) -> Capability | None:
        return self._ask(lambda: self.identity.pass_for(conversation_id, order_number, tier))

    def capabilities_of(self, conversation_id: str) -> Sequence[Capability]:
        return self.identity.capabilities_of(conversation_id)

    def revoke(self, conversation_id: str, order_number: str | None = None) -> None:
        self.truth.revoke(self.guests[conversation_id], order_number)
        self.identity.revoke(conversation_id, order_number)

    def close(self) -> None:
        self.identity.close()

    def _begin(self, message_id: str, order_number: str, shown: str) -> Attempt:
        answer = self.identity.begin_attempt(message_id, order_number, shown)
        tried = self._tried(message_id, order_number, shown)
        tried = tried or self._note_proof(message_id, order_number, shown)
        if answer != Attempt(not tried.was_refused, tried.number):
            self.disagreed.append((answer, tried))
        return answer

    def _accept(self, message_id: str, order_number: str, shown: str) -> Capability:
        tried = self._tried(message_id, order_number, shown)
        fits = shown in self.proofs.get(order_number, ())
        if tried is not None and fits and not tried.was_refused and not tried.is_right:
            tried.is_right = True
            self._grant(tried.guest, order_number, Tier.SEEN)
        return self.identity.accept_attempt(message_id, order_number, shown)

    def _issue(self, message_id: str, order_number: str) -> OneTimeCode:
        code = self.identity.issue_code(message_id, order_number)
        guest = self._of(message_id)
        if not any((known.message, known.order) == (message_id, order_number) for known in self.truth.codes):
            for before in self.truth.codes:
                before.is_over |= (before.guest, before.order) == (guest, order_number)
            self.truth.codes.append(Code(guest, order_number, message_id, code.digits, self.clock()))
        return code

    def _try_code(self, message_id: str, order_number: str, digits: str) -> CodeTry:
        answer = self.identity.try_code(message_id, order_number, digits)
        tried = self._tried(message_id, order_number, digits)
        tried = tried or self._note_code(message_id, order_number, digits)
        if answer != CodeTry(tried.is_right, 5 - tried.number):
            self.disagreed.append((answer, tried))
        return answer

    def _note_proof(self, message_id: str, order_number: str, shown: str) -> Try:
        guest, address, now = self._of(message_id), self.addresses[message_id], self.clock()
        may_try = self.truth.may_prove(guest, address, order_number, now)
        number = self.truth.next_number(guest)
        tried = Try(guest, address, order_number, message_id, shown, now, number, was_refused=not may_try)
        self._keep(tried)
        return tried

    def _note_code(self, message_id: str, order_number: str, digits: str) -> Try:
        guest, address, now = self._of(message_id), self.addresses[message_id], self.clock()
        code = self.truth.live_code(guest, order_number, now)
        is_open = code is not None and self.truth.may_enter(address, now)
        is_right = is_open and code is not None and code.digits == digits
        if code is not None:
            code.tries += 1
            code.is_over |= is_right
        number = 5 if code is None else code.tries
        tried = Try(
            guest, address, order_number, message_id, digits, now, number, True, not is_open, is_right
        )
        self._keep(tried)
        if is_right:
            self._grant(guest, order_number, Tier.CONFIRMED)
        return tried

    def _grant(self, guest: Guest, order_number: str, tier: Tier) -> None:
        self.truth.grants.append(Grant(guest, order_number, tier, self.clock()))

    def _tried(self, message_id: str, order_number: str, shown: str) -> Try | None:
        return self._by_key.get((message_id, order_number, shown))

    def _keep(self, tried: Try) -> None:
        self.truth.tries.append(tried)
        self._by_key[tried.message, tried.order, tried.shown] = tried

    def _of(self, message_id: str) -> Guest:
        return self.guests[message_id.rpartition(":")[0]]

    def _ask(self, call):
        return self.outages.strike(JournalUnavailable, call)


@dataclass(frozen=True)
class Done:
    """A change that an order book has made: for which conversation, by the key."""

    conversation: str
    order: str
    kind: ChangeKind | None
    """None: an undoing."""

    undoes: ChangeKind | None = None

    @property
    def needs_what(self) -> str:
        """The change whose making decides who may do this: an undoing is allowed to whom the change was."""
        return str((self.undoes or self.kind or ChangeKind.CANCEL_ORDER).value)


@dataclass
class WitnessedBook:
    """An order book, beside which stands who changed what."""

    book: OrderBook
    outages: Outages
    done: dict[str, Done] = field(default_factory=dict)

    def find(self, order_number: str, access: Access) -> Order:
        return self._ask(lambda: self.book.find(order_number, access))

    def recent_orders(self, customer_id: str, limit: int, before: str | None = None) -> OrderPage:
        return self._ask(lambda: self.book.recent_orders(customer_id, limit, before))

    def change(self, order_number: str, access: Access, change: Change, *, key: str, version: int) -> Receipt:
        def carry_out() -> Receipt:
            receipt = self.book.change(order_number, access, change, key=key, version=version)
            self._note(receipt, change.kind)
            return receipt

        return self._ask(carry_out)

    def undo(self, order_number: str, access: Access, key_of_change: str, *, key: str) -> Receipt:
        def carry_out() -> Receipt:
            receipt = self.book.undo(order_number, access, key_of_change, key=key)
            self._note(receipt, None, undoes=self.done[key_of_change].kind)
            return receipt

        return self._ask(carry_out)

    def trail(self, order_number: str, access: Access) -> tuple[TrailEntry, ...]:
        return self.book.trail(order_number, access)

    def _note(self, receipt: Receipt, kind: ChangeKind | None, undoes: ChangeKind | None = None) -> None:
        conversation = receipt.key.rpartition(":")[0]
        self.done[receipt.key] = Done(conversation, receipt.order_number, kind, undoes)

    def _ask(self, call):
        return self.outages.strike(OrderBookUnavailable, call)
