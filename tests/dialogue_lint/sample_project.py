"""A small project whose dialogue has no finding, to be spoilt in one place at a time."""

from pathlib import Path

from dialogue_lint.__main__ import findings_in

DOMAIN = """\
version: "3.1"
intents:
  - ask_for_human
  - ask_question
  - ask_size:
      use_entities: []
  - give_size
  - greet
  - never_mind
  - nlu_fallback
  - say_goodbye
  - say_thanks
entities:
  - faq_entry
  - shoe_size
slots:
  size:
    type: text
    mappings:
      - type: from_entity
        entity: shoe_size
forms:
  size_form:
    required_slots:
      - size
actions:
  - action_answer_question
  - action_ask_for_person
  - action_explain_question
  - action_tell_size
responses:
  utter_ask_size_form_size:
    - text: Which size is it? It stands on the box.
    - text: What does the box say?
  utter_greet:
    - text: Hello! What can I help you with?
    - text: Pick one of these.
      buttons:
        - title: How do returns work?
          payload: '/ask_question{"faq_entry": "returns"}'
  utter_never_mind:
    - text: All right, I've dropped that. What would you like to do instead?
    - text: No problem. What can I do for you instead?
  utter_say_goodbye:
    - text: Goodbye, and take care.
      metadata: {ends: goodbye}
    - text: Bye for now.
      metadata: {ends: goodbye}
  utter_welcome:
    - text: You're welcome.
      metadata: {ends: acknowledgement}
    - text: Happy to help.
      metadata: {ends: acknowledgement}
"""

CONFIG = """\
recipe: default.v1
pipeline:
  - name: WhitespaceTokenizer
policies:
  - name: RulePolicy
"""

NLU = """\
nlu:
  - intent: greet
    examples: |
      - hello
  - intent: never_mind
    examples: |
      - never mind
      - no
"""

RULES = """\
rules:
  - rule: customer asks for a person
    steps:
      - intent: ask_for_human
      - action: action_ask_for_person
  - rule: customer asks a question
    steps:
      - intent: ask_question
      - action: action_answer_question
  - rule: customer says something that no intent fits
    steps:
      - intent: nlu_fallback
      - action: action_answer_question
  - rule: customer asks about a size
    steps:
      - or:
          - intent: ask_size
          - intent: give_size
      - action: size_form
      - active_loop: size_form
  - rule: the size is known
    condition:
      - active_loop: size_form
    steps:
      - action: size_form
      - active_loop: null
      - slot_was_set:
          - requested_slot: null
      - action: action_tell_size
  - rule: customer greets
    steps:
      - intent: greet
      - action: utter_greet
  - rule: customer drops a matter
    steps:
      - intent: never_mind
      - action: utter_never_mind
  - rule: customer says goodbye
    steps:
      - intent: say_goodbye
      - action: utter_say_goodbye
  - rule: customer says thanks
    steps:
      - intent: say_thanks
      - action: utter_welcome
"""

RULES_IN_FORM = """\
rules:
  - rule: customer asks for a person while giving a size
    condition:
      - active_loop: size_form
    steps:
      - intent: ask_for_human
      - action: action_deactivate_loop
      - active_loop: null
      - action: action_ask_for_person
  - rule: customer says anything else while giving a size
    condition:
      - active_loop: size_form
    steps:
      - or:
          - intent: ask_question
          - intent: ask_size
          - intent: give_size
          - intent: greet
          - intent: nlu_fallback
      - action: action_explain_question
      - action: size_form
      - active_loop: size_form
  - rule: customer says thanks while giving a size
    condition:
      - active_loop: size_form
    steps:
      - intent: say_thanks
      - action: utter_welcome
      - action: size_form
      - active_loop: size_form
  - rule: customer says goodbye while giving a size
    condition:
      - active_loop: size_form
    steps:
      - intent: say_goodbye
      - action: action_deactivate_loop
      - active_loop: null
      - action: utter_say_goodbye
  - rule: customer drops the matter while giving a size
    condition:
      - active_loop: size_form
    steps:
      - intent: never_mind
      - action: action_deactivate_loop
      - active_loop: null
      - action: utter_never_mind
"""

SPEAKING_ACTION = '''\
"""The base of the actions."""
import asyncio
import json

from rasa_sdk import Action


class SpeakingAction(Action):
    async def run(self, dispatcher, tracker, domain):
        try:
            return await asyncio.to_thread(self.speak, dispatcher, tracker)
        except Exception:
            dispatcher.utter_message(text="That went wrong. What shall I try?", buttons=[talk_to_person()])
            return []


def button(label, intent, **entities):
    return {"title": label, "payload": f"/{intent}{json.dumps(entities)}"}


def talk_to_person():
    return button("Talk to a person", "ask_for_human")
'''

ACTIONS = '''\
"""What the sample says in code."""
from actions.speaking_action import SpeakingAction, button, talk_to_person

_WAITING = (
    "I've asked our team. "
    "What can I look up while you wait?",
    "They know. What else is there?",
)
_EXPLAINED = {
    "size": ("A size is a number.", "It looks like 42."),
}


class ActionAnswerQuestion(SpeakingAction):
    def name(self):
        return "action_answer_question"

    def speak(self, dispatcher, tracker):
        slug = tracker.latest("faq_entry")
        steps = [talk_to_person(), button("And returns?", "ask_question", faq_entry="returns")]
        return _tell(self.entry(slug), dispatcher, steps)


class ActionAskForPerson(SpeakingAction):
    def name(self):
        return "action_ask_for_person"

    def speak(self, dispatcher, tracker):
        wording = Told.of(tracker).wording("asked for a person", _WAITING)
        dispatcher.utter_message(text=wording.text)
        dispatcher.utter_message(json_message={"requests": "a_person"})
        return [wording.remembered]


class ActionExplainQuestion(SpeakingAction):
    """The form asks again right after it."""

    def name(self):
        return "action_explain_question"

    def speak(self, dispatcher, tracker):
        wording = Told.of(tracker).wording("explained", _EXPLAINED[tracker.get_slot("requested_slot")])
        dispatcher.utter_message(text=wording.text)
        return [wording.remembered]


class ActionTellSize(SpeakingAction):
    def name(self):
        return "action_tell_size"

    def speak(self, dispatcher, tracker):
        size = tracker.get_slot("size")
        dispatcher.utter_message(text=f"You wear {size}.")
        if size == "42":
            return _ask_what_next(dispatcher)
        dispatcher.utter_message(text="What else would you like to know?")
        return []


def _tell(entry, dispatcher, steps):
    dispatcher.utter_message(text=entry.answer, buttons=steps or [talk_to_person()])
    return []


def _ask_what_next(dispatcher):
    dispatcher.utter_message(text="That is the answer.", buttons=[talk_to_person()])
    return []
'''

REPLIES = '''\
"""What the worker says itself."""
from conversations.entries import ChoiceMeaning, ChoiceToOffer, Words

PERSON = ChoiceToOffer("Talk to a person", ChoiceMeaning("ask_for_human"))
AWAY = Words("I can't reach our orders.", (PERSON,))
NOT_UNDERSTOOD = Words("I didn't understand that. How else would you put it?")
'''

RETURNS = """\
---
title: How do returns work?
ask:
  - can I send it back
tags: [returns]
next: [talk_to_person]
---

You can send anything back within 30 days.

## In other words

Pack it, and leave it at any shop of the carrier.
"""

FILES = {
    "domain.yml": DOMAIN,
    "config.yml": CONFIG,
    "data/nlu/all.yml": NLU,
    "data/rules/all.yml": RULES,
    "data/rules/in_form.yml": RULES_IN_FORM,
    "data/faq/returns.md": RETURNS,
    "actions/speaking_action.py": SPEAKING_ACTION,
    "actions/size_actions.py": ACTIONS,
    "bot/replies.py": REPLIES,
}


class SampleProject:
    """The files above in a folder of their own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for file, text in FILES.items():
            self.write(file, text)

    def write(self, file: str, text: str) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, file: str, old: str, new: str) -> None:
        """Replaces the only place where `old` stands."""
        text = (self.root / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, (file, old, text.count(old))
        self.write(file, text.replace(old, new))

    def line_of(self, file: str, words: str) -> str:
        """`file:line` of the first line that holds `words`."""
        lines = (self.root / file).read_text(encoding="utf-8").splitlines()
        return f"{file}:{next(number for number, line in enumerate(lines, 1) if words in line)}"

    def findings(self) -> list[tuple[str, str]]:
        """`file:line` and what is wrong there."""
        found = findings_in(self.root)
        assert all(finding.remedy.endswith(".") for finding in found)
        return [(f"{finding.place.file}:{finding.place.line}", finding.problem) for finding in found]
