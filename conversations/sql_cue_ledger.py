"""The cue ledger on SQL. The transactions stand in `sql_offers`; here they begin and end."""

from collections.abc import Mapping

from conversations import sql_offers
from conversations.bell import Bell, Topic
from conversations.clock import Clock, utc_now
from conversations.cue_counter import CueCounter, Silence
from conversations.cue_ledger import CueToOffer, Offer, WhoSawIt
from conversations.initiative import OfferOutcome, Verdict
from conversations.journal import Conversation
from conversations.offers import require_end, require_storable_cue
from conversations.sql_conversation import lock_conversation
from conversations.sql_database import Database
from conversations.sql_opt_outs import opt_out
from conversations.storable import require_storable


class SqlCueLedger:
    def __init__(self, database: Database, bell: Bell, clock: Clock = utc_now) -> None:
        self._database = database
        self._bell = bell
        self._clock = clock
        self._counter = CueCounter(self._write_down)

    def consider(self, cue: CueToOffer, who: WhoSawIt) -> Offer | Verdict:
        require_storable_cue(cue, who)
        answer = self._look(cue, who)
        if answer.is_yes:
            with self._database.write() as connection:
                made = sql_offers.make_offer(connection, cue, who, self._clock)
            if isinstance(made, Offer):
                return made
            answer = made
        self._counter.count(Silence(self._clock().date(), cue.cue, answer.reason))
        return answer

    def end(self, offer_id: str, outcome: OfferOutcome) -> None:
        require_end(outcome)
        with self._database.write() as connection:
            sql_offers.end_offer(connection, offer_id, outcome, self._clock)

    def accept(self, offer_id: str, channel: str) -> Conversation:
        require_storable(channel)
        with self._database.write() as connection:
            opened = sql_offers.accept_offer(connection, offer_id, channel, self._clock)
        for topic in (Topic.STREAM, Topic.WORK):
            self._bell.ring(topic, opened.id)
        return opened

    def accepted(self, offer_id: str) -> Conversation:
        with self._database.read() as connection:
            return sql_offers.accepted(connection, offer_id, self._clock())

    def opt_out(self, conversation_id: str) -> None:
        with self._database.write() as connection:
            conversation = lock_conversation(connection, conversation_id, self._clock)
            opt_out(connection, conversation.about, conversation.now, is_for_good=False)

    def close(self) -> None:
        self._counter.close()

    def _look(self, cue: CueToOffer, who: WhoSawIt) -> Verdict:
        """Silence, the usual answer, takes no lock from those who write."""
        with self._database.read() as connection:
            return sql_offers.look(connection, cue, who, self._clock())

    def _write_down(self, counted: Mapping[Silence, int]) -> None:
        with self._database.write() as connection:
            for silence, count in sorted(counted.items()):
                sql_offers.count_silence(
                    connection, silence.day.isoformat(), silence.cue, silence.reason, count
                )
