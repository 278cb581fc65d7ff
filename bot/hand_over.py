"""Hands over to a person without the actions: one step away, also while those are away or hang."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from actions.handoff.outlook import Reception
from actions.handoff.wordings import asked_without_systems
from bot.agent import DeskbellAgent
from bot.hearing.parses import intent_of
from bot.matters_in_message import matters_in
from bot.repetition import FindSaid, first_unsaid
from bot.snapshot import load_snapshot
from conversations.entries import Outcome, TurnEnd, Words
from conversations.journal import ClaimedTurn, TurnResult
from conversations.ownership import Owner

ASK_FOR_HUMAN = "ask_for_human"

PersonAsked = Callable[[str], Awaitable[Sequence[str]]]
"""What who asks for a person in a conversation hears from the worker, in several wordings."""


def person_asked(reception: Reception) -> PersonAsked:
    """By the team's hours and the line as it is. The call may raise `JournalUnavailable`."""

    async def asked(conversation_id: str) -> Sequence[str]:
        outlook = await asyncio.to_thread(reception.outlook, conversation_id)
        return asked_without_systems(outlook, reception.hours)

    return asked


async def wait_for_person(turn: ClaimedTurn, find_said: FindSaid, asked: PersonAsked) -> TurnResult:
    """The turn of who asks for a person; the dialogue stays as it was."""
    wordings = [Words(text) for text in await asked(turn.conversation_id)]
    words = await first_unsaid(wordings, find_said)
    new_owner = Owner.WAITING if turn.ownership.owner is Owner.BOT else None
    end = TurnEnd(Outcome.ANSWERED if words else Outcome.QUIET, ASK_FOR_HUMAN)
    return TurnResult(end, (words,) if words else (), new_owner=new_owner)


async def asks_for_person(agent: DeskbellAgent, turn: ClaimedTurn, text: str) -> bool:
    """Whether this text, written after the turn's message, wants somebody from the team."""
    tracker = load_snapshot(turn.conversation_id, turn.snapshot, agent.domain)
    parses = await matters_in(agent, text, turn.inbound.at.date(), tracker)
    return any(intent_of(parsed) == ASK_FOR_HUMAN for parsed in parses)
