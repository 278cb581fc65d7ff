"""How a message is heard in parts: by an agent that takes every part for a question about its order."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from bot import quiet_rasa

quiet_rasa.settle()

from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.matters_in_message import matters_in
from bot.pages import Pages


class ListeningAgent:
    """Stands in for Rasa's; `heard` is each text that it was asked to understand."""

    def __init__(self, pages=Path("no pages"), confidence=0.95):
        self._confidence = confidence
        self.heard = []
        self.pages = Pages(pages)
        self.processor = SimpleNamespace(parse_message=self._parse)

    async def _parse(self, message, _tracker):
        self.heard.append(message.text)
        intent = {"name": "ask_order_status", "confidence": self._confidence}
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


PAGE = """---
title: Kann ich ein Kanu mieten?
ask: [canoe rental]
{more}---
Nein.

## In other words

Leider nein.
"""


async def test_what_stands_in_a_help_page_asks_for_it(tmp_path):
    (tmp_path / "canoes.md").write_text(PAGE.format(more=""))

    (heard,) = await matters(ListeningAgent(tmp_path, 0.6), "kann ich ein Kanu mieten")

    assert heard["intent"]["name"] == "ask_question"
    assert heard["entities"] == [{"entity": "faq_entry", "value": "canoes"}]


async def test_a_wish_that_is_heard_surely_is_done_though_a_page_has_its_words(tmp_path):
    (tmp_path / "canoes.md").write_text(PAGE.format(more=""))

    (heard,) = await matters(ListeningAgent(tmp_path), "canoe rental")

    assert heard["intent"]["name"] == "ask_order_status"


async def test_a_page_whose_time_is_over_is_not_asked_for(tmp_path):
    (tmp_path / "canoes.md").write_text(PAGE.format(more="valid_until: 2026-11-20\n"))

    (heard,) = await matters(ListeningAgent(tmp_path), "Kann ich ein Kanu mieten?")

    assert heard["intent"]["name"] == "ask_order_status"


async def test_a_page_is_known_by_its_new_line_after_the_next_look(tmp_path):
    page = tmp_path / "canoes.md"
    page.write_text(PAGE.format(more=""))
    agent = ListeningAgent(tmp_path, 0.6)

    page.write_text(PAGE.format(more="").replace("ein Kanu", "ein kleines Boot"))
    agent.pages.look()

    (heard,) = await matters(agent, "Kann ich ein kleines Boot mieten?")
    assert heard["intent"]["name"] == "ask_question"
