"""The audit: were the manners kept? Counted from the journal and the ledger alone.

What each number means stands in `audit_figures`.
"""

from collections.abc import Mapping
from datetime import datetime

from conversations.audit_endings import Ending, ending_of, is_regretted, is_unanswered, last_word_of_a_person
from conversations.audit_figures import Figures, OfferFigures, ThumbFigures
from conversations.audit_permits import forced_entries
from conversations.audit_record import AuditRecord, History, OwnerChange, Period, RecordedOffer
from conversations.audit_topics import topic_of, topics_of
from conversations.entries import Speaker
from conversations.initiative import WAITING_LASTS, OfferOutcome
from conversations.ownership import Owner


def audit(record: AuditRecord, period: Period, now: datetime) -> Figures:
    """Reads the record once. Whoever waits or may still be there is judged as of `now`."""
    figures = Figures(period)
    regretted: set[str] = set()
    for history in record.histories(period):
        _count_words(history, figures)
        _count_messages(history, figures)
        _count_ending(history, figures, now)
        _count_waits(history, figures)
        _count_thumbs(history, figures)
        if is_regretted(history):
            regretted.add(history.conversation_id)
    for offer in record.offers(period):
        _count_offer(offer, figures, now, regretted)
    figures.silences = sorted(record.silences(period), key=lambda silence: (silence.cue, -silence.count))
    return figures


def _count_words(history: History, figures: Figures) -> None:
    period, said = figures.period, set()
    figures.conversations += any(entry.at in period for entry in history.entries)
    for entry in history.entries:
        if entry.speaker != Speaker.CUSTOMER and entry.at in period:
            figures.entries[entry.permit_kind or "none"] += 1
        if entry.speaker == Speaker.BOT and entry.text_digest is not None:
            if entry.text_digest in said and entry.at in period:
                figures.repeated.add(history.conversation_id, entry.seq, "the same words stand above")
            said.add(entry.text_digest)
    for entry, missing in forced_entries(history):
        if entry.at in period:
            figures.forced.add(history.conversation_id, entry.seq, missing)


def _count_messages(history: History, figures: Figures) -> None:
    messages = _messages_within(history, figures.period)
    figures.messages += len(messages)
    person_wrote = last_word_of_a_person(history)
    for turn in history.turns:
        if turn.inbound_seq not in messages:
            continue
        figures.outcomes[turn.outcome.value] += 1
        if is_unanswered(turn):
            figures.unanswered += 1
            figures.left_to_nobody += person_wrote < turn.inbound_seq


def _messages_within(history: History, period: Period) -> set[int]:
    return {e.seq for e in history.entries if e.speaker == Speaker.CUSTOMER and e.at in period}


def _count_ending(history: History, figures: Figures, now: datetime) -> None:
    ended = ending_of(history, now)
    if ended is None or ended[0] not in _messages_within(history, figures.period):
        return
    seq, ending = ended
    figures.endings[ending] += 1
    if ending is Ending.DEAD_END:
        figures.dead_ends.add(
            history.conversation_id, seq, "the answer to it led nowhere, and the customer left"
        )


def _count_waits(history: History, figures: Figures) -> None:
    following: Mapping[int, OwnerChange] = dict(enumerate(history.owners[1:]))
    for number, change in enumerate(history.owners):
        if change.owner is not Owner.WAITING or change.at not in figures.period:
            continue
        after = following.get(number)
        if after is None:
            figures.person.waits_since.append(change.at)
        elif after.owner is Owner.SUPPORT_AGENT:
            figures.person.waited.append(after.at - change.at)
        else:
            figures.person.let_go += 1


def _count_thumbs(history: History, figures: Figures) -> None:
    topics = topics_of(history) if history.thumbs else {}
    for entry in history.entries:
        if entry.seq in history.thumbs and entry.at in figures.period:
            thumbs = figures.thumbs.setdefault(topic_of(entry, topics), ThumbFigures())
            thumbs.add(history.thumbs[entry.seq])


def _count_offer(offer: RecordedOffer, figures: Figures, now: datetime, regretted: set[str]) -> None:
    offers = figures.offers.setdefault(offer.cue, OfferFigures())
    is_over = offer.outcome is OfferOutcome.WAITING and now - offer.at >= WAITING_LASTS
    offers.outcomes[OfferOutcome.IGNORED if is_over else offer.outcome] += 1
    if offer.outcome is OfferOutcome.ACCEPTED:
        offers.regretted += offer.never_after or offer.conversation_id in regretted
