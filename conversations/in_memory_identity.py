"""The identity desk in memory: the fake of the port, for tests."""

from collections.abc import Sequence
from typing import NamedTuple

from conversations.attempt_limits import CODE_LASTS, MOST_TRIES_OF_A_CODE, Failures, crowd_of
from conversations.capabilities import LASTS, Capability, Tier, best_of_each_order
from conversations.clock import Clock, utc_now
from conversations.errors import AttemptRefused, OrderNotSeen, TooManyCodes, UnknownMessage
from conversations.identity import Attempt
from conversations.in_memory_identity_record import (
    AttemptKey,
    InMemoryAttempt,
    InMemoryCapability,
    InMemoryCode,
)
from conversations.in_memory_record import InMemoryRecord
from conversations.keyed_digests import KeyedDigests
from conversations.message_ids import MessageId, parse_message_id, require_order_number
from conversations.one_time_codes import CodeMaker, CodeTry, OneTimeCode, new_seed


class _Asked(NamedTuple):
    """Who wants to prove which order with what."""

    message: MessageId
    order_number: str
    crowd: str
    address: str | None
    guess: str

    @property
    def key(self) -> AttemptKey:
        return (*self.message, self.guess)


class InMemoryIdentityDesk:
    """It works on the record of the journal that holds the messages."""

    def __init__(self, record: InMemoryRecord, clock: Clock = utc_now) -> None:
        self._record = record
        self._known = record.identity
        self._clock = clock
        self._guesses = KeyedDigests.of(record.identity.secret, "guess")
        self._maker = CodeMaker.of(record.identity.secret)

    def begin_attempt(self, message_id: str, order_number: str, shown: str) -> Attempt:
        with self._record.lock:
            asked = self._asked(Tier.SEEN, message_id, order_number, shown)
            earlier = self._known.attempts.get(asked.key)
            if earlier is not None:
                return Attempt(not earlier.was_locked, earlier.number)
            is_locked = self._failures(asked).lock
            number = self._known.in_vain(asked.message.conversation_id) + 1
            self._add(asked, Tier.SEEN, number, is_locked=is_locked)
            return Attempt(not is_locked, number)

    def accept_attempt(self, message_id: str, order_number: str, shown: str) -> Capability:
        with self._record.lock:
            asked = self._asked(Tier.SEEN, message_id, order_number, shown)
            attempt = self._known.attempts.get(asked.key)
            if attempt is None or attempt.was_locked:
                raise AttemptRefused("This proof was not allowed to be tried.")
            attempt.is_right = True
            return self._grant(asked, Tier.SEEN)

    def issue_code(self, message_id: str, order_number: str) -> OneTimeCode:
        with self._record.lock:
            asked, now = self._asked(Tier.CONFIRMED, message_id, order_number), self._clock()
            code = self._known.code_of(*asked.message, order_number)
            if code is None:
                if self.pass_for(asked.message.conversation_id, order_number, Tier.SEEN) is None:
                    raise OrderNotSeen("Nobody has proved this order in this conversation.")
                if self._known.codes_sent(order_number, now).is_enough:
                    raise TooManyCodes("No further code is sent for this order now.")
                self._known.end_codes(asked.message.conversation_id, order_number)
                code = InMemoryCode(*asked.message, order_number, new_seed(), now, now + CODE_LASTS)
                self._known.codes.append(code)
            return OneTimeCode(self._maker.digits(code.seed), code.expires_at)

    def try_code(self, message_id: str, order_number: str, digits: str) -> CodeTry:
        with self._record.lock:
            asked = self._asked(Tier.CONFIRMED, message_id, order_number, digits)
            if asked.key not in self._known.attempts:
                self._try_now(asked, digits)
            tried = self._known.attempts[asked.key]
            return CodeTry(tried.is_right, MOST_TRIES_OF_A_CODE - tried.number)

    def _try_now(self, asked: _Asked, digits: str) -> None:
        code = self._known.live_code(asked.message.conversation_id, asked.order_number, self._clock())
        if code is None:
            self._add(asked, Tier.CONFIRMED, MOST_TRIES_OF_A_CODE, is_locked=True)
            return
        is_locked = self._failures(asked).lock_address
        code.tries += 1
        self._add(asked, Tier.CONFIRMED, code.tries, is_locked=is_locked)
        is_right = self._maker.is_right(code.seed, digits) and not is_locked
        code.is_live = code.tries < MOST_TRIES_OF_A_CODE and not is_right
        if is_right:
            self._known.attempts[asked.key].is_right = True
            self._grant(asked, Tier.CONFIRMED)

    def pass_for(self, conversation_id: str, order_number: str, tier: Tier) -> Capability | None:
        held = self.capabilities_of(conversation_id)
        best = next((capability for capability in held if capability.order_number == order_number), None)
        return best if best is not None and best.tier.covers(tier) else None

    def capabilities_of(self, conversation_id: str) -> Sequence[Capability]:
        with self._record.lock:
            return best_of_each_order(self._known.held(conversation_id, self._clock()))

    def revoke(self, conversation_id: str, order_number: str | None = None) -> None:
        with self._record.lock:
            for kept in self._known.capabilities.values():
                if kept.conversation_id == conversation_id and order_number in {
                    None,
                    kept.granted.order_number,
                }:
                    kept.was_revoked = True
            self._known.end_codes(conversation_id, order_number)

    def close(self) -> None:
        pass

    def _asked(self, tier: Tier, message_id: str, order_number: str, shown: str = "") -> _Asked:
        require_order_number(order_number)
        message = parse_message_id(message_id)
        kept = self._record.conversations.get(message.conversation_id)
        if kept is None or message.seq not in kept.messages:
            raise UnknownMessage("No message of a customer has this id.")
        guess = self._guesses.hex_digest(tier.value, order_number, shown)
        address = kept.addresses.get(message.seq)
        return _Asked(message, order_number, crowd_of(kept.customer_id), address, guess)

    def _failures(self, asked: _Asked) -> Failures:
        conversation_id = asked.message.conversation_id
        return self._known.failures(
            conversation_id, asked.address, asked.order_number, asked.crowd, self._clock()
        )

    def _add(self, asked: _Asked, tier: Tier, number: int, *, is_locked: bool) -> None:
        self._known.attempts[asked.key] = InMemoryAttempt(
            asked.message.conversation_id,
            tier,
            asked.order_number,
            asked.crowd,
            asked.address,
            number,
            self._clock(),
            is_locked,
        )

    def _grant(self, asked: _Asked, tier: Tier) -> Capability:
        granted = Capability(asked.order_number, tier, self._clock() + LASTS[tier])
        kept = InMemoryCapability(*asked.message, asked.guess, granted)
        return self._known.capabilities.setdefault(asked.key, kept).granted
