"""Whoever gives a form an answer that it can't use is told what the answer looks like."""

from tests.dialogue_lint.sample_project import SampleProject

RULES = "data/rules/in_form.yml"


def test_a_form_that_meets_nonsense_with_nothing_is_found(project: SampleProject):
    project.change(RULES, "          - intent: nlu_fallback\n", "")
    assert (
        project.line_of("domain.yml", "      - size"),
        "When size_form asks for size, nothing answers what no intent fits.",
    ) in project.findings()


def test_a_form_that_only_asks_again_is_found(project: SampleProject):
    project.change(RULES, "      - action: action_explain_question\n", "")
    assert project.findings() == [
        (
            project.line_of("domain.yml", "      - size"),
            "A wrong answer to the question for size of size_form gets no explanation.",
        )
    ]


def test_an_explanation_of_another_slot_is_none(project: SampleProject):
    project.change("actions/size_actions.py", '"size": ("A size', '"colour": ("A size')
    assert project.findings() == [
        (
            project.line_of("domain.yml", "      - size"),
            "A wrong answer to the question for size of size_form gets no explanation.",
        )
    ]


def test_a_response_explains_whatever_is_asked(project: SampleProject):
    project.change(RULES, "action: action_explain_question", "action: utter_hint")
    project.change(
        "domain.yml", "responses:\n", "responses:\n  utter_hint: [{text: A hint.}, {text: Hint.}]\n"
    )
    assert project.findings() == []
