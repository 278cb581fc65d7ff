"""How somebody shows that an order is theirs, and the one comparison that decides it.

The comparison takes the same steps whether the order exists or not, and its time does not depend on how much
of the proof is right. How often somebody may try is not decided here.
"""

import hmac
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Owner:
    """What an order book knows of the one who ordered."""

    email: str = field(repr=False)
    postcode: str = field(repr=False)
    customer_id: str | None = field(default=None, repr=False)


_NOBODY = Owner(email="nobody@invalid", postcode="0000", customer_id="nobody")


def is_proven(proof: Proof, owner: Owner | None) -> bool:
    """Whether `proof` fits `owner`; None stands for an unknown order. Nothing empty is a proof."""
    shown, known = _compared(proof, owner or _NOBODY)
    is_same = hmac.compare_digest(_digest(shown), _digest(known))
    return is_same and bool(known) and owner is not None


def _compared(proof: Proof, owner: Owner) -> tuple[str, str]:
    match proof:
        case EmailProof(email):
            return identifiers.email(email), identifiers.email(owner.email)
        case PostcodeProof(postcode):
            return identifiers.postcode(postcode), identifiers.postcode(owner.postcode)
        case CustomerProof(customer_id):
            return customer_id, owner.customer_id or ""
        case _:
            assert_never(proof)


def _digest(value: str) -> bytes:
    # compare_digest shows the length of its arguments in time; digests are all equally long.
    return sha256(value.encode("utf-8", "surrogatepass")).digest()
