"""Who is asked something that a yes answers can say yes."""

import pytest

from tests.dialogue_lint.sample_project import SampleProject

RULES = "data/rules/all.yml"


@pytest.mark.parametrize(
    "question",
    [
        "Shall I look it up?",
        "Would you like to know more?",
        "Do you mean the red one?",
        "Our team can help: shall I ask somebody?",
        "What would you prefer, or should I choose?",
    ],
)
def test_a_question_for_a_yes_that_nothing_answers_is_found(project: SampleProject, question: str):
    project.write("domain.yml", _with_greeting(project, question))
    assert project.findings() == [
        (
            project.line_of("domain.yml", question),
            f"“{question}” can be answered with “yes”, and no rule answers that.",
        )
    ]


@pytest.mark.parametrize(
    "question",
    ["What would you like to know?", "Which one do you mean?", "Could you put it another way?", "Hello?"],
)
def test_a_question_that_a_yes_does_not_answer_is_none(project: SampleProject, question: str):
    project.write("domain.yml", _with_greeting(project, question))
    assert project.findings() == []


def test_choices_answer_a_question_for_a_yes(project: SampleProject):
    project.change("domain.yml", "Pick one of these.", "Do you mean this one?")
    assert project.findings() == []


def test_a_question_for_a_yes_in_code_is_found(project: SampleProject):
    code = "actions/size_actions.py"
    project.change(code, "They know. What else is there?", "They know. Is there anything else?")
    assert project.findings() == [
        (
            project.line_of(code, "Is there anything else?"),
            "“Is there anything else?” can be answered with “yes”, and no rule answers that.",
        )
    ]


def test_a_question_for_a_yes_of_the_worker_is_found(project: SampleProject):
    project.change("bot/replies.py", "How else would you put it?", "Shall I ask a person?")
    assert [place for place, _ in project.findings()] == [project.line_of("bot/replies.py", "Shall I")]


def test_rules_for_yes_and_no_answer_it(project: SampleProject):
    project.write("domain.yml", _with_greeting(project, "Shall I look it up?"))
    project.change("data/nlu/all.yml", "- hello\n", "- hello\n      - yes\n")
    assert project.findings() == []
    project.change("data/nlu/all.yml", "      - no\n", "")
    assert project.findings() == [
        (
            project.line_of("domain.yml", "Shall I look it up?"),
            "“Shall I look it up?” can be answered with “no”, and no rule answers that.",
        )
    ]


def _with_greeting(project: SampleProject, words: str) -> str:
    domain = (project.root / "domain.yml").read_text(encoding="utf-8")
    return domain.replace("Hello! What can I help you with?", f'"{words}"')
