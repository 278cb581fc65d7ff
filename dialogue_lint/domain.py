"""`domain.yml`: what the bot knows, and the responses that stand in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dialogue_lint.finding import Place
from dialogue_lint.yaml_tree import Branch


@dataclass(frozen=True, slots=True)
class Button:
    """A choice: picking it means the intent, with entities. None as a value: only known when the bot runs."""

    place: Place
    intent: str
    entities: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Variation:
    """One wording of a response. `ends` and `is_once` come from its `metadata`."""

    place: Place
    text: str
    buttons: tuple[Button, ...]
    has_choices: bool
    ends: str | None
    is_once: bool


@dataclass(frozen=True, slots=True)
class Response:
    name: str
    place: Place
    variations: tuple[Variation, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """`sources` are the types of its mappings, `entities` those that fill it."""

    name: str
    place: Place
    sources: frozenset[str]
    entities: frozenset[str]


@dataclass(frozen=True, slots=True)
class Form:
    """`required` are the slots that it asks for, with the line of each."""

    name: str
    place: Place
    required: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Domain:
    intents: Mapping[str, Place]
    entities: frozenset[str]
    slots: Mapping[str, Slot]
    forms: Mapping[str, Form]
    responses: Mapping[str, Response]


def domain_of(tree: Branch) -> Domain:
    return Domain(
        intents={key.text: key.place for key in tree.get("intents").names() if key.text},
        entities=frozenset(key.text for key in tree.get("entities").names() if key.text),
        slots={slot.name: slot for slot in _slots(tree.get("slots"))},
        forms={form.name: form for form in _forms(tree.get("forms"))},
        responses={response.name: response for response in _responses(tree.get("responses"))},
    )


def _slots(tree: Branch) -> Iterator[Slot]:
    for key, shape in tree.items():
        mappings = list(shape.get("mappings"))
        sources = frozenset(mapping.get("type").text or "" for mapping in mappings)
        entities = frozenset(filter(None, (mapping.get("entity").text for mapping in mappings)))
        yield Slot(key.text or "", key.place, sources, entities)


def _forms(tree: Branch) -> Iterator[Form]:
    for key, shape in tree.items():
        required = {slot.text: slot.place for slot in shape.get("required_slots") if slot.text}
        yield Form(key.text or "", key.place, required)


def _responses(tree: Branch) -> Iterator[Response]:
    for key, variations in tree.items():
        yield Response(key.text or "", key.place, tuple(_variation(item) for item in variations))


def _variation(tree: Branch) -> Variation:
    choices = [choice for kind in ("buttons", "quick_replies") for choice in tree.get(kind)]
    return Variation(
        place=tree.get("text").place if tree.get("text") else tree.place,
        text=tree.get("text").text or "",
        buttons=tuple(button for choice in choices for button in _button(choice.get("payload"))),
        has_choices=bool(choices),
        ends=tree.get("metadata").get("ends").text,
        is_once=tree.get("metadata").get("once").text == "true",
    )


def _button(payload: Branch) -> Iterator[Button]:
    """From `/intent{"entity": "value"}`; a payload without a slash is read as if the customer typed it."""
    if not (payload.text or "").startswith("/"):
        return
    intent, brace, rest = (payload.text or "").removeprefix("/").partition("{")
    try:
        entities = json.loads(brace + rest) if brace else {}
    except json.JSONDecodeError:
        entities = {}
    yield Button(payload.place, intent.strip(), {str(name): str(value) for name, value in entities.items()})
