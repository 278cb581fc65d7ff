"""How the answers to several matters read in one turn."""

from bot.collecting_channel import Said
from bot.parts_of_answer import put_together
from conversations.entries import ChoiceMeaning, ChoiceToOffer, Words

STEP = ChoiceToOffer("How do returns work?", ChoiceMeaning("ask_question"))
YES = ChoiceToOffer("Yes", ChoiceMeaning("say_yes"))


def told(text, *choices):
    return Said(Words(text, choices))


def asked(text, *choices, asks="is_confirmed"):
    return Said(Words(text, choices), asks=asks)


def texts(said):
    return [one.words.text for one in said]


def test_one_answer_is_left_as_it_is():
    said = [told("Here it is.", STEP), told("More.")]
    assert put_together([("", said)]) == said


def test_a_later_answer_is_led_in_and_choices_stand_at_the_end():
    said = put_together(
        [("", [told("It is on its way.", STEP)]), ("And about x: ", [asked("Shall I?", YES)])]
    )
    assert texts(said) == ["It is on its way.", "And about x: Shall I?"]
    assert [len(one.words.choices) for one in said] == [0, 1]


def test_a_question_that_is_asked_again_is_asked_once_and_last():
    said = put_together(
        [
            ("", [asked("Shall I?", YES)]),
            ("And about x: ", [told("Here."), asked("To be sure: shall I?", YES)]),
        ]
    )
    assert texts(said) == ["About x: Here.", "Shall I?"]


def test_of_two_questions_the_last_is_open_and_stands():
    said = put_together([("", [asked("Which one?", asks="number")]), ("", [asked("Shall I?", YES)])])
    assert texts(said) == ["Shall I?"]


def test_choices_without_a_place_below_stay_where_they_are():
    said = put_together([("", [told("A person may know.", STEP), asked("Which number?")])])
    assert [len(one.words.choices) for one in said] == [1, 0]
