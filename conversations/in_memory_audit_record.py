"""The audit's record in memory: the fake of the port, for tests. It holds what a test puts into it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from conversations.audit_record import CountedSilence, History, Period, RecordedOffer


@dataclass(slots=True)
class InMemoryAuditRecord:
    """`all_silences` have no day here: they lie within every period."""

    all_histories: list[History] = field(default_factory=list)
    all_offers: list[RecordedOffer] = field(default_factory=list)
    all_silences: list[CountedSilence] = field(default_factory=list)

    def histories(self, period: Period) -> Iterator[History]:
        for history in self.all_histories:
            ats = [entry.at for entry in history.entries]
            if ats and ats[-1] >= period.since and ats[0] < period.until:
                yield history

    def offers(self, period: Period) -> Iterator[RecordedOffer]:
        return (offer for offer in self.all_offers if offer.at in period)

    def silences(self, period: Period) -> Sequence[CountedSilence]:
        return list(self.all_silences)
