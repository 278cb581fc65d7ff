"""How somebody shows that an order is theirs, what they may do then, and the one comparison that decides it.

The comparison takes the same steps whether the order exists or not, and its time does not depend on how much
of the proof is right. How often somebody may try is not decided here.
"""

import hmac
from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import sha256
from typing import assert_never

from actions.orders import identifiers


@dataclass(frozen=True, slots=True)
class EmailProof:
    email: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PostcodeProof:
    postcode: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CustomerProof:
    """A customer whom the shop vouched for. Never made from anything that the customer typed."""

    customer_id: str = field(repr=False)


Proof = EmailProof | PostcodeProof | CustomerProof


class Tier(IntEnum):
    """What somebody may do with an order: look at it, or change it as well."""

    SEEN = 1
    CONFIRMED = 2


@dataclass(frozen=True, slots=True)
class Pass:
    """A guest's way in after the proof: good for this order only, its number in normal form.

    Only the identity layer makes one, from a capability that has not expired.
    """

    order_number: str
    tier: Tier


Access = Proof | Pass


@dataclass(frozen=True, slots=True)
class Owner:
    """What an order book knows of the one who ordered."""

    email: str = field(repr=False)
    postcode: str = field(repr=False)
    customer_id: str | None = field(default=None, repr=False)
    order_number: str = ""


_NOBODY = Owner(email="nobody@invalid", postcode="0000", customer_id="nobody", order_number="none")


def tier_of(access: Access, owner: Owner | None) -> Tier | None:
    """What `access` allows with the order of `owner`; None: nothing, as if there were no such order."""
    if not is_proven(access, owner):
        return None
    if isinstance(access, Pass):
        return access.tier
    return Tier.CONFIRMED if isinstance(access, CustomerProof) else Tier.SEEN


def is_proven(access: Access, owner: Owner | None) -> bool:
    """Whether `access` fits `owner`; None stands for an unknown order. Nothing empty is a proof."""
    shown, known = _compared(access, owner or _NOBODY)
    is_same = hmac.compare_digest(_digest(shown), _digest(known))
    return is_same and bool(known) and owner is not None


def _compared(access: Access, owner: Owner) -> tuple[str, str]:
    match access:
        case EmailProof(email):
            return identifiers.email(email), identifiers.email(owner.email)
        case PostcodeProof(postcode):
            return identifiers.postcode(postcode), identifiers.postcode(owner.postcode)
        case CustomerProof(customer_id):
            return customer_id, owner.customer_id or ""
        case Pass(order_number):
            return order_number, owner.order_number
        case _:
            assert_never(access)


def _digest(value: str) -> bytes:
    # compare_digest shows the length of its arguments in time; digests are all equally long.
    return sha256(value.encode("utf-8", "surrogatepass")).digest()
