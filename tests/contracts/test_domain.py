"""What domain.yml declares is used, and what is used is declared. Rasa's own validation checks only half."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.contracts.project_files import ROOT, read_yaml, training_files, values_of

DOMAIN = read_yaml("domain.yml")
RULES = training_files("rules", "stories")
NLU = training_files("nlu")
FROM_RASA = {
    "action_listen",
    "action_restart",
    "action_session_start",
    "action_default_fallback",
    "action_deactivate_loop",
}
KEY_OF_RASA = "utter_action"  # names the response in a message
INTENTS_OF_RASA = {"nlu_fallback"}  # given by FallbackClassifier, so without examples


def names(entries: list) -> set[str]:
    """Names of a domain's list, whose entries are names or have one as their only key."""
    return {next(iter(entry)) if isinstance(entry, dict) else entry for entry in entries or []}


def action_for(response: str) -> str:
    """The action that may ask instead of a form's response."""
    return response.replace("utter_", "action_", 1)


def missing(names: set[str], *where: set[str]) -> set[str]:
    """Those of `names` that stand nowhere."""
    return names.difference(*where)


def strings_in(*folders: str) -> Iterator[str]:
    """Every text constant in our Python code."""
    for folder in folders:
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


IN_CODE = set(strings_in("actions", "bot"))
INTENTS, ENTITIES = names(DOMAIN["intents"]), names(DOMAIN["entities"])
SLOTS, FORMS = set(DOMAIN["slots"]), set(DOMAIN["forms"])
RESPONSES, ACTIONS = set(DOMAIN["responses"]), names(DOMAIN["actions"])

INTENTS_IN_RULES = {name for value in values_of("intent", RULES) for name in str(value).split(" or ")}
INTENTS_IN_NLU = set(values_of("intent", NLU))
ASKED_FURTHER = {"ask_further"}  # learned by its kinds alone: no message has it for its intent
ACTIONS_IN_RULES = set(values_of("action", RULES))
REQUIRED_SLOTS = {slot for form in DOMAIN["forms"].values() for slot in form.get("required_slots", [])}
ASKED_BY_FORMS = {
    f"utter_ask_{form}_{slot}" for form, shape in DOMAIN["forms"].items() for slot in shape["required_slots"]
}


def test_every_intent_has_examples_and_every_example_an_intent():
    assert INTENTS_IN_NLU - ASKED_FURTHER == INTENTS - INTENTS_OF_RASA


def test_every_intent_has_a_rule_and_every_rule_a_declared_intent():
    assert INTENTS_IN_RULES == INTENTS


def test_rules_name_only_declared_actions():
    assert missing(ACTIONS_IN_RULES, ACTIONS, RESPONSES, FORMS, FROM_RASA) == set()


def test_every_action_is_used_by_a_rule_or_belongs_to_a_form():
    of_forms = {f"validate_{form}" for form in FORMS} | {action_for(name) for name in ASKED_BY_FORMS}
    assert missing(ACTIONS, ACTIONS_IN_RULES, of_forms) == set()


def test_every_declared_action_exists_in_code_and_the_other_way_round():
    assert _names_of_actions() | _names_of_form_checks() == ACTIONS


def _names_of_form_checks() -> set[str]:
    """What the worker answers itself, by the names in its table."""
    tree = ast.parse((ROOT / "bot" / "form_checks.py").read_text(encoding="utf-8"))
    tables = [node.value for node in ast.walk(tree) if isinstance(node, ast.AnnAssign)]
    keys = (key for table in tables if isinstance(table, ast.Dict) for key in table.keys)
    return {key.value for key in keys if isinstance(key, ast.Constant)}


def _names_of_actions() -> set[str]:
    """What the `name` methods of our actions return."""
    found = set()
    for file in (ROOT / "actions").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name == "name":
                found |= {
                    n.value
                    for n in ast.walk(node)
                    if isinstance(n, ast.Constant) and isinstance(n.value, str)
                }
    return found


def test_every_response_is_used():
    assert missing(RESPONSES, ACTIONS_IN_RULES, IN_CODE, ASKED_BY_FORMS) == set()


def test_every_response_that_rules_and_forms_need_is_declared():
    assert missing({name for name in ACTIONS_IN_RULES if name.startswith("utter_")}, RESPONSES) == set()
    assert {name for name in ASKED_BY_FORMS - RESPONSES if action_for(name) not in ACTIONS} == set()


def test_every_response_that_the_code_speaks_of_is_declared():
    spoken_of = {text for text in IN_CODE if re.fullmatch(r"utter_\w*[a-z]", text)} - {KEY_OF_RASA}
    assert missing(spoken_of, RESPONSES) == set()


def test_every_form_is_used_and_asks_only_for_declared_slots():
    assert missing(FORMS, ACTIONS_IN_RULES) == set()
    assert missing(REQUIRED_SLOTS, SLOTS) == set()


def test_every_slot_is_used():
    assert missing(SLOTS, REQUIRED_SLOTS, set(_slots_in_rules()), IN_CODE) == set()


def test_rules_set_only_declared_slots():
    assert missing(set(_slots_in_rules()), SLOTS, {"requested_slot"}) == set()


def _slots_in_rules() -> Iterator[str]:
    for were_set in values_of("slot_was_set", RULES):
        yield from names(were_set)


def test_every_entity_fills_a_slot_or_is_read_by_our_code():
    mapped = set(values_of("entity", DOMAIN["slots"]))
    assert missing(ENTITIES, mapped, IN_CODE) == set()
    assert missing(mapped, ENTITIES) == set()


def test_every_entity_in_the_examples_is_declared():
    examples = "\n".join(values_of("examples", NLU))
    assert (
        set(re.findall(r"\]\((\w+)", examples)) | set(re.findall(r'"entity": "(\w+)"', examples)) <= ENTITIES
    )


@pytest.mark.parametrize("kind", ["rule", "story"])
def test_every_rule_and_story_has_a_sentence_of_its_own(kind):
    sentences = [str(sentence) for sentence in values_of(kind, RULES)]
    assert sorted(sentences) == sorted(set(sentences))
    assert [sentence for sentence in sentences if " " not in sentence] == []


def test_an_example_teaches_one_intent_only():
    taught: dict[str, str] = {}
    twice = []
    for entry in (entry for file in NLU for entry in file["nlu"] if "intent" in entry):
        for example in (line.removeprefix("- ").strip().lower() for line in entry["examples"].splitlines()):
            if taught.setdefault(example, entry["intent"]) != entry["intent"]:
                twice.append((example, taught[example], entry["intent"]))
    assert twice == []
