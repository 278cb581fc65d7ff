"""What the customer answers to a form reaches the slot that was asked for."""

from tests.dialogue_lint.sample_project import SampleProject

PROBLEM = "size_form asks for size, and no answer ever fills that slot."
CODE = "actions/size_actions.py"
FROM_ENTITY = "type: from_entity\n        entity: shoe_size"


def test_a_slot_that_only_code_fills_and_no_code_fills_is_found(project: SampleProject):
    project.change("domain.yml", FROM_ENTITY, "type: custom")
    assert project.findings() == [(project.line_of("domain.yml", "      - size"), PROBLEM)]


def test_code_that_empties_a_slot_does_not_fill_it(project: SampleProject):
    project.change("domain.yml", FROM_ENTITY, "type: custom")
    project.write("actions/filling.py", 'EVENT = SlotSet("size", None)\n')
    assert project.findings() == [(project.line_of("domain.yml", "      - size"), PROBLEM)]
    project.write("actions/filling.py", 'EVENT = SlotSet("size", 42)\n')
    assert project.findings() == []


def test_a_slot_whose_entity_is_not_declared_is_found(project: SampleProject):
    project.change("domain.yml", "  - shoe_size\n", "")
    assert project.findings() == [(project.line_of("domain.yml", "      - size"), PROBLEM)]


def test_a_slot_that_takes_the_whole_message_is_filled(project: SampleProject):
    project.change("domain.yml", FROM_ENTITY, "type: from_text")
    assert project.findings() == []


def test_a_slot_that_is_not_there_is_found(project: SampleProject):
    project.change("domain.yml", "slots:\n  size:", "slots:\n  length:")
    assert project.findings() == [(project.line_of("domain.yml", "      - size"), PROBLEM)]
