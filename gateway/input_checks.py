"""What each request must say, field by field. Pure; `field_checks` says what a single field is like."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conversations.initiative import OfferOutcome
from gateway.errors import Unusable
from gateway.field_checks import (
    LARGEST_SEQ,
    check_customer_token,
    check_id,
    check_page,
    check_seq,
    check_text,
    check_visitor,
    refuse_unknown,
)


@dataclass(frozen=True, slots=True)
class Message:
    """A checked message: exactly one of `text` and `choice_id` is there."""

    client_id: str
    text: str | None = None
    choice_id: str | None = None
    page: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class CueSeen:
    """A checked cue: which device saw what, and on which page. Nothing here says that it is true."""

    visitor: str
    name: str
    page: Mapping[str, str] | None = None
    customer_token: str | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    seq: int
    is_helpful: bool


_ENDS = {outcome.value: outcome for outcome in OfferOutcome if outcome is not OfferOutcome.WAITING}


def check_message(fields: Mapping[str, Any]) -> Message:
    refuse_unknown(fields, {"id", "text", "choice", "page"})
    if ("text" in fields) == ("choice" in fields):
        raise Unusable("Send exactly one of `text` and `choice`.")
    client_id = check_id(fields.get("id"), "id")
    page = check_page(fields["page"]) if "page" in fields else None
    if "choice" in fields:
        return Message(client_id, choice_id=check_id(fields["choice"], "choice"), page=page)
    return Message(client_id, text=check_text(fields["text"]), page=page)


def check_session(fields: Mapping[str, Any]) -> str | None:
    """The customer token that the shop signed, if the request brings one."""
    refuse_unknown(fields, {"customer_token"})
    return check_customer_token(fields["customer_token"]) if "customer_token" in fields else None


def check_cue(fields: Mapping[str, Any]) -> CueSeen:
    refuse_unknown(fields, {"visitor", "cue", "page", "customer_token"})
    return CueSeen(
        check_visitor(fields.get("visitor")),
        check_id(fields.get("cue"), "cue"),
        check_page(fields["page"]) if "page" in fields else None,
        check_customer_token(fields["customer_token"]) if "customer_token" in fields else None,
    )


def check_outcome(fields: Mapping[str, Any]) -> OfferOutcome:
    refuse_unknown(fields, {"outcome"})
    outcome = fields.get("outcome")
    if not isinstance(outcome, str) or outcome not in _ENDS:
        raise Unusable(f"`outcome` is one of {', '.join(_ENDS)}.")
    return _ENDS[outcome]


def check_feedback(fields: Mapping[str, Any]) -> Rating:
    refuse_unknown(fields, {"seq", "helpful"})
    if not isinstance(fields.get("helpful"), bool):
        raise Unusable("`helpful` is true or false.")
    return Rating(check_seq(fields.get("seq")), fields["helpful"])


def check_after(value: str | None) -> int:
    """The seq after which the client wants to read; 0 when it does not say."""
    if value is None:
        return 0
    # `isdigit` alone takes digits that int() refuses, and int() takes signs, blanks and underscores.
    if not value.isascii() or not value.isdigit() or len(value) > 16 or int(value) > LARGEST_SEQ:
        raise Unusable(f"Give `after` or `Last-Event-ID` as a whole number from 0 to {LARGEST_SEQ}.")
    return int(value)
