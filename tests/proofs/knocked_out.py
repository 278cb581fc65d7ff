"""Parts of the shop with one rule of identity taken away: the leak machine must find every one of them."""

from dataclasses import replace
from datetime import date

import structlog

from actions.orders.order import Order
from actions.orders.order_book import OrderPage, Receipt
from actions.orders.proof import Access, CustomerProof, EmailProof, Pass, Tier
from conversations import capabilities
from conversations.capabilities import Capability
from conversations.errors import AttemptRefused
from conversations.identity import Attempt
from conversations.one_time_codes import CodeTry
from tests.proofs.around import Around
from tests.proofs.canaries import canary_orders
from tests.proofs.small_shop import KnockOuts


class OpensToAnyProof(Around):
    """An order book that compares nothing."""

    def find(self, order_number: str, access: Access) -> Order:
        if isinstance(access, EmailProof | CustomerProof):
            access = Pass(order_number, Tier.SEEN)
        return self._part.find(order_number, access)


class ListsOrdersOfAll(Around):
    """An order book whose list forgets whose it is."""

    def recent_orders(self, customer_id: str, limit: int, before: str | None = None) -> OrderPage:
        return self._part.recent_orders("bob", limit, before)


class ChangesForWhoeverMaySee(Around):
    """An order book that takes a proof for a code."""

    def change(self, order_number: str, access: Access, change, *, key: str, version: int) -> Receipt:
        passed = Pass(order_number, Tier.CONFIRMED)
        return self._part.change(order_number, passed, change, key=key, version=version)


class WritesOrdersIntoTheLog(Around):
    def find(self, order_number: str, access: Access) -> Order:
        order = self._part.find(order_number, access)
        structlog.get_logger().info("order.found", to=order.email)
        return order


class NeverLocks(Around):
    """An identity desk that counts, and lets everybody go on."""

    def begin_attempt(self, message_id: str, order_number: str, shown: str) -> Attempt:
        return replace(self._part.begin_attempt(message_id, order_number, shown), may_try=True)

    def accept_attempt(self, message_id: str, order_number: str, shown: str) -> Capability | None:
        try:
            return self._part.accept_attempt(message_id, order_number, shown)
        except AttemptRefused:
            return None


class PassesForAll(Around):
    """An identity desk that keeps what was proved for an order, and forgets by whom."""

    def __init__(self, part) -> None:
        super().__init__(part)
        self._proved: dict[str, Capability] = {}

    def accept_attempt(self, message_id: str, order_number: str, shown: str) -> Capability:
        self._proved[order_number] = self._part.accept_attempt(message_id, order_number, shown)
        return self._proved[order_number]

    def pass_for(self, conversation_id: str, order_number: str, tier: capabilities.Tier) -> Capability | None:
        own = self._part.pass_for(conversation_id, order_number, tier)
        return own or (self._proved.get(order_number) if tier is capabilities.Tier.SEEN else None)


class PassesForEver(Around):
    """An identity desk whose passes never run out."""

    def __init__(self, part) -> None:
        super().__init__(part)
        self._granted: dict[tuple[str, str], Capability] = {}

    def accept_attempt(self, message_id: str, order_number: str, shown: str) -> Capability:
        conversation = message_id.rpartition(":")[0]
        granted = self._part.accept_attempt(message_id, order_number, shown)
        return self._granted.setdefault((conversation, order_number), granted)

    def pass_for(self, conversation_id: str, order_number: str, tier: capabilities.Tier) -> Capability | None:
        own = self._part.pass_for(conversation_id, order_number, tier)
        is_seen = tier is capabilities.Tier.SEEN
        return own or (self._granted.get((conversation_id, order_number)) if is_seen else None)


class TakesAProofForACode(Around):
    """An identity desk that asks nobody for a code."""

    def pass_for(self, conversation_id: str, order_number: str, tier: capabilities.Tier) -> Capability | None:
        return self._part.pass_for(conversation_id, order_number, capabilities.Tier.SEEN)


class TakesAnyCode(TakesAProofForACode):
    """An identity desk to which every six digits are right, once a code was sent."""

    def __init__(self, part) -> None:
        super().__init__(part)
        self._tried: set[tuple[str, str]] = set()

    def try_code(self, message_id: str, order_number: str, digits: str) -> CodeTry:
        self._tried.add((message_id.rpartition(":")[0], order_number))
        return CodeTry(True, 4)

    def pass_for(self, conversation_id: str, order_number: str, tier: capabilities.Tier) -> Capability | None:
        if tier is capabilities.Tier.CONFIRMED and (conversation_id, order_number) not in self._tried:
            return None
        return super().pass_for(conversation_id, order_number, tier)


class MailsToTheCustomerOfAnotherOrder(Around):
    """A mailer that takes the address from somewhere else than the order."""

    def send(self, mail, key: str) -> None:
        self._part.send(replace(mail, to=canary_orders(date(2030, 1, 1))[0].email), key)


def _everybody_is_ada(_customer_of):
    return lambda _conversation: "ada"


KNOCKED_OUT: dict[str, KnockOuts] = {
    "the book compares no proof": KnockOuts(book=OpensToAnyProof),
    "the book lists the orders of all": KnockOuts(book=ListsOrdersOfAll),
    "the book changes for whoever may see": KnockOuts(
        book=ChangesForWhoeverMaySee, identity=TakesAProofForACode
    ),
    "the log names addresses": KnockOuts(book=WritesOrdersIntoTheLog),
    "nobody is locked": KnockOuts(identity=NeverLocks),
    "a pass is good for everybody": KnockOuts(identity=PassesForAll),
    "a pass never runs out": KnockOuts(identity=PassesForEver),
    "any code is right": KnockOuts(book=ChangesForWhoeverMaySee, identity=TakesAnyCode),
    "mail goes to another address": KnockOuts(mailer=MailsToTheCustomerOfAnotherOrder),
    "everybody is taken for one customer": KnockOuts(customer_of=_everybody_is_ada),
}
