"""Customers who prove their orders, for the tests of the identity desk."""

from dataclasses import dataclass, field
from itertools import count

from conversations.clock import HandClock
from conversations.identity import Attempt, IdentityDesk
from conversations.journal import Journal
from conversations.one_time_codes import CodeTry, OneTimeCode

SECRET = "s" * 32
ORDER, OTHER_ORDER = "10042", "10043"
EMAIL = "email:ada@example.com"


@dataclass
class Office:
    journal: Journal
    identity: IdentityDesk
    clock: HandClock
    _client_ids: "count[int]" = field(default_factory=count)

    def open(self, customer_id: str | None = None) -> str:
        return self.journal.open_conversation("widget", customer_id).id

    def message(self, conversation_id: str, address: str | None = None) -> str:
        """The id of a new message of the customer."""
        client_id = f"m{next(self._client_ids)}"
        receipt = self.journal.append_inbound(conversation_id, client_id, text="hello", address=address)
        return f"{conversation_id}:{receipt.seq}"

    def fail(self, conversation_id: str, order_number: str = ORDER, address: str | None = None) -> Attempt:
        """Tries something that is not accepted afterwards."""
        message = self.message(conversation_id, address)
        return self.identity.begin_attempt(message, order_number, f"email:not-{message}@example.com")

    def prove(self, conversation_id: str, order_number: str = ORDER, address: str | None = None) -> bool:
        """Tries what is right; whether the desk took it."""
        message = self.message(conversation_id, address)
        attempt = self.identity.begin_attempt(message, order_number, EMAIL)
        if attempt.may_try:
            self.identity.accept_attempt(message, order_number, EMAIL)
        return attempt.may_try

    def wrong(self, code: OneTimeCode, number: int = 1) -> str:
        """Six digits that are not the code; another number gives others."""
        return f"{(int(code.digits) + number) % 1_000_000:06}"

    def code(self, conversation_id: str, order_number: str = ORDER) -> OneTimeCode:
        return self.identity.issue_code(self.message(conversation_id), order_number)

    def enter(
        self, conversation_id: str, digits: str, order_number: str = ORDER, address: str | None = None
    ) -> CodeTry:
        return self.identity.try_code(self.message(conversation_id, address), order_number, digits)
