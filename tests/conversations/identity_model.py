"""What the identity desk has to answer, found from the whole history each time, by rules of its own."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from conversations.capabilities import Capability, Tier

HOUR = timedelta(hours=1)
Order = str


@dataclass(frozen=True)
class Guest:
    """Somebody in a conversation; `customer` when the shop vouches for them."""

    conversation: str
    customer: str | None


@dataclass
class Try:
    """One thing that was shown. What was refused was never compared with anything."""

    guest: Guest
    address: str | None
    order: Order
    message: str
    shown: str
    at: datetime
    number: int
    is_code: bool = False
    was_refused: bool = False
    is_right: bool = False

    @property
    def has_failed(self) -> bool:
        return not self.was_refused and not self.is_right


@dataclass
class Code:
    guest: Guest
    order: Order
    message: str
    digits: str
    sent_at: datetime
    tries: int = 0
    is_over: bool = False

    def lives(self, now: datetime) -> bool:
        return not self.is_over and self.tries < 5 and now < self.sent_at + HOUR / 6


@dataclass
class Grant:
    guest: Guest
    order: Order
    tier: Tier
    at: datetime
    was_revoked: bool = False

    @property
    def capability(self) -> Capability:
        lasts = HOUR if self.tier is Tier.SEEN else HOUR / 2
        return Capability(self.order, self.tier, self.at + lasts)


@dataclass
class Truth:
    tries: list[Try] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)

    def may_prove(self, guest: Guest, address: str | None, order: Order, now: datetime) -> bool:
        failed = [tried for tried in self.tries if tried.has_failed]
        proofs = [tried for tried in failed if not tried.is_code]
        here = [tried for tried in proofs if tried.guest == guest]
        on_it = [t for t in proofs if t.order == order and t.guest.customer == guest.customer]
        today = [tried for tried in on_it if now - tried.at < 24 * HOUR]
        return len(here) < 5 and len(today) < 5 and self.may_enter(address, now)

    def may_enter(self, address: str | None, now: datetime) -> bool:
        failed = [tried for tried in self.tries if tried.has_failed and tried.address == address]
        return address is None or len([tried for tried in failed if now - tried.at < HOUR]) < 10

    def next_number(self, guest: Guest) -> int:
        in_vain = [t for t in self.tries if t.guest == guest and not t.is_code and not t.is_right]
        return len(in_vain) + 1

    def may_ask_for_code(self, order: Order, now: datetime) -> bool:
        ages = [now - code.sent_at for code in self.codes if code.order == order]
        return sum(age < HOUR for age in ages) < 3 and sum(age < 24 * HOUR for age in ages) < 10

    def live_code(self, guest: Guest, order: Order, now: datetime) -> Code | None:
        codes = [code for code in self.codes if (code.guest, code.order) == (guest, order)]
        return codes[-1] if codes and codes[-1].lives(now) else None

    def revoke(self, guest: Guest, order: Order | None) -> None:
        for grant in self.grants:
            if grant.guest == guest and order in {None, grant.order}:
                grant.was_revoked = True
        for code in self.codes:
            if code.guest == guest and order in {None, code.order}:
                code.is_over = True

    def held(self, guest: Guest, now: datetime) -> dict[Order, Capability]:
        """For each order the best: what may be changed counts more, and then what lasts longest."""
        live = [
            g for g in self.grants if g.guest == guest and not g.was_revoked and g.capability.expires_at > now
        ]
        live.sort(key=lambda grant: (grant.tier is Tier.CONFIRMED, grant.capability.expires_at))
        return {grant.order: grant.capability for grant in live}
