"""What an action says is read from its code, on every way through it."""

from pathlib import Path

import pytest

from dialogue_lint.speech.actions import SpokenAction, actions_of
from dialogue_lint.speech.source import Source

HEAD = """\
from actions.desk import Desk, say, MORE

ONE = "One?"
TWO = (ONE, "Two?")


class ActionSpeak(Action):
    def name(self):
        return "action_speak"

    def run(self, dispatcher, tracker, domain):
"""
DESK = """\
MORE = ["More?"]


def say(dispatcher, text="Nothing?", *, buttons=None):
    dispatcher.utter_message(text=text, buttons=buttons)


def again(dispatcher):
    again(dispatcher)
    dispatcher.utter_message(text="Again?")


class Desk:
    def announce(self, dispatcher, wordings):
        dispatcher.utter_message(text=self._pick(wordings))

    def _pick(self, wordings):
        return wordings[0]
"""


def action(root: Path, body: str, head: str = HEAD) -> SpokenAction:
    (root / "actions").mkdir()
    (root / "actions/desk.py").write_text(DESK)
    lines = "".join(f"        {line}\n" for line in body.splitlines())
    (root / "actions/speaking.py").write_text(head + lines)
    (read,) = actions_of(Source(root, "actions"))
    return read


WORDS = {
    "a text": ('dispatcher.utter_message(text="So?")', ["So?"]),
    "the first argument": ('dispatcher.utter_message("So?")', ["So?"]),
    "texts put together": ('dispatcher.utter_message(text="So " + ONE)', ["So One?"]),
    "a text with a value in it": ('dispatcher.utter_message(text=f"So {tracker.x}?")', ["So …?"]),
    "a text with a known value": ('dispatcher.utter_message(text=f"So {ONE}")', ["So One?"]),
    "a constant": ("dispatcher.utter_message(text=ONE)", ["One?"]),
    "one of several": ("dispatcher.utter_message(text=TWO[0])", ["One?", "Two?"]),
    "one of two": ('dispatcher.utter_message(text="A?" if tracker.x else "B?")', ["A?", "B?"]),
    "a variable": ('words = "So?"\ndispatcher.utter_message(text=words)', ["So?"]),
    "a variable set twice": ('w = "A?"\nif w:\n    w = "B?"\ndispatcher.utter_message(text=w)', ["A?", "B?"]),
    "a wording chosen elsewhere": (
        'w = told.next("x", TWO)\ndispatcher.utter_message(w.text)',
        ["One?", "Two?"],
    ),
    "each of several": ("for words in TWO:\n    dispatcher.utter_message(text=words)", ["One?", "Two?"]),
    "each of several, filled in": (
        "w = [words.format(x=1) for words in TWO]\nself.desk.announce(dispatcher, w)",
        ["One?", "Two?"],
    ),
    "an imported function": ('say(dispatcher, "So?")', ["So?"]),
    "an imported function by keyword": ('say(dispatcher=dispatcher, text="So?")', ["So?"]),
    "a default": ("say(dispatcher)", ["Nothing?"]),
    "an imported constant": ("say(dispatcher, MORE[0])", ["More?"]),
    "an object of ours": ("self.desk.announce(dispatcher, TWO)", ["One?", "Two?"]),
    "words set from themselves": ('w = "A?"\nw = w + " B?"\nsay(dispatcher, w)', ["A?", "A? B?"]),
    "every branch": (
        'if tracker.x:\n    say(dispatcher, "A?")\nelse:\n    say(dispatcher, "B?")',
        ["A?", "B?"],
    ),
    "an exception that is caught": ('try:\n    pass\nexcept Lost:\n    say(dispatcher, "A?")', ["A?"]),
}


@pytest.mark.parametrize(("body", "words"), WORDS.values(), ids=WORDS.keys())
def test_the_words_are_read(tmp_path: Path, body: str, words: list[str]):
    said = action(tmp_path, body).utterances
    assert [text.words for utterance in said for text in utterance.texts.known] == words
    assert not any(utterance.texts.unknown for utterance in said)


@pytest.mark.parametrize(
    "body",
    [
        "dispatcher.utter_message(text=tracker.words)",
        "dispatcher.utter_message(text=domain)",
        "self.foreign.tell(dispatcher)",
        "for words, _ in TWO:\n    dispatcher.utter_message(text=words)",
        "dispatcher.utter_message(text=[words for words in tracker.x][0])",
        'words = "So?"\nwords += tracker.x\ndispatcher.utter_message(text=words)',
        "words, _ = TWO\ndispatcher.utter_message(text=words)",
    ],
)
def test_words_that_reading_cannot_tell_are_known_to_be_unknown(tmp_path: Path, body: str):
    assert [bool(said.texts.unknown) for said in action(tmp_path, body).utterances] == [True]


CHOICES = {
    "none": ('say(dispatcher, "So?")', False),
    "an empty list": ('say(dispatcher, "So?", buttons=[])', False),
    "a list": ('say(dispatcher, "So?", buttons=[ONE])', True),
    "a list that may be empty": ('say(dispatcher, "So?", buttons=[ONE] if tracker.x else [])', False),
    "a list with something after it": ('say(dispatcher, "So?", buttons=[] or [ONE])', True),
    "a list and another": ('say(dispatcher, "So?", buttons=[*tracker.x] + [ONE])', True),
    "what is worked out when the bot runs": ('say(dispatcher, "So?", buttons=[b for b in tracker.x])', True),
    "a copy of none": ('none = ()\nsay(dispatcher, "So?", buttons=list(none))', False),
    "choices set from themselves": ('b = tracker.x\nb = b or [ONE]\nsay(dispatcher, "So?", buttons=b)', True),
    "choices set from each other": (
        'a = tracker.x or []\nb = a or [ONE]\na = b or [ONE]\nsay(dispatcher, "So?", buttons=a)',
        True,
    ),
    "a variable that is empty": ('none = []\nsay(dispatcher, "So?", buttons=none)', False),
}


@pytest.mark.parametrize(("body", "has_choices"), CHOICES.values(), ids=CHOICES.keys())
def test_the_choices_are_seen(tmp_path: Path, body: str, has_choices: bool):
    assert [said.has_choices for said in action(tmp_path, body).utterances] == [has_choices]


GOING_ON = {
    "two in a row": ('say(dispatcher, "A")\nsay(dispatcher, "B")', [True, False]),
    "one that may be the last": (
        'say(dispatcher, "A")\nif tracker.x:\n    say(dispatcher, "B")',
        [False, False],
    ),
    "a way out": (
        'if tracker.x:\n    say(dispatcher, "A")\n    return []\nsay(dispatcher, "B")',
        [False, False],
    ),
    "a branch before the last": (
        'if tracker.x:\n    say(dispatcher, "A")\nsay(dispatcher, "B")',
        [True, False],
    ),
    "a request to the worker": ('say(dispatcher, "A")\ndispatcher.utter_message(json_message={})', [False]),
}


@pytest.mark.parametrize(("body", "goes_on"), GOING_ON.values(), ids=GOING_ON.keys())
def test_words_that_are_followed_by_more_are_seen(tmp_path: Path, body: str, goes_on: list[bool]):
    assert [said.goes_on for said in action(tmp_path, body).utterances] == goes_on


def test_a_function_that_calls_itself_is_read_once(tmp_path: Path):
    head = HEAD.replace("Desk, say, MORE", "again")
    said = action(tmp_path, "again(dispatcher)", head).utterances
    assert [text.words for utterance in said for text in utterance.texts.known] == ["Again?"]


def test_an_apology_for_the_unforeseen_does_not_make_an_action_speak(tmp_path: Path):
    body = 'try:\n    pass\nexcept Exception:\n    say(dispatcher, "Sorry. What now?")'
    read = action(tmp_path, body)
    assert len(read.utterances) == 1
    assert not read.speaks


def test_an_inherited_way_of_speaking_is_read_with_the_words_of_the_class(tmp_path: Path):
    head = (
        "class Speaking(Action):\n    def run(self, dispatcher, tracker, domain):\n"
        "        return to_thread(self.speak, dispatcher, tracker)\n\n\n"
        'class ActionSpeak(Speaking):\n    def name(self):\n        return "action_speak"\n\n'
        "    def speak(self, dispatcher, tracker):\n"
    )
    said = action(tmp_path, 'dispatcher.utter_message(text="So?")', head).utterances
    assert [text.words for utterance in said for text in utterance.texts.known] == ["So?"]
