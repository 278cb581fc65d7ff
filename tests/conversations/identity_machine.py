"""Guests and customers guess, from many conversations and addresses, at two identity desks that may crash.

After every step the desk has answered what `identity_model` finds, and nobody holds what they did not prove.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from conversations.capabilities import Tier
from conversations.clock import HandClock
from conversations.errors import AttemptRefused, OrderNotSeen, TooManyCodes
from conversations.identity import Attempt, IdentityDesk
from conversations.one_time_codes import CodeTry
from tests.conversations.identity_model import Code, Grant, Guest, Truth, Try
from tests.conversations.proving import Office

ORDERS = ("10042", "10043", "77", "78", "79")
ORDER = st.sampled_from(ORDERS)
ADDRESS = st.sampled_from([None, "home", "café", "train"])
ANY = st.integers(0, 9)
DESK = st.sampled_from([0, 1])
BURST = st.integers(1, 6)
MOST_GUESTS = 10
CUSTOMERS = st.sampled_from([None, None, None, "ada", "bob"])
TIMES = st.sampled_from(
    [
        timedelta(seconds=1),
        timedelta(minutes=5),
        timedelta(minutes=10),
        timedelta(minutes=30),
        timedelta(hours=1),
        timedelta(hours=23),
        timedelta(days=1),
    ]
)


@dataclass
class Guesses:
    """How many things were tried over all histories of a test, and how many of them while locked."""

    made: int = 0
    right_while_locked: int = 0
    stale_codes: int = 0


@dataclass(frozen=True)
class Desks:
    """An office, and a second identity desk on the same record."""

    office: Office
    other: IdentityDesk


def proof_of(order: str) -> str:
    return f"email:owner-of-{order}@example.com"


class IdentityMachine(RuleBasedStateMachine):
    def __init__(self, open_desks: Callable[[HandClock], Desks], guesses: Guesses) -> None:
        super().__init__()
        self.clock = HandClock()
        self.office = open_desks(self.clock)
        self.desks = (self.office.office.identity, self.office.other)
        self.guesses = guesses
        self.truth = Truth()
        self.guests: list[Guest] = []

    @initialize()
    def begin(self) -> None:
        for customer in (None, None, "ada"):
            self.open(customer)

    @precondition(lambda self: len(self.guests) < MOST_GUESTS)
    @rule(customer=CUSTOMERS)
    def open(self, customer: str | None) -> None:
        self.guests.append(Guest(self.office.office.open(customer), customer))

    @rule(who=ANY, address=ADDRESS, order=ORDER, times=BURST, desk=DESK)
    def guess_wrong(self, who: int, address: str | None, order: str, times: int, desk: int) -> None:
        for number in range(times):
            self._try(self._guest(who), address, order, f"postcode:{number}", self.desks[desk])

    @rule(first=ANY, address=ADDRESS, order=ORDER, times=BURST, desk=DESK)
    def guess_from_many_conversations(
        self, first: int, address: str | None, order: str, times: int, desk: int
    ) -> None:
        for number in range(times):
            guest = self._guest(first + number)
            self._try(guest, address, order, f"email:{number}@example.com", self.desks[desk])

    @rule(who=ANY, address=ADDRESS, order=ORDER, desk=DESK, crashes=st.booleans())
    def prove(self, who: int, address: str | None, order: str, desk: int, crashes: bool) -> None:
        tried = self._try(self._guest(who), address, order, proof_of(order), self.desks[desk])
        if not crashes:
            self._accept(tried, self.desks[desk])

    @precondition(lambda self: any(not tried.is_code for tried in self.truth.tries))
    @rule(which=ANY, desk=DESK)
    def make_a_turn_again(self, which: int, desk: int) -> None:
        """After a crash, or by somebody who got hold of an old call."""
        proofs = [tried for tried in self.truth.tries if not tried.is_code]
        tried = proofs[-1 - which % len(proofs)]
        attempt = self.desks[desk].begin_attempt(tried.message, tried.order, tried.shown)
        assert attempt == Attempt(not tried.was_refused, tried.number)
        if tried.shown == proof_of(tried.order):
            self._accept(tried, self.desks[desk])

    @rule(who=ANY, order=ORDER, desk=DESK)
    def accept_what_was_never_begun(self, who: int, order: str, desk: int) -> None:
        guest = self._guest(who)
        self._refuses_to_accept(self._message(guest, None), order, proof_of(order), desk)
        self._expect_held(guest)

    @precondition(lambda self: len(self.guests) < MOST_GUESTS)
    @rule(order=ORDER, address=ADDRESS, desk=DESK)
    def come_and_ask_for_a_code(self, order: str, address: str | None, desk: int) -> None:
        self.open(None)
        self.prove(len(self.guests) - 1, address, order, desk, crashes=False)
        self.ask_for_code(len(self.guests) - 1, order, desk)

    @rule(which=ANY, desk=DESK)
    def ask_for_another_code(self, which: int, desk: int) -> None:
        held = [(guest, order) for guest in self.guests for order in self.truth.held(guest, self.clock())]
        if held:
            guest, order = held[which % len(held)]
            self.ask_for_code(self.guests.index(guest), order, desk)

    @rule(who=ANY, order=ORDER, desk=DESK)
    def ask_for_code(self, who: int, order: str, desk: int) -> None:
        guest, now = self._guest(who), self.clock()
        message = self._message(guest, None)
        expected = self._refusal_of_code(guest, order)
        try:
            code = self.desks[desk].issue_code(message, order)
        except (OrderNotSeen, TooManyCodes) as refusal:
            assert type(refusal) is expected
            return
        assert expected is None
        for before in self.truth.codes:
            before.is_over |= (before.guest, before.order) == (guest, order)
        self.truth.codes.append(Code(guest, order, message, code.digits, now))
        assert self.desks[1 - desk].issue_code(message, order) == code

    @precondition(lambda self: self.truth.codes)
    @rule(which=ANY, address=ADDRESS, desk=DESK)
    def enter_a_code_where_it_belongs(self, which: int, address: str | None, desk: int) -> None:
        code = self.truth.codes[-1 - which % len(self.truth.codes)]
        self._enter(code.guest, address, code.order, code.digits, desk)

    @precondition(lambda self: self.truth.codes)
    @rule(which=ANY, who=ANY, order=ORDER, address=ADDRESS, desk=DESK)
    def enter_a_code_somewhere_else(
        self, which: int, who: int, order: str, address: str | None, desk: int
    ) -> None:
        code = self.truth.codes[-1 - which % len(self.truth.codes)]
        self._enter(self._guest(who), address, order, code.digits, desk)

    @rule(who=ANY, order=ORDER, address=ADDRESS, times=BURST, first=st.integers(0, 999_999), desk=DESK)
    def guess_codes(
        self, who: int, order: str, address: str | None, times: int, first: int, desk: int
    ) -> None:
        for number in range(times):
            self._enter(self._guest(who), address, order, f"{(first + number) % 1_000_000:06}", desk)

    @precondition(lambda self: any(tried.is_code for tried in self.truth.tries))
    @rule(which=ANY, desk=DESK)
    def enter_a_code_again_in_the_same_message(self, which: int, desk: int) -> None:
        codes = [tried for tried in self.truth.tries if tried.is_code]
        tried = codes[-1 - which % len(codes)]
        again = self.desks[desk].try_code(tried.message, tried.order, tried.shown)
        assert again == CodeTry(tried.is_right, 5 - tried.number)
        self._expect_held(tried.guest)

    @rule(who=ANY, order=st.none() | ORDER, desk=DESK)
    def revoke(self, who: int, order: str | None, desk: int) -> None:
        guest = self._guest(who)
        self.truth.revoke(guest, order)
        self.desks[desk].revoke(guest.conversation, order)
        self._expect_held(guest)

    @rule(by=TIMES)
    def wait(self, by: timedelta) -> None:
        self.clock.move(by)

    def teardown(self) -> None:
        for guest in self.guests:
            self._expect_held(guest)
            for order in ORDERS:
                self._expect_passes(guest, order)
        for opened in (*self.desks, self.office.office.journal):
            opened.close()

    def _guest(self, who: int) -> Guest:
        return self.guests[who % len(self.guests)]

    def _message(self, guest: Guest, address: str | None) -> str:
        return self.office.office.message(guest.conversation, address)

    def _try(self, guest: Guest, address: str | None, order: str, shown: str, identity: IdentityDesk) -> Try:
        """What the desk allows is what the limits allow, and what it numbers is what everybody counts."""
        message, now = self._message(guest, address), self.clock()
        may_try = self.truth.may_prove(guest, address, order, now)
        number = self.truth.next_number(guest)
        assert identity.begin_attempt(message, order, shown) == Attempt(may_try, number)
        tried = Try(guest, address, order, message, shown, now, number, was_refused=not may_try)
        self.truth.tries.append(tried)
        self.guesses.made += 1
        return tried

    def _accept(self, tried: Try, identity: IdentityDesk) -> None:
        if tried.was_refused:
            self.guesses.right_while_locked += 1
            self._refuses_to_accept(tried.message, tried.order, tried.shown, self.desks.index(identity))
        else:
            identity.accept_attempt(tried.message, tried.order, tried.shown)
            if not tried.is_right:
                tried.is_right = True
                self._note_grant(tried, Tier.SEEN)
        self._expect_held(tried.guest)

    def _refuses_to_accept(self, message: str, order: str, shown: str, desk: int) -> None:
        try:
            self.desks[desk].accept_attempt(message, order, shown)
        except AttemptRefused:
            return
        raise AssertionError("It was accepted, and nobody was allowed to try it.")

    def _refusal_of_code(self, guest: Guest, order: str) -> Any:
        now = self.clock()
        if order not in self.truth.held(guest, now):
            return OrderNotSeen
        return None if self.truth.may_ask_for_code(order, now) else TooManyCodes

    def _enter(self, guest: Guest, address: str | None, order: str, digits: str, desk: int) -> None:
        message, now = self._message(guest, address), self.clock()
        code = self.truth.live_code(guest, order, now)
        is_open = self.truth.may_enter(address, now) and code is not None
        is_right = is_open and code is not None and code.digits == digits
        if code is not None:
            code.tries += 1
            code.is_over |= is_right
        number = 5 if code is None else code.tries
        assert self.desks[desk].try_code(message, order, digits) == CodeTry(is_right, 5 - number)
        tried = Try(guest, address, order, message, digits, now, number, True, not is_open, is_right)
        self.truth.tries.append(tried)
        if is_right:
            self._note_grant(tried, Tier.CONFIRMED)
        self.guesses.made += 1
        self.guesses.stale_codes += not is_right and any(
            digits == issued.digits for issued in self.truth.codes
        )
        self._expect_held(guest)

    def _note_grant(self, tried: Try, tier: Tier) -> None:
        self.truth.grants.append(Grant(tried.guest, tried.order, tier, self.clock()))

    def _expect_held(self, guest: Guest) -> None:
        held = self.desks[0].capabilities_of(guest.conversation)
        expected = self.truth.held(guest, self.clock())
        assert {capability.order_number: capability for capability in held} == expected
        assert len(held) == len(expected)

    def _expect_passes(self, guest: Guest, order: str) -> None:
        expected = self.truth.held(guest, self.clock()).get(order)
        assert self.desks[1].pass_for(guest.conversation, order, Tier.SEEN) == expected
        may_change = expected if expected is not None and expected.tier is Tier.CONFIRMED else None
        assert self.desks[1].pass_for(guest.conversation, order, Tier.CONFIRMED) == may_change
