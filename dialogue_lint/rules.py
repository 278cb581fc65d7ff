"""Rules and stories, cut into turns: what the customer means, then what the bot does about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dialogue_lint.finding import Place
from dialogue_lint.yaml_tree import Branch


@dataclass(slots=True)
class ActionStep:
    """`ends_loop`: a form that is over after this step, and so asks nothing more."""

    name: str
    place: Place
    ends_loop: bool = False


@dataclass(slots=True)
class Turn:
    """`intents` is empty where the bot goes on by itself; `form` is the one that is open at the beginning.

    `slot` is the question of the form that this turn is limited to, if it is limited.
    """

    place: Place
    intents: tuple[str, ...]
    form: str | None
    slot: str | None = None
    steps: list[ActionStep] = field(default_factory=list)
    closes_form: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """`kind` is "rule" or "story"."""

    kind: str
    sentence: str
    place: Place
    turns: tuple[Turn, ...]


def rules_of(file: Branch) -> Iterator[Rule]:
    """The rules and stories of one file."""
    for kind, plural in (("rule", "rules"), ("story", "stories")):
        for entry in file.get(plural):
            turns = tuple(turn for turn in _turns(entry) if turn.intents or turn.steps)
            yield Rule(kind, entry.get(kind).text or "", entry.get(kind).place, turns)


def _turns(entry: Branch) -> Iterator[Turn]:
    form, slot = _condition(entry.get("condition"))
    turn = Turn(entry.place, (), form, slot)
    for step in entry.get("steps"):
        intents = _intents(step)
        if intents:
            yield turn
            turn = Turn(step.place, intents, form, slot)
        elif step.get("action"):
            turn.steps.append(ActionStep(step.get("action").text or "", step.place))
        elif step.get("active_loop"):
            form = step.get("active_loop").text
            _note_loop(turn, form)
    yield turn


def _condition(tree: Branch) -> tuple[str | None, str | None]:
    """The open form and the question it has asked, as far as the condition names them."""
    form = next((value.text for value in tree.values_of("active_loop")), None)
    slot = next((value.text for value in tree.values_of("requested_slot")), None)
    return form, slot


def _intents(step: Branch) -> tuple[str, ...]:
    alternatives = [step, *step.get("or")]
    return tuple(tree.get("intent").text or "" for tree in alternatives if tree.get("intent"))


def _note_loop(turn: Turn, form: str | None) -> None:
    turn.closes_form = form is None
    if turn.steps:
        turn.steps[-1].ends_loop = form is None
