"""What one sentence alone leads to, by the bot's own steps: what is heard, which rule and which page answer.

Nothing is done and nothing is said: for the check of a list of sentences (`make understand`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from actions.faq.learned_guesses import guesses_of, look_up
from actions.faq.search import FaqSearch
from actions.order_talk.close_wishes import close_wishes
from bot.agent import DeskbellAgent
from bot.hearing.parses import Parse, confidence_of, intent_of, value_of
from bot.matters_in_message import matters_in
from bot.policies.initiative_policy import PERMIT
from bot.snapshot import load_snapshot
from conversations.permits import PermitKind

NONE, CLARIFY = "none", "clarify"
_ANSWERS_FROM_PAGES = "action_answer_question"
_MOST_OPTIONS = 3


@dataclass(frozen=True, slots=True)
class Lead:
    """`answer` is `action:<wish>`, `faq:<slug>`, `clarify` (then `options` has what is asked) or `none`."""

    intent: str
    confidence: float
    answer: str
    options: tuple[str, ...] = ()


async def lead_of(agent: DeskbellAgent, faq: FaqSearch, text: str, today: date) -> Lead:
    """What the first message of a conversation leads to, for a guest; of two matters the first."""
    return (await leads_of(agent, faq, text, today))[0]


async def leads_of(
    agent: DeskbellAgent, faq: FaqSearch, text: str, today: date, *, is_vouched_for: bool = False
) -> list[Lead]:
    """What each matter of a first message leads to, in the order in which they are taken up."""
    tracker = load_snapshot("a sentence", None, agent.domain)
    matters = await matters_in(agent, text, today, tracker, is_vouched_for=is_vouched_for)
    return [_lead_of(agent, faq, heard, today) for heard in matters]


def _lead_of(agent: DeskbellAgent, faq: FaqSearch, heard: Parse, today: date) -> Lead:
    tracker = load_snapshot("a sentence", None, agent.domain)
    intent, confidence = intent_of(heard), confidence_of(heard)
    action = _first_action(agent, tracker, heard)
    if action == _ANSWERS_FROM_PAGES:
        answer, options = _from_pages(faq, heard, today)
        return Lead(intent, confidence, answer, options)
    is_answered = action != ACTION_LISTEN_NAME
    return Lead(intent, confidence, f"action:{intent}" if is_answered else NONE)


def _first_action(agent: DeskbellAgent, tracker: DialogueStateTracker, heard: Parse) -> str:
    """What the rules do first about it."""
    permit = {PERMIT: PermitKind.REPLY.value}
    said = UserUttered(
        heard["text"], heard["intent"], heard["entities"], {**heard, "metadata": permit}, metadata=permit
    )
    tracker.update(said, agent.domain)
    action, _ = agent.processor.predict_next_with_tracker_if_should(tracker)
    name: str = action.name()
    return name


def _from_pages(faq: FaqSearch, heard: Parse, today: date) -> tuple[str, tuple[str, ...]]:
    if (slug := value_of(heard, "faq_entry")) is not None:
        return f"faq:{slug}", ()
    found = look_up(faq, heard["text"], guesses_of(heard), today)
    if found.answer is not None:
        return f"faq:{found.answer.slug}", ()
    pages = [f"faq:{entry.slug}" for entry in found.choices]
    wishes = [f"action:{wish}" for wish in close_wishes(heard)]
    options = tuple([*wishes, *pages][:_MOST_OPTIONS] if len(wishes) + len(pages) > 1 else pages)
    return (CLARIFY, options) if options else (NONE, ())
