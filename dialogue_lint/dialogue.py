"""All that is written down about the dialogue, gathered from a project's files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dialogue_lint.cues import buttons_of_cues
from dialogue_lint.domain import Button, Domain, domain_of
from dialogue_lint.examples import Examples, examples_of
from dialogue_lint.help_pages import HelpPage, help_pages
from dialogue_lint.quiet import quiet_intents
from dialogue_lint.rules import ActionStep, Rule, Turn, rules_of
from dialogue_lint.speech.actions import SpokenAction, actions_of
from dialogue_lint.speech.choices import buttons_of
from dialogue_lint.speech.replies import replies_of
from dialogue_lint.speech.source import Source
from dialogue_lint.speech.utterances import Utterance
from dialogue_lint.yaml_tree import Branch, read_folder, read_yaml

_CUES = "data/cues.yml"
# Of Rasa's own policies, those that learn from stories; rules are RulePolicy's.
_LEARN_FROM_STORIES = {"MemoizationPolicy", "AugmentedMemoizationPolicy", "TEDPolicy"}


@dataclass(frozen=True)
class Dialogue:
    """What stands in the files. The few questions that several checks ask of it stand here too."""

    domain: Domain
    rules: tuple[Rule, ...]
    learns_from_stories: bool
    examples: Examples
    actions_source: Source
    bot_source: Source
    actions: Mapping[str, SpokenAction]
    quiet_intents: frozenset[str]
    replies: tuple[Utterance, ...]
    help_pages: tuple[HelpPage, ...]
    cues: Branch

    def answers(self) -> Iterator[Turn]:
        """The turns that decide what the bot does: of rules, and of stories if a policy learns from them."""
        for rule in self.rules:
            if rule.kind == "rule" or self.learns_from_stories:
                yield from rule.turns

    def answers_within(self, form: str, slot: str) -> Iterator[Turn]:
        """The turns that can answer the customer while this form asks for this slot."""
        for turn in self.answers():
            if turn.intents and turn.form == form and turn.slot in (None, slot):
                yield turn

    @cached_property
    def answered(self) -> frozenset[str]:
        """The intents that the bot does something about, somewhere."""
        return frozenset(intent for turn in self.answers() for intent in turn.intents)

    def speaks(self, step: ActionStep) -> bool:
        """Whether the customer hears something from this step."""
        if step.name in self.domain.forms:
            return not step.ends_loop
        action = self.actions.get(step.name)
        return step.name in self.domain.responses or (action is not None and action.speaks)

    def last_to_speak(self, turn: Turn) -> ActionStep | None:
        return next((step for step in reversed(turn.steps) if self.speaks(step)), None)

    def question_for(self, form: str, slot: str) -> str:
        """The action or response with which Rasa asks for a slot (`rasa/core/actions/forms.py:484`)."""
        names = (
            f"action_ask_{form}_{slot}",
            f"utter_ask_{form}_{slot}",
            f"action_ask_{slot}",
            f"utter_ask_{slot}",
        )
        known = {*self.actions, *self.domain.responses}
        return next((name for name in names if name in known), f"utter_ask_{form}_{slot}")

    def buttons(self) -> Iterator[Button]:
        """Every choice that the bot may offer, from the domain, the code and the cues."""
        for response in self.domain.responses.values():
            for variation in response.variations:
                yield from variation.buttons
        yield from buttons_of(self.actions_source)
        yield from buttons_of(self.bot_source)
        yield from buttons_of_cues(self.cues)


def read_dialogue(root: Path) -> Dialogue:
    """The dialogue of the project in `root`. Raises Unreadable."""
    files = [file for folder in ("data/rules", "data/stories") for file in read_folder(root, folder)]
    actions_source, bot_source = Source(root, "actions"), Source(root, "bot")
    return Dialogue(
        domain=domain_of(read_yaml(root, "domain.yml")),
        rules=tuple(rule for file in files for rule in rules_of(file)),
        learns_from_stories=_learns_from_stories(root),
        examples=examples_of(read_folder(root, "data/nlu")),
        actions_source=actions_source,
        bot_source=bot_source,
        actions={action.name: action for action in actions_of(actions_source)},
        quiet_intents=quiet_intents(bot_source),
        replies=tuple(replies_of(bot_source)),
        help_pages=tuple(help_pages(root)),
        cues=read_yaml(root, _CUES) if (root / _CUES).exists() else Branch(_CUES),
    )


def _learns_from_stories(root: Path) -> bool:
    policies = read_yaml(root, "config.yml").get("policies")
    return any((policy.get("name").text or "") in _LEARN_FROM_STORIES for policy in policies)
