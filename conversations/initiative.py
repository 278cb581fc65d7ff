"""May the bot speak now, with which permit, and if not, why not.

Plain rules without a clock, a database or a framework: everything they need is handed in. The gateway asks
for cues, the dialogue asks for replies, the worker asks for notices; the journal refuses words without a
permit whatever was answered here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from conversations.ownership import Owner
from conversations.permits import PermitKind

A_NO_LASTS = timedelta(days=30)
"""How long a declined or ignored cue is quiet, and the span in which offers are counted."""

VISIT = timedelta(hours=12)
"""Offers this close together belong to one visit. Nothing about the visit itself is kept or known."""

MOST_IN_A_VISIT = 1
MOST_IN_A_MONTH = 3

WAITING_LASTS = timedelta(minutes=10)
"""How long an offer waits before it counts as ignored, when the page never said how it ended."""


class OfferOutcome(StrEnum):
    """How an offer ended. Everything but `accepted` is a no; `never` ends all offers."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    IGNORED = "ignored"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class PastOffer:
    """An offer that this device, or this customer on any device, was made."""

    cue: str
    at: datetime
    outcome: OfferOutcome

    def is_waiting(self, now: datetime) -> bool:
        return self.outcome is OfferOutcome.WAITING and now - self.at < WAITING_LASTS

    def is_a_no(self, now: datetime) -> bool:
        return self.outcome is not OfferOutcome.ACCEPTED and not self.is_waiting(now)


@dataclass(frozen=True, slots=True)
class Visitor:
    """What is known about who may be offered help: nothing but offers, a no, and whether a chat is open."""

    offers: Sequence[PastOffer] = ()
    opted_out_at: datetime | None = None
    open_conversation_owner: Owner | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`permit` says that the bot may speak, and under what; `reason` says why, or why not, to a person."""

    permit: PermitKind | None
    reason: str

    @property
    def is_yes(self) -> bool:
        return self.permit is not None


def may_offer(cue: str, cool_down: timedelta, visitor: Visitor, now: datetime) -> Verdict:
    """Whether help may be offered for this cue, which the page has seen often enough."""
    return _no_offer(cue, cool_down, visitor, now) or Verdict(
        PermitKind.OFFER, f"The page saw {cue}, and nobody has said no to it."
    )


def _no_offer(cue: str, cool_down: timedelta, visitor: Visitor, now: datetime) -> Verdict | None:
    recent = [offer for offer in visitor.offers if now - offer.at < A_NO_LASTS]
    if visitor.opted_out_at is not None or any(o.outcome is OfferOutcome.NEVER for o in visitor.offers):
        return _no("The visitor asked not to be offered help.")
    if visitor.open_conversation_owner in {Owner.WAITING, Owner.SUPPORT_AGENT}:
        return _no("A person of the support team has the conversation.")
    if visitor.open_conversation_owner is Owner.BOT:
        return _no("A conversation is open already.")
    if any(offer.is_waiting(now) for offer in visitor.offers):
        return _no("Another offer is waiting for an answer.")
    if any(offer.cue == cue and offer.is_a_no(now) for offer in recent):
        return _no(f"The visitor said no to {cue} within {A_NO_LASTS.days} days.")
    if any(offer.cue == cue and now - offer.at < cool_down for offer in visitor.offers):
        return _no(f"{cue} was offered within its cool-down.")
    if sum(now - offer.at < VISIT for offer in recent) >= MOST_IN_A_VISIT:
        return _no("There was an offer in this visit already.")
    if len(recent) >= MOST_IN_A_MONTH:
        return _no(f"There were {MOST_IN_A_MONTH} offers within {A_NO_LASTS.days} days.")
    return None


def may_reply(
    owner: Owner,
    *,
    has_unspent_permit: bool,
    needs_no_answer: bool = False,
    is_thanks: bool = False,
    was_thanked: bool = False,
) -> Verdict:
    """Whether the bot may answer the customer's latest message.

    `needs_no_answer`: an ok, an emoji, a laugh; `was_thanked`: the message before was thanks or one of those.
    """
    if not has_unspent_permit:
        return _no("No message of the customer waits for an answer.")
    if owner not in {Owner.BOT, Owner.WAITING}:
        return _no("A person of the support team has the floor, or the conversation is closed.")
    if needs_no_answer:
        return _no("The customer only says that they have read it.")
    if is_thanks and was_thanked:
        return _no("One thanks was answered already; a second needs no words.")
    return Verdict(PermitKind.REPLY, "The customer wrote, and waits for an answer.")


def may_tell_notice(
    owner: Owner, *, was_asked_for: bool, is_spent: bool, has_come_true: bool, has_opted_out: bool = False
) -> Verdict:
    """Whether the bot may now tell what the customer asked to be told.

    `has_opted_out`: the customer said "stop" since, and has not written again.
    """
    if not was_asked_for:
        return _no("The customer did not ask to be told.")
    if is_spent:
        return _no("The customer was told already, or no longer wants to be.")
    if not has_come_true:
        return _no("It has not happened yet.")
    if has_opted_out:
        return _no("The customer asked not to be contacted, and has not written since.")
    if owner is Owner.SUPPORT_AGENT:
        return _no("A person of the support team has the floor.")
    return Verdict(PermitKind.NOTICE, "The customer asked to be told, and it has happened.")


def _no(reason: str) -> Verdict:
    return Verdict(None, reason)
