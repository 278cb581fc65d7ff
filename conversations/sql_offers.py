"""Offers as transactions on SQL: what is known about a visitor, a new offer, its end, its acceptance."""

import secrets
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, literal_column, or_, select, text, union_all
from sqlalchemy.engine import Connection

from conversations.clock import Clock
from conversations.contents import Contents
from conversations.cue_ledger import CueToOffer, Offer, WhoSawIt
from conversations.entries import ChoiceMeaning, Speaker
from conversations.errors import OfferSpent, UnknownOffer
from conversations.initiative import A_NO_LASTS, OfferOutcome, PastOffer, Verdict, Visitor, may_offer
from conversations.journal import Conversation
from conversations.manners_tables import offers, opt_outs
from conversations.offers import (
    ACCEPTANCE,
    OPEN_FOR,
    client_id_of_acceptance,
    floor_of,
    is_answered_again,
    words_of,
)
from conversations.opt_outs import subjects
from conversations.ownership import Owner
from conversations.permits import PermitKind
from conversations.sql_appending import open_conversation
from conversations.sql_conversation import lock_conversation
from conversations.sql_database import lock_names
from conversations.sql_opt_outs import IS_ABOUT, lift_stop, opt_out, three
from conversations.sql_reading import read_conversation
from conversations.storable import is_storable
from conversations.tables import choices, conversations, from_micros, to_micros

_OFFER, _FLOOR, _OPT_OUT = "offer", "floor", "opt-out"


def _rows(kind: str, cue: Any, at: Any, what: Any) -> Any:
    return select(
        literal_column(f"'{kind}'").label("kind"), cue.label("cue"), at.label("at"), what.label("what")
    )


_NOTHING: Any = literal_column("''")
# What the rules ask is read with one statement: a flood of cues must cost little.
_KNOWN = union_all(
    _rows(_OFFER, offers.c.cue, offers.c.at, offers.c.outcome).where(
        or_(offers.c.visitor == bindparam("visitor"), offers.c.customer_id == bindparam("customer_id")),
        offers.c.at > bindparam("since"),
    ),
    _rows(_FLOOR, _NOTHING, conversations.c.last_entry_at, conversations.c.owner).where(
        or_(
            conversations.c.id == bindparam("conversation_id"),
            conversations.c.visitor == bindparam("visitor"),
            conversations.c.customer_id == bindparam("customer_id"),
        ),
        text("owner <> 'closed'"),
        or_(text("owner <> 'bot'"), conversations.c.last_entry_at > bindparam("open_since")),
    ),
    _rows(_OPT_OUT, _NOTHING, opt_outs.c.at, _NOTHING).where(IS_ABOUT),
)
_FIND = select(offers).where(offers.c.id == bindparam("id"))
_LOCK = _FIND.with_for_update()
_ADD = offers.insert()
_END = offers.update().where(offers.c.id == bindparam("this_id"))
_THE_CHOICE = select(choices.c.id).where(
    choices.c.conversation_id == bindparam("id"), choices.c.entry_seq == literal_column("1")
)
_COUNT = text(
    "INSERT INTO cue_counts (day, cue, reason, count) VALUES (:day, :cue, :reason, :count)"
    " ON CONFLICT (day, cue, reason) DO UPDATE SET count = cue_counts.count + excluded.count"
)


def look(connection: Connection, cue: CueToOffer, who: WhoSawIt, now: datetime) -> Verdict:
    """What the rules say, without a lock: nobody may act on a yes."""
    return may_offer(cue.cue, cue.cool_down, _visitor(connection, who, cue.cool_down, now), now)


def make_offer(connection: Connection, cue: CueToOffer, who: WhoSawIt, clock: Clock) -> Offer | Verdict:
    """Asks the rules again while nobody else offers anything to this device or customer."""
    lock_names(connection, subjects(visitor=who.visitor, customer_id=who.customer_id))
    now = clock()
    verdict = look(connection, cue, who, now)
    if not verdict.is_yes:
        return verdict
    offer = Offer(secrets.token_urlsafe(16), cue.text)
    row: dict[str, Any] = {"id": offer.id, "visitor": who.visitor, "customer_id": who.customer_id}
    row |= {
        "cue": cue.cue,
        "text": cue.text,
        "opens": {**asdict(cue.opens), "entities": dict(cue.opens.entities)},
    }
    row |= {"page": None if cue.page is None else dict(cue.page), "reason": verdict.reason}
    connection.execute(_ADD, {**row, "at": to_micros(now), "outcome": OfferOutcome.WAITING.value})
    return offer


def end_offer(connection: Connection, offer_id: str, outcome: OfferOutcome, clock: Clock) -> None:
    offer = _find_offer(connection, offer_id, _LOCK)
    now = clock()
    if outcome is OfferOutcome.NEVER:
        about = subjects(visitor=offer.visitor, customer_id=offer.customer_id)
        opt_out(connection, about, to_micros(now), is_for_good=True)
    elif not _past(offer).is_waiting(now):
        raise OfferSpent("This offer has ended.")
    if _past(offer).is_waiting(now):
        end = {"outcome": outcome.value, "ended_at": to_micros(now)}
        connection.execute(_END, {"this_id": offer_id, **end})


def accept_offer(connection: Connection, offer_id: str, channel: str, clock: Clock) -> Conversation:
    """The offer becomes the first entry, the customer's acceptance the second, which waits for a turn."""
    offer = _find_offer(connection, offer_id, _LOCK)
    now = clock()
    if not _past(offer).is_waiting(now):
        raise OfferSpent("This offer has ended.")
    opened = open_conversation(connection, channel, offer.customer_id, clock, visitor=offer.visitor)
    conversation = lock_conversation(connection, opened.id, clock)
    permit = conversation.grant(PermitKind.OFFER, offer_id)
    conversation.write_words(words_of(offer.text, ChoiceMeaning(**offer.opens)), Speaker.BOT, permit)
    conversation.spend(PermitKind.OFFER, offer_id)
    choice_id = str(connection.execute(_THE_CHOICE, {"id": opened.id}).scalar_one())
    contents = Contents(client_id_of_acceptance(offer_id), None, choice_id, offer.page)
    conversation.write_message(contents, ACCEPTANCE)
    lift_stop(connection, conversation.about)
    conversation.save()
    end = {"outcome": OfferOutcome.ACCEPTED.value, "ended_at": to_micros(now), "conversation_id": opened.id}
    connection.execute(_END, {"this_id": offer_id, **end})
    return conversation.as_read(opened)


def accepted(connection: Connection, offer_id: str, now: datetime) -> Conversation:
    offer = _find_offer(connection, offer_id, _FIND)
    is_accepted = offer.outcome == OfferOutcome.ACCEPTED.value
    if not is_answered_again(from_micros(offer.ended_at) if is_accepted else None, now):
        raise OfferSpent("This offer has ended.")
    return read_conversation(connection, offer.conversation_id)


def count_silence(connection: Connection, day: str, cue: str, reason: str, count: int) -> None:
    connection.execute(_COUNT, {"day": day, "cue": cue, "reason": reason, "count": count})


def _visitor(connection: Connection, who: WhoSawIt, cool_down: timedelta, now: datetime) -> Visitor:
    about = subjects(visitor=who.visitor, customer_id=who.customer_id, conversation_id=who.conversation_id)
    params = {
        "visitor": who.visitor,
        "customer_id": who.customer_id,
        "conversation_id": who.conversation_id,
        "since": to_micros(now - max(A_NO_LASTS, cool_down)),
        "open_since": to_micros(now - OPEN_FOR),
        **three(about),
    }
    known: dict[str, list[Any]] = {_OFFER: [], _FLOOR: [], _OPT_OUT: []}
    for row in connection.execute(_KNOWN, params):
        known[row.kind].append(row)
    past = [PastOffer(row.cue, from_micros(row.at), OfferOutcome(row.what)) for row in known[_OFFER]]
    opted_out_at = min((from_micros(row.at) for row in known[_OPT_OUT]), default=None)
    return Visitor(past, opted_out_at, floor_of(Owner(row.what) for row in known[_FLOOR]))


def _past(offer: Any) -> PastOffer:
    return PastOffer(offer.cue, from_micros(offer.at), OfferOutcome(offer.outcome))


def _find_offer(connection: Connection, offer_id: str, how: Any) -> Any:
    row = connection.execute(how, {"id": offer_id}).first() if is_storable(offer_id) else None
    if row is None:
        raise UnknownOffer("There is no such offer.")
    return row
