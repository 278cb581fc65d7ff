"""The cue ledger in memory: the fake of the port, for tests."""

import secrets
from datetime import datetime

from conversations.bell import Bell, Topic
from conversations.clock import Clock
from conversations.contents import Contents
from conversations.cue_ledger import CueToOffer, Offer, WhoSawIt
from conversations.entries import Speaker
from conversations.errors import OfferSpent, UnknownOffer
from conversations.in_memory_conversation import InMemoryConversation
from conversations.in_memory_record import InMemoryOffer, InMemoryRecord
from conversations.initiative import OfferOutcome, Verdict, Visitor, may_offer
from conversations.journal import Conversation, Inbound
from conversations.offers import (
    OPEN_FOR,
    client_id_of_acceptance,
    floor_of,
    is_answered_again,
    require_end,
    require_storable_cue,
    words_of,
)
from conversations.opt_outs import subjects
from conversations.ownership import Owner
from conversations.permits import PermitKind


class InMemoryCueLedger:
    def __init__(self, record: InMemoryRecord, bell: Bell, clock: Clock) -> None:
        self._record = record
        self._bell = bell
        self._clock = clock

    def consider(self, cue: CueToOffer, who: WhoSawIt) -> Offer | Verdict:
        require_storable_cue(cue, who)
        with self._record.lock:
            now = self._clock()
            verdict = may_offer(cue.cue, cue.cool_down, self._visitor(who, now), now)
            if not verdict.is_yes:
                self._record.silences[now.date(), cue.cue, verdict.reason] += 1
                return verdict
            offer_id = secrets.token_urlsafe(16)
            self._record.offers[offer_id] = InMemoryOffer(
                offer_id, cue, who.visitor, who.customer_id, now, verdict.reason
            )
            return Offer(offer_id, cue.text)

    def end(self, offer_id: str, outcome: OfferOutcome) -> None:
        require_end(outcome)
        with self._record.lock:
            now, offer = self._clock(), self._find(offer_id)
            is_waiting = offer.as_past.is_waiting(now)
            if outcome is OfferOutcome.NEVER:
                for subject in subjects(visitor=offer.visitor, customer_id=offer.customer_id):
                    self._record.nevers.setdefault(subject, now)
            elif not is_waiting:
                raise OfferSpent("This offer has ended.")
            if is_waiting:
                offer.outcome, offer.ended_at = outcome, now

    def accept(self, offer_id: str, channel: str) -> Conversation:
        with self._record.lock:
            now, offer = self._clock(), self._find(offer_id)
            if not offer.as_past.is_waiting(now):
                raise OfferSpent("This offer has ended.")
            kept = self._open(offer, channel, now)
            offer.outcome, offer.ended_at, offer.conversation_id = OfferOutcome.ACCEPTED, now, kept.id
            self._record.lift_stop(kept)
            opened = kept.as_read
        for topic in (Topic.STREAM, Topic.WORK):
            self._bell.ring(topic, opened.id)
        return opened

    def accepted(self, offer_id: str) -> Conversation:
        with self._record.lock:
            offer = self._find(offer_id)
            accepted_at = offer.ended_at if offer.outcome is OfferOutcome.ACCEPTED else None
            if not is_answered_again(accepted_at, self._clock()):
                raise OfferSpent("This offer has ended.")
            return self._record.find(str(offer.conversation_id)).as_read

    def opt_out(self, conversation_id: str) -> None:
        with self._record.lock:
            self._record.stop(self._record.find(conversation_id), self._clock())

    def close(self) -> None:
        pass

    def _find(self, offer_id: str) -> InMemoryOffer:
        offer = self._record.offers.get(offer_id)
        if offer is None:
            raise UnknownOffer("There is no such offer.")
        return offer

    def _visitor(self, who: WhoSawIt, now: datetime) -> Visitor:
        about = subjects(
            visitor=who.visitor, customer_id=who.customer_id, conversation_id=who.conversation_id
        )
        offers = [offer.as_past for offer in self._record.offers.values() if _is_about(offer, who)]
        owners = [
            kept.ownership.owner
            for kept in self._record.conversations.values()
            if _may_be_open(kept, who, now)
        ]
        return Visitor(offers, self._record.opted_out_at(*about), floor_of(owners))

    def _open(self, offer: InMemoryOffer, channel: str, now: datetime) -> InMemoryConversation:
        """The offer, then the customer's acceptance, which waits for a turn."""
        kept = InMemoryConversation(
            secrets.token_urlsafe(16), channel, offer.customer_id, now, visitor=offer.visitor
        )
        kept.grant(PermitKind.OFFER, offer.id)
        words = words_of(offer.cue.text, offer.cue.opens)
        kept.write_words(words, Speaker.BOT, PermitKind.OFFER, offer.id, now)
        kept.spend(PermitKind.OFFER, offer.id)
        [picked] = kept.choices.values()
        contents = Contents(client_id_of_acceptance(offer.id), None, picked.id, offer.cue.page)
        kept.write_message(
            Inbound(kept.draw_seq(), contents.client_id, picked.label, now, picked, contents.page)
        )
        self._record.conversations[kept.id] = kept
        return kept


def _is_about(offer: InMemoryOffer, who: WhoSawIt) -> bool:
    return offer.visitor == who.visitor or (
        offer.customer_id is not None and offer.customer_id == who.customer_id
    )


def _may_be_open(kept: InMemoryConversation, who: WhoSawIt, now: datetime) -> bool:
    """Closed ones stand in nobody's way: `floor_of` leaves them out."""
    is_theirs = (
        kept.id == who.conversation_id
        or kept.visitor == who.visitor
        or (kept.customer_id is not None and kept.customer_id == who.customer_id)
    )
    if not is_theirs:
        return False
    if kept.ownership.owner is not Owner.BOT:
        return True
    return bool(kept.entries) and now - kept.entries[-1].at < OPEN_FOR
