"""A form asks for each of its slots, and what it asks is a question."""

from tests.dialogue_lint.sample_project import SampleProject

ASKING = """\
from actions.speaking_action import SpeakingAction


class ActionAskSize(SpeakingAction):
    def name(self):
        return "action_ask_size_form_size"

    def speak(self, dispatcher, tracker):
        dispatcher.utter_message(text="Your size, please.")
        return []
"""


def test_a_form_without_words_for_a_slot_is_found(project: SampleProject):
    project.change("domain.yml", "utter_ask_size_form_size", "utter_ask_form_size_size")
    assert project.findings() == [
        (
            project.line_of("domain.yml", "      - size"),
            "size_form has no words to ask for size, so the customer meets silence.",
        )
    ]


def test_a_form_question_that_asks_nothing_is_found(project: SampleProject):
    project.change("domain.yml", "What does the box say?", "Look at the box.")
    assert project.findings() == [
        (
            project.line_of("domain.yml", "Look at the box."),
            "“Look at the box.” asks for size without being a question.",
        )
    ]


def test_an_action_that_asks_for_a_slot_without_a_question_is_found(project: SampleProject):
    project.write("actions/asking.py", ASKING)
    assert project.findings() == [
        (
            project.line_of("actions/asking.py", "Your size"),
            "“Your size, please.” asks for size without being a question.",
        )
    ]


def test_a_question_that_many_forms_share_will_do(project: SampleProject):
    project.change("domain.yml", "utter_ask_size_form_size", "utter_ask_size")
    assert project.findings() == []
