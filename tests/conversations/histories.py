"""Random histories of conversations, told to two journals at once: whatever happens, the rules hold.

The machine knows the rules from the outside only: it reads the streams and compares the two journals.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from conversations.clock import HandClock
from conversations.entries import ChoiceMeaning, ChoiceToOffer, Outcome, StreamItem, TurnEnd, Words
from conversations.errors import ConversationError
from conversations.in_memory_journal import InMemoryJournal
from conversations.journal import LEASE, ClaimedTurn, Journal, TurnResult
from conversations.ownership import Owner

OUTCOMES = [Outcome.ANSWERED, Outcome.QUIET, Outcome.FAILED]
CHOICES = (ChoiceToOffer("Yes", ChoiceMeaning("affirm")), ChoiceToOffer("No", ChoiceMeaning("deny")))
Told = tuple[Any, Any]


@dataclass
class SeenStream:
    """What one journal's stream of one conversation has shown so far, and the rules it is held to."""

    items: list[StreamItem] = field(default_factory=list)
    owner: str = "bot"
    asked: list[int] = field(default_factory=list)
    finished: list[int] = field(default_factory=list)

    def take(self, item: StreamItem) -> None:
        self.items.append(item)
        assert item.seq == len(self.items), "seq is dense and increasing"
        getattr(self, f"_take_{item.kind}")(item.data)

    def _take_message(self, data: Any) -> None:
        because = data["because"]
        if data["speaker"] == "customer":
            assert because is None
            self.asked.append(data["seq"])
        elif data["speaker"] == "bot":
            assert self.owner in {"bot", "waiting"}, "the bot is silent until it is handed back"
            assert because["kind"] == "reply"
            assert int(because["ref"]) in self.asked, "words answer a message of the same conversation"
            assert int(because["ref"]) not in self.finished, "a permit is spent once"
        else:
            assert because["kind"] == "support"
            assert self.owner == "support_agent"
            assert self.asked, "the customer writes first"

    def _take_turn(self, data: Any) -> None:
        assert data["seq"] in self.asked
        assert data["seq"] not in self.finished, "a message has at most one turn"
        assert data["seq"] == self.asked[len(self.finished)], "messages are finished in order"
        self.finished.append(data["seq"])

    def _take_owner(self, data: Any) -> None:
        self.owner = data["owner"]

    def _take_status(self, data: Any) -> None:
        assert data["text"]


class Histories(RuleBasedStateMachine):
    """Workers, customers and support agents do as they please, on both journals the same."""

    conversations = Bundle("conversations")
    claims = Bundle("claims")

    def __init__(self, open_other: Callable[[HandClock], Journal]) -> None:
        super().__init__()
        self.clock = HandClock()
        self.journals: tuple[Journal, Journal] = (InMemoryJournal(clock=self.clock), open_other(self.clock))
        self.seen: dict[Told, tuple[SeenStream, SeenStream]] = {}

    def teardown(self) -> None:
        self._drain()
        for told, streams in self.seen.items():
            for journal, conversation_id, seen in zip(self.journals, told, streams, strict=True):
                assert seen.finished == seen.asked, "every message finishes"
                assert journal.read_stream(conversation_id, 0, limit=10**6) == seen.items, (
                    "nothing is rewritten"
                )
        for journal in self.journals:
            journal.close()

    @initialize(target=conversations)
    def open_the_first(self) -> Told:
        return self.open_conversation()

    @rule(target=conversations)
    def open_conversation(self) -> Told:
        told = self._tell_both(lambda journal, _: journal.open_conversation("widget").id)
        self.seen[told] = (SeenStream(), SeenStream())
        return told

    @rule(told=conversations, client_id=st.sampled_from("abcdefghijklmnop"), text=st.sampled_from(["x", "y"]))
    def customer_writes(self, told: Told, client_id: str, text: str) -> None:
        self._tell_both(lambda journal, at: journal.append_inbound(told[at], client_id, text=text), same=True)

    @rule(told=conversations, of=conversations, client_id=st.sampled_from("abcd"), nth=st.integers(0, 3))
    def customer_picks(self, told: Told, of: Told, client_id: str, nth: int) -> None:
        offered = [_offered(seen)[nth:] for seen in self.seen[of]]
        if offered[0]:
            self._tell_both(
                lambda journal, at: journal.append_inbound(told[at], client_id, choice_id=offered[at][0]),
                same=True,
            )

    @rule(target=claims, worker=st.sampled_from(["first", "second"]))
    def worker_claims(self, worker: str) -> Any:
        turns = self._tell_both(lambda journal, _: journal.claim_turn(worker))
        if turns == (None, None):
            return multiple()
        assert self._essence(turns[0], 0) == self._essence(turns[1], 1)
        return turns

    @rule(turns=claims, words=st.integers(0, 2), choices=st.booleans(), outcome=st.sampled_from(OUTCOMES))
    def worker_commits(self, turns: Told, words: int, choices: bool, outcome: Outcome) -> None:
        said = tuple(Words(f"words {n}", CHOICES if choices else ()) for n in range(words))
        result = TurnResult(TurnEnd(outcome, "reason"), said, snapshot=f"after {turns[0].inbound.seq}")
        self._commit(turns, result)

    @rule(turns=claims, owner=st.sampled_from(Owner), note=st.sampled_from([None, "a mail was sent"]))
    def worker_commits_and_asks_for_an_owner(self, turns: Told, owner: Owner, note: str | None) -> None:
        self._commit(
            turns, TurnResult(TurnEnd(Outcome.ANSWERED, "x"), (Words("w"),), new_owner=owner, note=note)
        )

    @rule(turns=claims)
    def worker_renews(self, turns: Told) -> None:
        self._tell_both(lambda journal, at: journal.renew_lease(turns[at]), same=True)

    @rule(turns=claims, seconds=st.sampled_from([0, 1, 30]))
    def worker_gives_back(self, turns: Told, seconds: int) -> None:
        retry_after = timedelta(seconds=seconds)
        self._tell_both(lambda journal, at: journal.release_turn(turns[at], retry_after), same=True)

    @rule(by=st.sampled_from([timedelta(seconds=1), LEASE, timedelta(minutes=1)]))
    def time_passes(self, by: timedelta) -> None:
        self.clock.move(by)

    @rule(told=conversations, owner=st.sampled_from(Owner), is_current=st.booleans())
    def owner_changes(self, told: Told, owner: Owner, is_current: bool) -> None:
        name = "Ana" if owner is Owner.SUPPORT_AGENT else None
        epoch = None if is_current else self.journals[0].conversation(told[0]).ownership.epoch - 1
        self._tell_both(
            lambda journal, at: journal.change_owner(told[at], owner, name=name, epoch=epoch), same=True
        )

    @rule(told=conversations, name=st.sampled_from(["Ana", "Ben"]))
    def support_agent_writes(self, told: Told, name: str) -> None:
        epoch = self.journals[0].conversation(told[0]).ownership.epoch
        self._tell_both(
            lambda journal, at: journal.append_support_words(told[at], Words("hi"), name=name, epoch=epoch),
            same=True,
        )

    @rule(seconds=st.sampled_from([1, 8]))
    def the_late_are_told(self, seconds: int) -> None:
        late = timedelta(seconds=seconds)
        told = self._tell_both(lambda journal, _: journal.tell_delayed(late, "still here"))
        assert self._places(told[0], 0) == self._places(told[1], 1)

    @invariant()
    def the_streams_keep_the_rules_and_agree(self) -> None:
        for told, streams in self.seen.items():
            for journal, conversation_id, seen in zip(self.journals, told, streams, strict=True):
                for item in journal.read_stream(conversation_id, len(seen.items)):
                    seen.take(item)
                assert journal.conversation(conversation_id).last_seq == len(seen.items)
            assert _anonymous(streams[0]) == _anonymous(streams[1])

    def _commit(self, turns: Told, result: TurnResult) -> None:
        self._tell_both(lambda journal, at: journal.commit_turn(turns[at], result), same=True)
        place = self._places([turns[0].conversation_id], 0)[0]
        told = list(self.seen)[place]
        notes = [journal.read_notes(told[at]) for at, journal in enumerate(self.journals)]
        assert notes[0] == notes[1]

    def _tell_both(self, what: Callable[[Journal, int], Any], *, same: bool = False) -> Told:
        """Does the same on both. Time goes on with every call, so that no two messages are equally old."""
        self.clock.move(timedelta(milliseconds=1))
        results = [_outcome_of(what, journal, at) for at, journal in enumerate(self.journals)]
        assert not same or results[0] == results[1]
        return results[0], results[1]

    def _essence(self, turn: ClaimedTurn, at: int) -> Any:
        message = turn.inbound
        picked = message.choice and (message.choice.label, message.choice.meaning, message.choice.entry_seq)
        place = self._places([turn.conversation_id], at)
        rest = (turn.attempt, turn.snapshot, turn.latest_bot_seq, turn.ownership, turn.lease_until)
        return place, message.seq, message.client_id, message.text, message.at, picked, rest

    def _places(self, ids: Any, at: int) -> list[int]:
        known = [told[at] for told in self.seen]
        return [known.index(conversation_id) for conversation_id in ids]

    def _drain(self) -> None:
        """Whatever was forgotten on the way, a worker that goes on finishes everything."""
        self.clock.move(timedelta(hours=1))
        done = TurnResult(TurnEnd(Outcome.ANSWERED, "x"), (Words("done"),))
        while (turns := self._tell_both(lambda journal, _: journal.claim_turn("last")))[0] is not None:
            self._commit(turns, done)
        self.the_streams_keep_the_rules_and_agree()


def _outcome_of(what: Callable[[Journal, int], Any], journal: Journal, at: int) -> Any:
    try:
        return what(journal, at)
    except ConversationError as refusal:
        return type(refusal)


def _offered(seen: SeenStream) -> list[str]:
    return [choice["id"] for item in seen.items for choice in item.data.get("choices", ())]


def _anonymous(seen: SeenStream) -> list[tuple[int, str, Any]]:
    """The stream without the ids of choices, which are random."""
    return [
        (item.seq, item.kind, {**item.data, "choices": [c["label"] for c in item.data.get("choices", ())]})
        for item in seen.items
    ]
