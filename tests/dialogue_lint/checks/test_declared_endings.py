"""A goodbye is for those who said goodbye."""

import pytest

from tests.dialogue_lint.sample_project import SampleProject

RULES = "data/rules/all.yml"
WELCOME_SOMEHOW = "You're welcome.\n      metadata: {ends: somehow}"
ACKNOWLEDGES = "declares that it ends with the acknowledgement"
SAYS_GOODBYE = "declares that it ends with the goodbye"


def test_a_goodbye_to_somebody_who_greets_is_found(project: SampleProject):
    project.change(
        RULES,
        "- intent: greet\n      - action: utter_greet",
        "- intent: greet\n      - action: utter_welcome",
    )
    assert project.findings() == [
        (
            project.line_of(RULES, "action: utter_welcome"),
            f"utter_welcome {ACKNOWLEDGES}, and here it follows greet.",
        )
    ]


def test_an_acknowledgement_that_nobody_said_thanks_for_is_found(project: SampleProject):
    project.change(RULES, "- action: action_tell_size", "- action: utter_welcome")
    assert project.findings() == [
        (
            project.line_of(RULES, "action: utter_welcome"),
            f"utter_welcome {ACKNOWLEDGES}, and here it follows the bot's own words.",
        )
    ]


def test_an_ending_that_there_is_not_is_found(project: SampleProject):
    project.change("domain.yml", "You're welcome.\n      metadata: {ends: acknowledgement}", WELCOME_SOMEHOW)
    assert project.findings() == [
        (project.line_of("domain.yml", "You're welcome."), "There is no ending “somehow”.")
    ]


@pytest.mark.parametrize("declared", ['"goodbye"', "Ending.GOODBYE"])
def test_an_action_keeps_to_the_ending_that_it_declares(project: SampleProject, declared: str):
    code = "actions/size_actions.py"
    project.change(
        code,
        "class ActionTellSize(SpeakingAction):\n",
        f"class ActionTellSize(SpeakingAction):\n    ends = {declared}\n",
    )
    assert project.findings() == [
        (
            project.line_of(RULES, "action: action_tell_size"),
            f"action_tell_size {SAYS_GOODBYE}, and here it follows the bot's own words.",
        )
    ]
