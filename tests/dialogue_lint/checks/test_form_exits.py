"""Every question of a form can be dropped, and a person is one step away."""

from tests.dialogue_lint.sample_project import SampleProject

RULES = "data/rules/in_form.yml"
CANCELLING = """\
      - intent: never_mind
      - action: action_deactivate_loop
      - active_loop: null
"""


def test_a_form_that_never_mind_does_not_close_is_found(project: SampleProject):
    project.change(RULES, CANCELLING, "      - intent: never_mind\n")
    assert project.findings() == [
        (
            project.line_of("domain.yml", "      - size"),
            "When size_form asks for size, the customer can't cancel.",
        )
    ]


def test_a_form_in_which_nobody_can_ask_for_a_person_is_found(project: SampleProject):
    project.change(RULES, "intent: ask_for_human", "intent: ask_question")
    assert (
        project.line_of("domain.yml", "      - size"),
        "When size_form asks for size, the customer can't ask for a person.",
    ) in project.findings()


def test_a_way_out_of_another_question_is_none_of_this_one(project: SampleProject):
    condition = "the matter while giving a size\n    condition:\n      - active_loop: size_form\n"
    for_another = "      - slot_was_set:\n          - requested_slot: colour\n"
    project.change(RULES, condition, condition + for_another)
    assert project.findings() == [
        (
            project.line_of("domain.yml", "      - size"),
            "When size_form asks for size, the customer can't cancel.",
        )
    ]
    project.change(RULES, "requested_slot: colour", "requested_slot: size")
    assert project.findings() == []
