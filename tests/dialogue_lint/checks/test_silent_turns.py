"""After whatever a rule answers, the customer hears something."""

from tests.dialogue_lint.sample_project import SampleProject

SILENT_ACTION = """\
from actions.speaking_action import SpeakingAction


class ActionForget(SpeakingAction):
    def name(self):
        return "action_forget"

    def speak(self, dispatcher, tracker):
        return []
"""


def test_a_rule_that_ends_with_a_silent_action_is_found(project: SampleProject):
    project.write("actions/forgetting.py", SILENT_ACTION)
    project.change("data/rules/all.yml", "action: utter_greet", "action: action_forget")
    assert project.findings() == [
        (
            project.line_of("data/rules/all.yml", "intent: greet"),
            "After greet the rule “customer greets” ends and nothing has been said.",
        )
    ]


def test_a_silent_action_before_one_that_speaks_is_none(project: SampleProject):
    project.write("actions/forgetting.py", SILENT_ACTION)
    greet = "      - action: utter_greet\n"
    project.change("data/rules/all.yml", greet, "      - action: action_forget\n" + greet)
    project.change("data/rules/all.yml", greet, greet + "      - action: action_listen\n")
    assert project.findings() == []


def test_a_form_that_is_over_and_says_no_more_is_found(project: SampleProject):
    project.change("data/rules/all.yml", "      - action: action_tell_size\n", "")
    assert project.findings() == [
        (
            project.line_of("data/rules/all.yml", "the size is known"),
            "Here the rule “the size is known” ends and nothing has been said.",
        )
    ]


def test_a_story_that_leaves_the_customer_in_silence_is_found(project: SampleProject):
    project.write(
        "data/stories/all.yml",
        "stories:\n  - story: a greeting and then nothing\n    steps:\n      - intent: greet\n"
        "      - action: utter_greet\n      - intent: say_thanks\n",
    )
    assert project.findings() == [
        (
            "data/stories/all.yml:6",
            "After say_thanks the story “a greeting and then nothing” ends and nothing has been said.",
        )
    ]


def test_what_needs_no_answer_may_meet_silence_also_in_a_form(project: SampleProject):
    project.change("domain.yml", "  - greet\n", "  - greet\n  - acknowledge\n")
    rule = (
        "  - rule: customer says ok\n    steps:\n      - intent: acknowledge\n      - action: action_listen\n"
    )
    project.change("data/rules/all.yml", "rules:\n", "rules:\n" + rule)
    assert (
        project.line_of("data/rules/all.yml", "intent: acknowledge"),
        "After acknowledge the rule “customer says ok” ends and nothing has been said.",
    ) in project.findings()
    project.write("bot/policies/initiative_policy.py", 'NEEDS_NO_ANSWER = frozenset({"acknowledge"})\n')
    assert project.findings() == []
