"""How a message is heard in parts: by an agent that takes every part for a question about its order."""

import re
from datetime import date
from types import SimpleNamespace

from bot import quiet_rasa

quiet_rasa.settle()

from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.matters_in_message import matters_in


class ListeningAgent:
    """Stands in for Rasa's; `heard` is each text that it was asked to understand."""

    def __init__(self):
        self.heard = []
        self.processor = SimpleNamespace(parse_message=self._parse)

    async def _parse(self, message, _tracker):
        self.heard.append(message.text)
        intent = {"name": "ask_order_status", "confidence": 0.95}
        entities = [
            {"entity": "order_number", "value": found[0], "start": found.start(), "end": found.end()}
            for found in re.finditer(r"\d{5}", message.text)
        ]
        return {"text": message.text, "intent": intent, "intent_ranking": [intent], "entities": entities}


def slots():
    names = ("set_aside", "requested_slot", "order_number", "told", "listed_orders", "order_matter", "change")
    return [AnySlot(name, mappings=[{}]) for name in (*names, "waits_for_person", "earlier_proof")]


async def matters(agent, text):
    tracker = DialogueStateTracker.from_events("c", [], slots=slots())
    return await matters_in(agent, text, date(2026, 11, 21), tracker)


async def test_a_message_with_many_clauses_is_looked_at_a_bounded_number_of_times():
    few, many = ListeningAgent(), ListeningAgent()
    await matters(few, ", ".join(["where is it"] * 10))
    await matters(many, ", ".join(["where is it"] * 30))
    assert len(few.heard) <= 20
    assert len(many.heard) <= 20


async def test_no_part_of_a_message_is_understood_twice():
    agent = ListeningAgent()
    found = await matters(agent, "where is 10042? and where is 10057? and where is 10030?")
    assert len(found) == 3
    assert len(agent.heard) == len(set(agent.heard))
