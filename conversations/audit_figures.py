"""The figures of an audit, each defined where it stands. None holds words, a customer or an order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from conversations.audit_endings import Ending
from conversations.audit_record import CountedSilence, Period
from conversations.initiative import OfferOutcome

MOST_FINDINGS = 50
"""So many of each kind are named; all of them are counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Where something went wrong: for who has the journal, and no words."""

    conversation_id: str
    seq: int
    why: str


@dataclass(slots=True)
class Findings:
    """Counts all, keeps the first `MOST_FINDINGS`."""

    count: int = 0
    first: list[Finding] = field(default_factory=list)

    def add(self, conversation_id: str, seq: int, why: str) -> None:
        self.count += 1
        if len(self.first) < MOST_FINDINGS:
            self.first.append(Finding(conversation_id, seq, why))


@dataclass(slots=True)
class OfferFigures:
    """The offers of one cue. `made` is the sum of the five outcomes.

    `ignored`: the page said so, or nobody said anything for `WAITING_LASTS`. `regretted`: accepted, and the
    customer's next message was that they drop it or want to be left alone; or a thumb went down on the offer
    or on the bot's first answer; or they asked for no more offers, and this was their last.
    """

    outcomes: Counter[OfferOutcome] = field(default_factory=Counter)
    regretted: int = 0

    @property
    def made(self) -> int:
        return self.outcomes.total()

    @property
    def accepted(self) -> int:
        return self.outcomes[OfferOutcome.ACCEPTED]

    @property
    def regret_rate(self) -> float | None:
        """Regretted of accepted; None when nobody accepted."""
        return self.regretted / self.accepted if self.accepted else None


@dataclass(slots=True)
class ThumbFigures:
    """Customers' thumbs on the answers to one topic. Each answer has one at most, the latest."""

    helpful: int = 0
    not_helpful: int = 0

    def add(self, is_helpful: bool) -> None:
        self.helpful += is_helpful
        self.not_helpful += not is_helpful


@dataclass(slots=True)
class PersonFigures:
    """From the moment a person is asked for until one takes the conversation.

    `let_go`: the customer or the support team ended the waiting without that. `waits_since` are those who
    still wait, as of now.
    """

    waited: list[timedelta] = field(default_factory=list)
    let_go: int = 0
    waits_since: list[datetime] = field(default_factory=list)

    @property
    def asked(self) -> int:
        return len(self.waited) + self.let_go + len(self.waits_since)

    def wait(self, share: float) -> timedelta | None:
        """So long did this share of them wait at most (nearest rank); None when nobody was reached."""
        in_order = sorted(self.waited)
        return in_order[max(0, -int(-share * len(in_order) // 1) - 1)] if in_order else None


@dataclass(slots=True)
class Figures:
    """All of them. What counts is when the words were written or the offer was made.

    `entries`: words of the bot and of persons, by what their permit claims to be. `forced`: those whose
    permit does not hold (`audit_permits`). `repeated`: the bot's words that it had said before, byte for
    byte, in the same conversation. `messages` and `outcomes`: what customers sent and how it ended.
    `endings`: of the conversations whose customer's last message lies in the period (`audit_endings`).
    `thumbs`: by what the rated words answered (`audit_topics`).
    `unanswered`: messages to which the bot had no answer; `left_to_nobody`: those after which no person
    wrote either.
    """

    period: Period
    conversations: int = 0
    messages: int = 0
    entries: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    endings: Counter[Ending] = field(default_factory=Counter)
    forced: Findings = field(default_factory=Findings)
    repeated: Findings = field(default_factory=Findings)
    dead_ends: Findings = field(default_factory=Findings)
    unanswered: int = 0
    left_to_nobody: int = 0
    offers: dict[str, OfferFigures] = field(default_factory=dict)
    silences: Sequence[CountedSilence] = ()
    person: PersonFigures = field(default_factory=PersonFigures)
    thumbs: dict[str, ThumbFigures] = field(default_factory=dict)

    @property
    def thumbs_by_need(self) -> Sequence[tuple[str, ThumbFigures]]:
        """The topics with the most thumbs down first: there is most to mend."""
        return sorted(self.thumbs.items(), key=lambda topic: (-topic[1].not_helpful, topic[0]))

    @property
    def all_thumbs(self) -> ThumbFigures:
        counts = self.thumbs.values()
        return ThumbFigures(sum(t.helpful for t in counts), sum(t.not_helpful for t in counts))

    @property
    def is_well_mannered(self) -> bool:
        """Nothing was forced and nothing repeated."""
        return self.forced.count == 0 and self.repeated.count == 0

    @property
    def silent(self) -> int:
        return sum(silence.count for silence in self.silences)

    @property
    def share_in_silence(self) -> float | None:
        """Of the visits known here, those in which nothing was offered; None when none are known.

        A visit becomes known only by a cue that reached its threshold, so this is a lower bound: all others,
        which are nearly all, are silent without a request, on purpose. Visits themselves are not kept: one
        with several cues counts once for each.
        """
        offered = sum(offers.made for offers in self.offers.values())
        known = self.silent + offered
        return self.silent / known if known else None
