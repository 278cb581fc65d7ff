"""The last words of a turn ask something, lead on, or say goodbye where the customer closed."""

import pytest

from tests.dialogue_lint.sample_project import SampleProject

STRANDED = "leaves the customer without a question, a next step or a goodbye."
CODE = "actions/size_actions.py"
UNREADABLE = "What is said here can't be read from the code, and it offers no next steps."


def test_a_dialogue_that_always_leads_on_has_no_finding(project: SampleProject):
    assert project.findings() == []


def test_a_response_that_only_states_something_is_found(project: SampleProject):
    project.change("domain.yml", "Hello! What can I help you with?", "Hello!")
    assert project.findings() == [
        (project.line_of("domain.yml", "Hello!"), f"utter_greet: “Hello!” {STRANDED}")
    ]


def test_a_response_that_was_a_goodbye_and_no_longer_declares_it_is_found(project: SampleProject):
    project.change("domain.yml", "Bye for now.\n      metadata: {ends: goodbye}", "Bye for now.")
    assert project.findings() == [
        (project.line_of("domain.yml", "Bye for now."), f"utter_say_goodbye: “Bye for now.” {STRANDED}")
    ]


def test_a_question_far_from_the_end_is_no_ending(project: SampleProject):
    words = "Is it you? I see. That is nice. Well then."
    project.change("domain.yml", "Hello! What can I help you with?", words)
    assert (project.line_of("domain.yml", words), f"utter_greet: “{words}” {STRANDED}") in project.findings()


def test_a_response_before_a_form_that_goes_on_asking_needs_no_ending(project: SampleProject):
    project.change("data/rules/in_form.yml", "action: action_explain_question", "action: utter_hint")
    project.change(
        "domain.yml", "responses:\n", "responses:\n  utter_hint: [{text: A hint.}, {text: Hint.}]\n"
    )
    assert project.findings() == []


def test_the_one_wording_of_an_action_that_asks_nothing_is_found(project: SampleProject):
    project.change(CODE, "They know. What else is there?", "They know.")
    assert project.findings() == [(project.line_of(CODE, "They know."), f"“They know.” {STRANDED}")]


def test_wordings_that_a_helper_says_are_found_where_they_stand(project: SampleProject):
    project.change(
        CODE, ", buttons=[talk_to_person()])\n    return []\n", ")\n    return []\n"
    ) if False else None
    project.change(
        CODE, 'text="That is the answer.", buttons=[talk_to_person()]', 'text="That is the answer."'
    )
    assert project.findings() == [
        (project.line_of(CODE, "That is the answer."), f"“That is the answer.” {STRANDED}")
    ]


def test_next_steps_that_one_caller_leaves_empty_are_found(project: SampleProject):
    project.change(CODE, "buttons=steps or [talk_to_person()]", "buttons=steps")
    assert project.findings() == []
    project.change(CODE, "self.entry(slug), dispatcher, steps", "self.entry(slug), dispatcher, []")
    assert project.findings() == [(project.line_of(CODE, "text=entry.answer"), UNREADABLE)]


def test_words_that_are_said_by_something_unknown_are_found(project: SampleProject):
    project.change(
        CODE, "return _tell(self.entry(slug), dispatcher, steps)", "return self.desk.tell(dispatcher)"
    )
    assert (project.line_of(CODE, "self.desk.tell"), UNREADABLE) in project.findings()


def test_an_action_that_declares_how_it_ends_may_end_there(project: SampleProject):
    closing = 'class ActionClose(SpeakingAction):\n    ends = "goodbye"\n\n'
    name = '    def name(self):\n        return "action_close"\n\n'
    speak = '    def speak(self, dispatcher, tracker):\n        dispatcher.utter_message(text="Bye.")\n'
    project.write("actions/closing_actions.py", _IMPORT + closing + name + speak)
    project.change("data/rules/all.yml", "action: utter_say_goodbye", "action: action_close")
    assert project.findings() == []
    project.change("actions/closing_actions.py", '    ends = "goodbye"\n', "")
    assert project.findings() == [
        (project.line_of("actions/closing_actions.py", "Bye."), f"“Bye.” {STRANDED}")
    ]


def test_a_response_that_an_action_says_is_judged_like_its_own_words(project: SampleProject):
    project.change(CODE, 'text="That is the answer.", buttons=[talk_to_person()]', 'response="utter_told"')
    project.change(
        "domain.yml", "responses:\n", "responses:\n  utter_told: [{text: So.}, {text: So it is.}]\n"
    )
    line = project.line_of("domain.yml", "utter_told")
    assert project.findings() == [
        (line, f"utter_told: “So it is.” {STRANDED}"),
        (line, f"utter_told: “So.” {STRANDED}"),
    ]


@pytest.mark.parametrize("words", ["I can't reach our orders.", "Sorry, that is closed."])
def test_a_reply_of_the_worker_without_choices_is_found(project: SampleProject, words: str):
    project.change("bot/replies.py", 'Words("I can\'t reach our orders.", (PERSON,))', f'Words("{words}")')
    assert project.findings() == [(project.line_of("bot/replies.py", words), f"“{words}” {STRANDED}")]


_IMPORT = "from actions.speaking_action import SpeakingAction\n\n\n"
