"""The identity desk on SQL: SQLite in a file, or PostgreSQL. Every call is one short transaction.

The transactions stand in `sql_attempts`, `sql_capabilities` and `sql_one_time_codes`. Here they begin and
end.
"""

from collections.abc import Sequence

from conversations import sql_attempts, sql_capabilities, sql_one_time_codes
from conversations.capabilities import Capability, Tier, best_of_each_order
from conversations.clock import Clock, utc_now
from conversations.identity import Attempt
from conversations.keyed_digests import KeyedDigests
from conversations.message_ids import require_order_number
from conversations.one_time_codes import CodeMaker, CodeTry, OneTimeCode
from conversations.sql_database import Database
from conversations.storable import is_storable
from conversations.tables import from_micros, to_micros


class SqlIdentityDesk:
    def __init__(self, database: Database, secret: str, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock
        self._guesses = KeyedDigests.of(secret, "guess")
        self._maker = CodeMaker.of(secret)

    def begin_attempt(self, message_id: str, order_number: str, shown: str) -> Attempt:
        guess = self._guess(Tier.SEEN, order_number, shown)
        with self._database.write() as connection:
            asked = sql_attempts.find_asked(connection, message_id, order_number, guess)
            return sql_attempts.begin_attempt(connection, asked, self._clock)

    def accept_attempt(self, message_id: str, order_number: str, shown: str) -> Capability:
        guess = self._guess(Tier.SEEN, order_number, shown)
        with self._database.write() as connection:
            asked = sql_attempts.find_asked(connection, message_id, order_number, guess)
            sql_attempts.accept_attempt(connection, asked)
            return sql_capabilities.grant(connection, asked, Tier.SEEN, to_micros(self._clock()))

    def issue_code(self, message_id: str, order_number: str) -> OneTimeCode:
        require_order_number(order_number)
        with self._database.write() as connection:
            asked = sql_attempts.find_asked(connection, message_id, order_number)
            code = sql_one_time_codes.issue_code(connection, asked, self._clock)
        return OneTimeCode(self._maker.digits(code.seed), from_micros(code.expires_at))

    def try_code(self, message_id: str, order_number: str, digits: str) -> CodeTry:
        guess = self._guess(Tier.CONFIRMED, order_number, digits)
        with self._database.write() as connection:
            asked = sql_attempts.find_asked(connection, message_id, order_number, guess)
            return sql_one_time_codes.try_code(connection, asked, digits, self._maker, self._clock)

    def pass_for(self, conversation_id: str, order_number: str, tier: Tier) -> Capability | None:
        if not is_storable(conversation_id + order_number):
            return None
        with self._database.read() as connection:
            now = to_micros(self._clock())
            held = sql_capabilities.held(connection, conversation_id, now, order_number)
        return next((best for best in best_of_each_order(held) if best.tier.covers(tier)), None)

    def capabilities_of(self, conversation_id: str) -> Sequence[Capability]:
        if not is_storable(conversation_id):
            return []
        with self._database.read() as connection:
            held = sql_capabilities.held(connection, conversation_id, to_micros(self._clock()))
        return best_of_each_order(held)

    def revoke(self, conversation_id: str, order_number: str | None = None) -> None:
        if is_storable(conversation_id + (order_number or "")):
            with self._database.write() as connection:
                now = to_micros(self._clock())
                sql_capabilities.revoke(connection, conversation_id, order_number, now)
                sql_one_time_codes.end_codes(connection, conversation_id, order_number)

    def close(self) -> None:
        self._database.close()

    def _guess(self, tier: Tier, order_number: str, shown: str) -> str:
        require_order_number(order_number)
        return self._guesses.hex_digest(tier.value, order_number, shown)
