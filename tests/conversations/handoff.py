"""One conversation at random: a customer, workers that die, two colleagues and a desk that fails.

What happens is drawn from a seed. The rules are checked from the outside: by the stream, the notes and what
was acknowledged to whom.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from conversations.clock import HandClock
from conversations.desk import Desk
from conversations.entries import ChoiceMeaning, ChoiceToOffer, Outcome, TurnEnd, Words
from conversations.errors import (
    LeaseLost,
    NotYours,
    OwnerChangeRefused,
    PermitRefused,
    TakenByAnother,
)
from conversations.journal import LEASE, ClaimedTurn, TurnResult
from conversations.ownership import Owner
from conversations.support_floor import SupportAgent

STEPS = 30
_REFUSALS = (LeaseLost, NotYours, OwnerChangeRefused, PermitRefused, TakenByAnother)
_NO_PERSON = ChoiceToOffer("I no longer need a person", ChoiceMeaning("decline_human"))
_ASKED = (None, None, None, Owner.WAITING, Owner.WAITING, Owner.BOT, Owner.CLOSED)


@dataclass
class Seen:
    """What the customer's stream has shown so far, held to the rules item by item."""

    last_seq: int = 0
    owner: str = "bot"
    changes: int = 0
    customers: list[str] = field(default_factory=list)
    supports: list[str] = field(default_factory=list)
    ends: dict[int, str] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)

    def take(self, item: Any) -> None:
        assert item.seq == self.last_seq + 1, "the stream has no gap"
        self.last_seq = item.seq
        assert "note:" not in str(item.data), "a note never reaches the customer"
        if item.kind == "message":
            self._take_message(item.data)
        elif item.kind == "turn":
            assert item.data["seq"] not in self.ends, "a message ends once"
            self.ends[item.data["seq"]] = item.data["outcome"]
        elif item.kind == "owner":
            self.owner, self.changes = item.data["owner"], self.changes + 1
            assert (item.data.get("name") is not None) == (self.owner == "support_agent")

    def _take_message(self, data: Any) -> None:
        if data["speaker"] == "customer":
            self.customers.append(data["text"])
            self.asked.append(data["seq"])
        elif data["speaker"] == "support":
            assert self.owner == "support_agent", "only who has the floor speaks as a person"
            self.supports.append(data["text"])
        else:
            self.choices += [choice["id"] for choice in data["choices"]]
            assert self.owner in {"bot", "waiting"}, "the bot is silent after a take-over"
            if data["because"]["kind"] == "notice":
                assert self.owner == "waiting", "the outcome is told to who waits"
                self.outcomes[data["because"]["ref"]] += 1


class Handoff:
    """`desk` may hold other conversations, in all of which nothing waits. `team` has accounts there."""

    def __init__(
        self, desk: Desk, clock: HandClock, team: tuple[SupportAgent, SupportAgent], seed: int
    ) -> None:
        self.desk, self.clock, self.team, self.chance = desk, clock, team, Random(seed)
        self.chat = desk.journal.open_conversation("widget").id
        self.seen = Seen()
        self.turns: list[ClaimedTurn] = []
        self.sent: dict[str, str] = {}
        self.replied: dict[tuple[str, str], str] = {}
        self.noted: dict[tuple[str, str], str] = {}
        self.did: set[int] = set()
        self.take_overs = 0
        self._acts: list[tuple[int, Callable[[], None]]] = [
            (6, self.customer_writes),
            (1, self.customer_lets_person_go),
            (5, self.worker_claims),
            (5, self.worker_commits),
            (1, self.worker_dies),
            (1, self.worker_dies_after_a_deed),
            (1, self.worker_gives_back),
            (4, self.agent_takes),
            (4, self.agent_replies),
            (1, self.agent_notes),
            (1, self.agent_passes_on),
            (2, self.agent_hands_back),
            (1, self.agent_closes),
            (1, self.nobody_comes),
            (1, self.desk_hears_of_it),
            (2, self.time_passes),
        ]

    def run(self) -> None:
        weights = [weight for weight, _ in self._acts]
        for _ in range(STEPS):
            self.clock.move(timedelta(milliseconds=1))
            (_, act) = self.chance.choices(self._acts, weights)[0]
            with suppress(*_REFUSALS):  # Told to whoever asked; that nothing was written, the look shows.
                act()
            self.look()
        self.finish()

    def look(self) -> None:
        for item in self.desk.journal.read_stream(self.chat, self.seen.last_seq):
            self.seen.take(item)
        now = self.desk.journal.conversation(self.chat).ownership
        assert now.owner.value == self.seen.owner
        assert now.epoch == self.seen.changes, "the epoch grows with each change"
        assert (now.name is not None) == (now.owner is Owner.SUPPORT_AGENT), "somebody owns it"

    def finish(self) -> None:
        """Whoever died is gone; a worker that goes on finishes what waits."""
        self.clock.move(timedelta(hours=1))
        while turn := self.desk.journal.claim_turn("last"):
            assert turn.conversation_id == self.chat
            self.desk.journal.commit_turn(turn, _result(None, None))
        self.look()
        seen = self.seen
        assert Counter(seen.customers) == Counter(self.sent.values()), "no message of a customer is lost"
        assert sorted(seen.ends) == sorted(seen.asked), "every message ends"
        assert Counter(seen.supports) == Counter(self.replied.values()), "what an agent sent is said once"
        assert max(seen.outcomes.values(), default=0) <= 1, "an outcome is told once"
        notes = self.desk.team.floor.notes(self.chat)
        theirs = [note.text for note in notes if note.agent is not None]
        assert Counter(theirs) == Counter(self.noted.values()), "a note is kept once"
        of_turns = sorted(note.after_seq for note in notes if note.agent is None)
        overtaken = [seq for seq in sorted(self.did) if seen.ends[seq] == Outcome.PASSED_ON]
        assert of_turns == overtaken, "what an action did is told to who took over"

    def customer_writes(self) -> None:
        client_id = f"c{self.chance.randrange(12)}"
        text = self.sent.get(client_id, f"customer {client_id}")
        receipt = self.desk.journal.append_inbound(self.chat, client_id, text=text)
        assert receipt.is_new == (client_id not in self.sent)
        self.sent[client_id] = text

    def customer_lets_person_go(self) -> None:
        if self.seen.choices:
            choice = self.chance.choice(self.seen.choices)
            before = self.desk.journal.conversation(self.chat).ownership
            receipt = self.desk.journal.append_inbound(self.chat, f"no {choice}", choice_id=choice)
            self.sent[f"no {choice}"] = _NO_PERSON.label
            after = self.desk.journal.conversation(self.chat).ownership
            if receipt.is_new:
                assert after.owner in {Owner.BOT, Owner.WAITING}, "who needs no person has none"
            else:
                assert after == before, "said again, it changes nothing"

    def worker_claims(self) -> None:
        turn = self.desk.journal.claim_turn("worker")
        if turn is not None:
            self.turns.append(turn)

    def worker_commits(self) -> None:
        if self.turns:
            turn = self.turns.pop(self.chance.randrange(len(self.turns)))
            note = self.chance.choice([None, "note: a mail was sent"])
            end = self.desk.journal.commit_turn(turn, _result(self.chance.choice(_ASKED), note))
            if end.outcome is Outcome.PASSED_ON and note is not None:
                self.did.add(turn.inbound.seq)

    def worker_dies(self) -> None:
        self.turns.clear()

    def worker_dies_after_a_deed(self) -> None:
        """The action has done something by then, and noted it."""
        if self.turns:
            seq = self.turns.pop().inbound.seq
            self.desk.journal.note_deed(self.chat, seq, "note: a mail was sent")
            self.did.add(seq)

    def worker_gives_back(self) -> None:
        if self.turns:
            turn, note = self.turns.pop(), self.chance.choice([None, "note: a mail was sent"])
            self.desk.journal.renew_lease(turn)  # or it is not this worker's any more
            self.desk.journal.release_turn(turn, note=note)
            if note is not None:
                self.did.add(turn.inbound.seq)

    def agent_takes(self) -> None:
        agent, colleague = self._agents()
        from_agent = self.chance.choice([None, None, colleague.id])
        self.desk.team.floor.take(self.chat, agent, from_agent)
        self.take_overs += 1

    def agent_replies(self) -> None:
        agent, _ = self._agents()
        key = (agent.id, f"r{self.chance.randrange(6)}")
        text = f"support {key}"
        receipt = self.desk.team.floor.reply(self.chat, agent, key[1], text)
        assert receipt.is_new == (key not in self.replied)
        self.replied[key] = text

    def agent_notes(self) -> None:
        agent, _ = self._agents()
        key = (agent.id, f"n{self.chance.randrange(4)}")
        _, is_new = self.desk.team.floor.add_note(self.chat, agent, key[1], f"note: {key}")
        assert is_new == (key not in self.noted)
        self.noted[key] = f"note: {key}"

    def agent_passes_on(self) -> None:
        self.desk.team.floor.pass_on(self.chat, *self._agents())

    def agent_hands_back(self) -> None:
        self.desk.team.floor.hand_back(self.chat, self._agents()[0])

    def agent_closes(self) -> None:
        self.desk.team.floor.close(self.chat, self._agents()[0])

    def nobody_comes(self) -> None:
        for wait in self.desk.team.waits.waiting():
            self.desk.team.waits.tell_outcome(
                wait.conversation_id,
                wait.epoch,
                Words("Nobody could come."),
                gives_up=self.chance.random() < 0.5,
            )

    def desk_hears_of_it(self) -> None:
        for hand_over in self.desk.team.hand_overs.take_due():
            what = self.chance.choice(["takes it", "is down", "dies"])
            if what == "takes it":
                self.desk.team.hand_overs.mark_sent(hand_over)
            elif what == "is down":
                self.desk.team.hand_overs.put_off(hand_over)

    def time_passes(self) -> None:
        self.clock.move(self.chance.choice([timedelta(seconds=1), LEASE, timedelta(minutes=2)]))

    def _agents(self) -> tuple[SupportAgent, SupportAgent]:
        first = self.chance.randrange(2)
        return self.team[first], self.team[1 - first]


def _result(asked: Owner | None, note: str | None) -> TurnResult:
    return TurnResult(
        TurnEnd(Outcome.ANSWERED, "x"), (Words("bot", (_NO_PERSON,)),), new_owner=asked, note=note
    )
